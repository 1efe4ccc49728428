import type { Kind } from '@ledger/schema/catalogue/kinds.js';
import { refused, type Refused } from '../kernel/decision.js';
import { type Read } from './field-checks.js';
import { noFen, type Fen } from '../kernel/money.js';
import type { ActReading } from '../use-cases/record-act-command.js';

/** Money that leaves a fund for somebody is a sum: a payout without one, or of nothing, was none. */
export const checkPaid = ({ money }: Kind, amountFen: Fen | null): Refused | null =>
  money === 'payout' && (amountFen ?? noFen) === noFen ? refused('MISSING_AMOUNT') : null;

type Named = Pick<ActReading, 'kind' | 'person' | 'session' | 'headcount'>;

/** An act of a named person is of one head where nobody says otherwise; at a session the heads count there. */
const headsOf = ({ person, session, headcount }: Named): number =>
  headcount === 0 && person !== null && session === null ? 1 : headcount;

/**
 * The heads of an act. A payout that names nobody went to several, whose number it states; else nobody could say who
 * was paid.
 */
export const checkHeads = (named: Named): Read<number> => {
  const headcount = headsOf(named);
  return named.kind.money === 'payout' && named.person === null && headcount < 2
    ? refused('MISSING_PERSON')
    : headcount;
};
