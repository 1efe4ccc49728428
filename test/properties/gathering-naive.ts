/**
 * The rules of a gathering, implemented a second time without the ledger's code: a plain list of what was held, who
 * attended and which attendance was noted. Everything is computed from scratch at each step.
 */
export type NaiveAct = {
  number: number;
  role: 'held' | 'attendance';
  kind: string;
  on: string;
  district: string;
  worker: number | null;
  headcount: number;
  sessions: number;
  minutes: number;
  amount: number | null;
  reversed: boolean;
};

export type NaiveNoted = Readonly<{
  act: number;
  worker: number | null;
  headcount: number;
  kind: string;
  on: string;
  district: string;
}>;

export type NaiveGathering = { events: number; acts: NaiveAct[]; noted: NaiveNoted[] };

export type Reference = 'free' | 'same' | 'other';

const ranks = [
  'DUPLICATE',
  'REF_REUSED',
  'UNKNOWN_ACT',
  'WRONG_STATE',
  'NEEDS_MOVE',
  'HAS_ATTENDANCE',
  'UNKNOWN_SESSION',
  'WRONG_SESSION',
  'ALREADY_ATTENDED',
  'SESSION_FULL',
];
const highest = (holding: readonly (readonly [code: string, holds: boolean])[]): string | null => {
  const codes = holding.filter(([, holds]) => holds).map(([code]) => code);
  return ranks.find((code) => codes.includes(code)) ?? null;
};

const heldIn = ({ acts }: NaiveGathering): NaiveAct | undefined =>
  acts.find(({ role, reversed }) => role === 'held' && !reversed);
const attendanceOf = ({ acts, noted }: NaiveGathering) => [
  ...acts.filter(({ role, reversed }) => role === 'attendance' && !reversed),
  ...noted,
];

/** The stated headcount or the sum of the attendances, whichever is larger. */
export const headcountOf = (gathering: NaiveGathering): number => {
  const attended = attendanceOf(gathering).reduce((sum, { headcount }) => sum + headcount, 0);
  return Math.max(heldIn(gathering)?.headcount ?? 0, attended);
};

const byReference = (reference: Reference) =>
  [
    ['DUPLICATE', reference === 'same'],
    ['REF_REUSED', reference === 'other'],
  ] as const;

const differs = (act: NaiveAct, held: NaiveAct): boolean => act.kind !== held.kind || act.on !== held.on;

/** The refusals that apply to an act that attends the gathering. */
const atSession = (gathering: NaiveGathering, act: NaiveAct) => {
  const held = heldIn(gathering);
  const attendance = attendanceOf(gathering);
  const isSession = held !== undefined && held.sessions >= 1;
  return [
    ['UNKNOWN_SESSION', !isSession],
    ['WRONG_SESSION', isSession && differs(act, held)],
    ['ALREADY_ATTENDED', act.worker !== null && attendance.some(({ worker }) => worker === act.worker)],
    ['SESSION_FULL', attendance.length >= 2_000],
  ] as const;
};

export const record = (gathering: NaiveGathering, act: NaiveAct, reference: Reference): string => {
  const isAttendance = act.role === 'attendance';
  const refusal = highest([
    ...byReference(reference),
    ['WRONG_STATE', !isAttendance && heldIn(gathering) !== undefined],
    ...(isAttendance ? atSession(gathering, act) : []),
  ]);
  if (refusal !== null) return refusal;
  gathering.acts.push({ ...act, number: gathering.events });
  gathering.events += 1;
  return 'accepted';
};

const sameNote = (a: NaiveNoted, b: NaiveNoted): boolean => JSON.stringify(a) === JSON.stringify(b);

export const note = (gathering: NaiveGathering, submitted: NaiveNoted): string => {
  const held = heldIn(gathering);
  const noted =
    held !== undefined && held.sessions >= 1 ? { ...submitted, district: held.district } : submitted;
  const before = gathering.noted.find(({ act }) => act === noted.act);
  if (before !== undefined && sameNote(before, noted)) return 'nothing';
  gathering.noted = [...gathering.noted.filter(({ act }) => act !== noted.act), noted];
  gathering.events += before === undefined ? 1 : 2;
  return 'accepted';
};

