import type { Outcome } from '@ledger/ledger/engine/submission.js';
import type { RefusalCode } from '@ledger/ledger/kernel/refusals.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { ActReading, RecordActCommand } from '@ledger/ledger/use-cases/record-act-command.js';
import { actOf } from '../support/contest.js';
import type { Scene } from './contested-acts.js';

/** A submitted command and its outcome. */
export type Answer = Readonly<{ submitted: RecordActCommand; outcome: Outcome }>;

/** The acts that were acknowledged and not reversed, by command id. */
export class Acknowledged {
  private readonly acts = new Map<string, RecordActCommand>();

  note({ submitted, outcome }: Answer): void {
    if (actOf(outcome) !== null) this.acts.set(submitted.commandId, submitted);
  }

  remove(commandId: string): void {
    this.acts.delete(commandId);
  }

  /** The number of acts and the sum of their amounts, by kind. */
  get byKind(): Readonly<Record<string, Readonly<{ acts: number; amountFen: number }>>> {
    const sums: Record<string, { acts: number; amountFen: number }> = {};
    for (const { reading: act } of this.acts.values()) {
      const { acts, amountFen } = sums[act.kind.code] ?? { acts: 0, amountFen: 0 };
      sums[act.kind.code] = { acts: acts + 1, amountFen: amountFen + (act.amountFen ?? 0) };
    }
    return sums;
  }
}

const capPerActFen: Readonly<Record<string, number>> = { 'health-check': 120_000, recuperation: 100_000 };
const capPerYearFen = 200_000;

const isSamePerson = ({ person }: ActReading, other: ActReading): boolean =>
  JSON.stringify(person) === JSON.stringify(other.person);

const yearOf = ({ on }: ActReading): string => on.slice(0, 4);

const isOverCap = (act: ActReading, sameYear: readonly ActReading[]): boolean => {
  const amountFen = act.amountFen ?? 0;
  if (act.kind.code !== 'education-subsidy') return amountFen > (capPerActFen[act.kind.code] ?? Infinity);
  return sameYear.reduce((sum, each) => sum + (each.amountFen ?? 0), amountFen) > capPerYearFen;
};

type Explanation = (act: ActReading, recorded: readonly ActReading[]) => boolean;

const sameYearOf = (act: ActReading, recorded: readonly ActReading[]): readonly ActReading[] =>
  recorded.filter(
    (each) => each.kind === act.kind && yearOf(each) === yearOf(act) && isSamePerson(each, act),
  );
const isReferenceUsed: Explanation = ({ reference }, recorded) =>
  recorded.some((each) => each.reference === reference);

/** For each refusal code: whether the refusal is correct if the command is judged after all recorded acts. */
const explanations: Partial<Record<RefusalCode, Explanation>> = {
  ONCE_PER_YEAR: (act, recorded) => sameYearOf(act, recorded).length > 0,
  OVER_CAP: (act, recorded) => isOverCap(act, sameYearOf(act, recorded)),
  DUPLICATE: isReferenceUsed,
  REF_REUSED: isReferenceUsed,
  ALREADY_ATTENDED: (act, recorded) =>
    recorded.some((each) => each.session?.stream === act.session?.stream && isSamePerson(each, act)),
  WRONG_SESSION: (act, recorded) =>
    recorded.some((each) => each.sessions > 0 && (each.kind !== act.kind || each.on !== act.on)),
  // Exception: this refusal is correct if the command was judged before the session was recorded.
  UNKNOWN_SESSION: ({ session }) => session !== null,
};

/** Whether the outcome fits a serial order of the commands. Outcomes other than refusals always do. */
export const isExplained = ({ submitted, outcome }: Answer, recorded: readonly RecordActCommand[]): boolean =>
  outcome.kind !== 'refused' ||
  (explanations[outcome.code]?.(
    submitted.reading,
    recorded.map((each) => each.reading),
  ) ??
    false);

/** The headcount of a session: the sum over the events of its stream. */
export const headcountIn = (events: readonly Recorded[], { session }: Scene): number =>
  events
    .filter(({ stream }) => stream === session)
    .map(({ event: { data } }) => ({
      counts: { headcount: 0 },
      entry: { counts: { headcount: 0 } },
      ...data,
    }))
    .reduce((sum, { counts, entry }) => sum + counts.headcount + entry.counts.headcount, 0);

/** The number of acknowledged acts that attend the session. */
export const attendingIn = (recorded: readonly RecordActCommand[], { session }: Scene): number =>
  recorded.filter(({ reading: act }) => act.session?.stream === session).length;
