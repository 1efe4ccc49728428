import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { reference } from '../support/identifiers.js';
import type {
  CorrectAct,
  Changes,
  ReleaseActReference,
  ReverseAct,
} from '@ledger/ledger/acts/act-corrections.js';
import type { ActInput, Circumstances } from '@ledger/ledger/acts/act-facts.js';
import { isPlainDate, type PlainDate } from '@ledger/ledger/kernel/calendar.js';
import { streamId, workerNo, type StreamId } from '@ledger/ledger/kernel/ids.js';
import { noCounts, type Counts } from '@ledger/ledger/kernel/count-arithmetic.js';
import { fen, noFen } from '@ledger/ledger/kernel/money.js';
import { kindOfCode, type EventFamily, type Kind } from '@ledger/schema/catalogue/kinds.js';
import { rules, type Rule } from '@ledger/schema/catalogue/rules.js';
import type {
  ActCorrected,
  ActReferenceReleased,
  ActReversed,
  ReservationFenced,
  ReversalGround,
} from '@ledger/schema/events/acts.js';
import { sealed, type CountedAct, type Entry, type Sealed } from '@ledger/schema/events/values.js';

/** The date for this text, `YYYY-MM-DD`. Throws RangeError if the date does not exist. */
export const day = (text: string): PlainDate => {
  if (!isPlainDate(text)) throw new RangeError(`${text} is not a day`);
  return text;
};

/** A stand-in for an encrypted text: base64, so that a failing test can still be read. */
export const sealedText = (text: string): Sealed => sealed.parse(Buffer.from(text).toString('base64'));

export const today = day('2026-06-30');
/** Keqiao (柯桥), a district of Shaoxing. */
export const keqiao = '330603';
export const courier = workerNo(17);
export const session = streamId('gathering-spring');

const kindOf = (code: string): Kind => {
  const kind = kindOfCode(code);
  if (kind === undefined) throw new Error(`the catalogue has no kind ${code}`);
  return kind;
};

/** The event family (which event types are used) that the catalogue gives for a kind. */
export const familyOf = (kind: string): EventFamily => kindOf(kind).events;

type Said = Partial<Omit<ActInput, 'reference'>> & Readonly<{ reference?: string | null }>;

/** The input of a command that records an act. The default is a cancer screening of one courier in Keqiao. */
export const act = ({ reference: written = null, ...said }: Said = {}): ActInput => {
  const kind = said.kind ?? 'cancer-screening';
  return {
    kind,
    on: day('2026-03-12'),
    district: keqiao,
    place: null,
    sealedPlace: null,
    worker: courier,
    handedIn: { name: null, sex: 'male' },
    sex: 'male',
    occupation: null,
    employer: null,
    session: null,
    headcount: 1,
    sessions: 0,
    minutes: 0,
    items: 0,
    amountFen: null,
    money: kindOf(kind).money,
    name: null,
    note: null,
    result: null,
    office: officeCode('keqiao'),
    reference: written === null ? null : reference(written),
    officeWritten: null,
    districtWritten: null,
    referenceWritten: null,
    ...said,
  };
};

/**
 * The counts of an act. If the act attends a session, its headcount is 0 here, because the session's stream counts it.
 */
const countsBy = (input: ActInput): Counts => ({
  acts: 1,
  headcount: input.session === null ? input.headcount : 0,
  sessions: input.sessions,
  minutes: input.minutes,
  items: input.items,
  amountFen: input.amountFen ?? noFen,
  paidFen: input.money === 'dispute' ? noFen : (input.amountFen ?? noFen),
});

/**
 * Facts that a decider adds to an act: its number (default 0), the rule that judged it (default: the first sample rule
 * for the kind), and its counts.
 */
export type Added = Readonly<{ act?: number; judgedBy?: string | null; counts?: Partial<Counts> }>;

const ruleOf = (kind: string): string | null => rules.find((rule) => rule.kind === kind)?.version ?? null;

/** The act as it is stored in an event, with its counts. */
export const counted = (input: ActInput, added: Added = {}): CountedAct => ({
  ...input,
  act: added.act ?? 0,
  judgedBy: added.judgedBy === undefined ? ruleOf(input.kind) : added.judgedBy,
  counts: { ...countsBy(input), ...added.counts },
});

/** The act as it is stored in an event that does not count in any total yet, for example a request. */
export const uncounted = (input: ActInput, added: Added = {}): Omit<CountedAct, 'counts'> => {
  const { counts: _counts, ...facts } = counted(input, added);
  return facts;
};

/** Negates a number without producing negative zero, which toStrictEqual distinguishes from zero. */
const less = (value: number): number => 0 - value;