export const withdraw = (gathering: NaiveGathering, number: number): string => {
  const left = gathering.noted.filter(({ act }) => act !== number);
  if (left.length === gathering.noted.length) return 'nothing';
  gathering.noted = left;
  gathering.events += 1;
  return 'accepted';
};

export type NaiveChanges = Partial<
  Pick<NaiveAct, 'kind' | 'on' | 'district' | 'headcount' | 'sessions' | 'minutes' | 'amount'>
>;

/**
 * Kinds in groups. A correction may not move an act to another group, because events and money roles differ between
 * them.
 */
const groups: Readonly<Record<string, string>> = {
  'legal-lecture': 'gathering, cost',
  'sports-event': 'gathering, cost',
  recuperation: 'gathering, cost',
  'skills-training': 'training',
  'free-course': 'training',
  'condolence-payment': 'gathering, payout',
};

const moves = (act: NaiveAct, after: NaiveAct): boolean =>
  groups[act.kind] !== groups[after.kind] ||
  (act.role === 'attendance' && (act.kind === 'recuperation') !== (after.kind === 'recuperation'));

/** Whether a correction changes the session so that its attendance no longer fits it. */
const isMoved = (act: NaiveAct, after: NaiveAct): boolean =>
  after.sessions < 1 || differs(after, act) || after.district !== act.district;

const isPayout = (kind: string): boolean => groups[kind] === 'gathering, payout';

/**
 * Whether a correction leaves a payout without a sum: the act is or becomes a payout, and its new amount is zero or
 * empty.
 */
const losesSum = (act: NaiveAct, { kind = act.kind, amount }: NaiveChanges): boolean =>
  (isPayout(act.kind) || isPayout(kind)) && amount !== undefined && (amount ?? 0) === 0;

export const correct = (gathering: NaiveGathering, number: number, changes: NaiveChanges): string => {
  const act = gathering.acts.find((each) => each.number === number);
  if (act === undefined) return 'UNKNOWN_ACT';
  if (losesSum(act, changes)) return 'MISSING_AMOUNT';
  const after = { ...act, ...changes };
  const held = heldIn(gathering);
  if (!act.reversed && JSON.stringify(act) === JSON.stringify(after)) return 'nothing';
  const refusal = highest([
    ['WRONG_STATE', act.reversed],
    ['NEEDS_MOVE', moves(act, after)],
    ['HAS_ATTENDANCE', act.role === 'held' && isMoved(act, after) && attendanceOf(gathering).length > 0],
    ['WRONG_SESSION', act.role === 'attendance' && held !== undefined && differs(after, held)],
  ]);
  if (refusal !== null) return refusal;
  Object.assign(act, changes);
  gathering.events += 1;
  return 'accepted';
};

export const reverse = (gathering: NaiveGathering, number: number): string => {
  const act = gathering.acts.find((each) => each.number === number);
  if (act === undefined) return 'UNKNOWN_ACT';
  const refusal = highest([
    ['WRONG_STATE', act.reversed],
    ['HAS_ATTENDANCE', act.role === 'held' && attendanceOf(gathering).length > 0],
  ]);
  if (refusal !== null) return refusal;
  act.reversed = true;
  gathering.events += 1;
  return 'accepted';
};

/**
 * Totals per district, kind and month. The headcount is left out (0): it belongs to the gathering as a whole, not to
 * one act.
 */
export const totalsOf = ({ acts }: NaiveGathering): Readonly<Record<string, readonly number[]>> => {
  const totals: Record<string, number[]> = {};
  for (const act of acts.filter(({ reversed }) => !reversed)) {
    const key = `${act.district} ${act.kind} ${act.on.slice(0, 7)}`;
    const amount = act.amount ?? 0;
    const adds = [1, 0, act.sessions, act.minutes, 0, amount, amount];
    totals[key] = (totals[key] ?? [0, 0, 0, 0, 0, 0, 0]).map((sum, index) => sum + (adds[index] ?? 0));
  }
  return totals;
};
