import type { Kind } from '@ledger/schema/catalogue/kinds.js';
import { refused, type Refused } from '../kernel/decision.js';
import { type Read } from './field-checks.js';
import { noFen, type Fen } from '../kernel/money.js';
import type { ActReading } from '../use-cases/record-act-command.js';

/** Refuses a payout without an amount, or with an amount of zero. */
export const checkPaid = ({ money }: Kind, amountFen: Fen | null): Refused | null =>
  money === 'payout' && (amountFen ?? noFen) === noFen ? refused('MISSING_AMOUNT') : null;

type Named = Pick<ActReading, 'kind' | 'person' | 'session' | 'headcount'>;

/**
 * The headcount as stated. If none is stated, a named person counts as one, unless the person attended a session: the
 * session counts its attendances.
 */
const headsOf = ({ person, session, headcount }: Named): number =>
  headcount === 0 && person !== null && session === null ? 1 : headcount;

/**
 * The number of people an act concerns. A payout without a named person must state a headcount of at least two;
 * otherwise its recipient would be unknown, and it is refused.
 */
export const checkHeads = (named: Named): Read<number> => {
  const headcount = headsOf(named);
  return named.kind.money === 'payout' && named.person === null && headcount < 2
    ? refused('MISSING_PERSON')
    : headcount;
};