const takenBack = (counts: Counts): Counts => ({
  acts: less(counts.acts),
  headcount: less(counts.headcount),
  sessions: less(counts.sessions),
  minutes: less(counts.minutes),
  items: less(counts.items),
  amountFen: fen(less(counts.amountFen)),
  paidFen: fen(less(counts.paidFen)),
});

/** A line of the totals for an act, with the given counts. All other counts are zero. */
export const line = (about: ActInput, counts: Partial<Counts>): Entry => ({
  kind: about.kind,
  district: about.district,
  on: about.on,
  worker: about.worker,
  sex: about.sex,
  occupation: about.occupation,
  employer: about.employer,
  outcome: about.result?.outcome ?? null,
  satisfied: about.result?.satisfied ?? null,
  place: about.worker === null ? about.place : null,
  counts: { ...noCounts, ...counts },
});

/** The line that removes a recorded act from the totals: its counts negated. */
export const undoing = (before: CountedAct): Entry => line(before, takenBack(before.counts));

/**
 * The circumstances of a recording command. By default the reference is free, and the session, if the act has one, is
 * open.
 */
export const circumstances = (input: ActInput, said: Partial<Circumstances> = {}): Circumstances => ({
  family: familyOf(input.kind),
  rules,
  reference: 'free',
  session: input.session === null ? 'none' : 'open',
  registered: null,
  ...said,
});

type CorrectionSaid = Partial<Omit<CorrectAct['data'], 'changes'>>;

/**
 * A command that corrects an act of the stream, by default act 0. If the changes set another kind, its money role and
 * event family are added.
 */
export const correctingIn =
  (stream: StreamId) =>
  (changes: Changes, said: CorrectionSaid = {}): CorrectAct => {
    const { kind } = changes;
    const money = kind === undefined ? {} : { money: kindOf(kind).money };
    const family = kind === undefined ? null : familyOf(kind);
    return {
      type: 'CorrectAct',
      data: {
        stream,
        act: 0,
        changes: { ...money, ...changes },
        family,
        rules,
        session: null,
        result: null,
        reason: null,
        ...said,
      },
    };
  };

/** A command that reverses an act of the stream, by default act 0. */
export const reversingIn =
  (stream: StreamId) =>
  (number = 0, reason: Sealed | null = null, ground: ReversalGround | null = null): ReverseAct => ({
    type: 'ReverseAct',
    data: { stream, act: number, reason, ground, releases: false },
  });

/** A command that releases the reference of an act of the stream, by default act 0. */
export const releasingIn =
  (stream: StreamId) =>
  (number = 0, reason: Sealed | null = null): ReleaseActReference => ({
    type: 'ReleaseActReference',
    data: { stream, act: number, reason },
  });

type CorrectedSaid = Partial<Pick<ActCorrected['data'], 'undone' | 'heldIn' | 'reason'>>;

/** The event of a correction: the new state, and the line that removes the previous one from the totals. */
export const actCorrected = (
  before: CountedAct,
  after: CountedAct,
  said: CorrectedSaid = {},
): ActCorrected => ({
  type: 'ActCorrected',
  data: { ...after, undone: undoing(before), heldIn: null, reason: null, ...said },
});

/** The event of a reversal, with the line that removes the act from the totals. */
export const actReversed = (
  before: CountedAct,
  said: Partial<Pick<ActReversed['data'], 'undone' | 'heldIn' | 'reason' | 'ground' | 'releases'>> = {},
): ActReversed => ({
  type: 'ActReversed',
  data: {
    act: before.act,
    undone: undoing(before),
    heldIn: null,
    reason: null,
    ground: null,
    releases: false,
    office: before.office,
    reference: before.reference,
    session: before.session,
    money: before.money,
    ...said,
  },
});

/** The event that releases the reference of a reversed act. */
export const actReferenceReleased = (
  act: Readonly<{ act: number; reference: string }>,
  reason: Sealed | null = null,
): ActReferenceReleased => ({
  type: 'ActReferenceReleased',
  data: { act: act.act, reason, office: officeCode('keqiao'), reference: reference(act.reference) },
});

/**
 * The event in a target stream that fences off the writer of a reservation, so that another one can take the
 * reservation over.
 */
export const reservationFenced: ReservationFenced = {
  type: 'ReservationFenced',
  data: { reservation: streamId('ref-keqiao-A1') },
};

/** A rule for tests. By default it has no limits and is always in force. */
export const ruleFor = (kind: string, said: Partial<Rule>): Rule => ({
  version: `${kind}/test`,
  kind,
  from: null,
  until: null,
  oncePerYear: false,
  cap: null,
  source: 'a test',
  ...said,
});
