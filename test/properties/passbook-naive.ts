/**
 * The rules of a passbook, implemented a second time without the ledger's code: a plain list of acts. Everything is
 * computed from scratch at each step. If several refusals apply, the one with the highest rank is returned.
 */
export type NaiveState =
  'given' | 'requested' | 'approved' | 'submitted' | 'assessed' | 'paid' | 'refused' | 'reversed';

export type NaiveAct = {
  number: number;
  kind: string;
  on: string;
  district: string;
  sex: 'male' | 'female' | null;
  session: string | null;
  headcount: number;
  minutes: number;
  amount: number | null;
  state: NaiveState;
  /** Null if the act was recorded directly as given or paid. */
  requestedOn: string | null;
  /** The day of the last step before payment: the request or the approval. */
  lastStepOn: string;
  agreed: number | null;
};

export type NaiveBook = { events: number; acts: NaiveAct[] };

/**
 * Groups of kinds. A correction may change the kind only within a group; the group also fixes the role of the money.
 */
const groups: Readonly<Record<string, string>> = {
  'cancer-screening': 'service, cost',
  recuperation: 'service, cost',
  'free-course': 'service, cost',
  'condolence-payment': 'service, payout',
  'health-check': 'health check',
  'education-subsidy': 'subsidy',
  'hardship-relief': 'subsidy',
  'medical-mutual-aid-payout': 'mutual aid',
  'maternity-mutual-aid-payout': 'mutual aid',
};
const ruled = [
  'health-check',
  'recuperation',
  'education-subsidy',
  'hardship-relief',
  'medical-mutual-aid-payout',
];

const isOncePerYear = (kind: string, day: string): boolean =>
  kind === 'recuperation' || kind === 'hardship-relief' || (kind === 'health-check' && day <= '2026-06-30');

const capPerAct = ({ kind, sex }: NaiveAct, day: string): number => {
  if (kind === 'recuperation') return 1_000;
  if (kind !== 'health-check') return Infinity;
  if (day <= '2026-06-30') return sex === 'female' ? 1_500 : 1_000;
  return sex === 'female' ? 900 : 800;
};
const capPerYear = ({ kind }: NaiveAct): number => {
  if (kind === 'education-subsidy') return 2_000;
  return kind === 'medical-mutual-aid-payout' ? 3_000 : Infinity;
};

const today = '2027-01-31';

const ranks = [
  'DATE_IN_FUTURE',
  'MISSING_AMOUNT',
  'DUPLICATE',
  'REF_REUSED',
  'UNKNOWN_ACT',
  'WRONG_STATE',
  'NEEDS_MOVE',
  'DATE_OUT_OF_ORDER',
  'UNKNOWN_SESSION',
  'ALREADY_ATTENDED',
  'SESSION_FULL',
  'ONCE_PER_YEAR',
  'OVER_CAP',
  'OVER_REQUEST',
  'PASSBOOK_FULL',
];
const highest = (holding: readonly (readonly [code: string, holds: boolean])[]): string | null => {
  const codes = holding.filter(([, holds]) => holds).map(([code]) => code);
  return ranks.find((code) => codes.includes(code)) ?? null;
};

const usesUp = ({ state }: NaiveAct): boolean => ['given', 'approved', 'assessed', 'paid'].includes(state);
const counting = ({ state }: NaiveAct): boolean => state === 'given' || state === 'paid';

/** The refusals by the rules in force on a day, for an act with this sum, given the other acts in the passbook. */
const byRule = (book: NaiveBook, act: NaiveAct, day: string, sum: number) => {
  const others = book.acts.filter(
    (each) => each.number !== act.number && each.kind === act.kind && usesUp(each),
  );
  const used = others.map(({ agreed, amount }) => agreed ?? amount ?? 0).reduce((a, b) => a + b, 0);
  return [
    ['ONCE_PER_YEAR', isOncePerYear(act.kind, day) && others.length > 0],
    ['OVER_CAP', sum > capPerAct(act, day) || used + sum > capPerYear(act)],
  ] as const;
};

export type NaiveCircumstances = Readonly<{
  reference: 'free' | 'same' | 'other';
  session: 'open' | 'unknown' | 'attended' | 'full';
}>;

/** Records, requests or submits an act. The number of the act is set here. */
export const open = (book: NaiveBook, act: NaiveAct, { reference, session }: NaiveCircumstances): string => {
  const attends = act.session !== null;
  const attended = book.acts.some(
    (each) =>
      attends && each.session === act.session && each.state !== 'reversed' && each.state !== 'refused',
  );
  const waits = act.state === 'requested' || act.state === 'submitted';
  const refusal = highest([
    ['MISSING_AMOUNT', waits && act.amount === null],
    ['DUPLICATE', reference === 'same'],
    ['REF_REUSED', reference === 'other'],
    ['UNKNOWN_SESSION', attends && session === 'unknown'],
    ['ALREADY_ATTENDED', attends && (session === 'attended' || attended)],
    ['SESSION_FULL', attends && session === 'full'],
    ...byRule(book, { ...act, number: -1 }, act.on, act.amount ?? 0),
    ['PASSBOOK_FULL', book.events >= 1_000],
  ]);
  if (refusal !== null) return refusal;
  book.acts.push({ ...act, number: book.events });
  book.events += 1;
  return 'accepted';
};

export type Step = Readonly<{ number: number; on: string; amount: number | null }>;
type Ways = Readonly<Record<string, readonly [from: readonly NaiveState[], to: NaiveState]>>;

const ways: Ways = {
  ApproveSubsidy: [['requested'], 'approved'],
  PaySubsidy: [['approved'], 'paid'],
  RefuseSubsidy: [['requested', 'approved'], 'refused'],
  AssessMutualAidClaim: [['submitted'], 'assessed'],
  PayMutualAidClaim: [['assessed'], 'paid'],
  RefuseMutualAidClaim: [['submitted', 'assessed'], 'refused'],
};
const wayOf = (type: string): Ways[string] => {
  const way = ways[type];
  if (way === undefined) throw new Error(type);
  return way;
};

const agrees = (type: string): boolean => ['approved', 'assessed'].includes(wayOf(type)[1]);

type Stepping = Readonly<{ type: string; on: string; sum: number }>;

const aboutAct = (book: NaiveBook, act: NaiveAct, { type, on, sum }: Stepping) => {
  const [from] = wayOf(type);
  const isNext = from.includes(act.state) && on >= act.lastStepOn;
  const agreeing = [
    ['MISSING_AMOUNT', isNext && sum === 0] as const,
    ...byRule(book, act, act.on, sum),
    ['OVER_REQUEST', sum > (act.amount ?? 0)] as const,
  ];
  return [
    ['WRONG_STATE', !from.includes(act.state)] as const,
    ['DATE_OUT_OF_ORDER', on < act.lastStepOn] as const,
    ...(agrees(type) ? agreeing : []),
  ];
};

const move = (act: NaiveAct, { type, on, sum }: Stepping): void => {
  act.state = wayOf(type)[1];
  if (act.state === 'paid') {
    act.on = on;
    act.amount = act.agreed;
    act.agreed = null;
    return;
  }
  act.lastStepOn = on;
  if (act.state !== 'refused') act.agreed = sum;
};

/** One step in the life cycle of a request: approve or assess, pay, refuse. */
export const step = (book: NaiveBook, type: string, { number, on, amount }: Step): string => {
  const act = book.acts.find((each) => each.number === number);
  const stepping = { type, on, sum: amount ?? act?.amount ?? 0 };
  const refusal = highest([
    ['DATE_IN_FUTURE', on > today],
    ['MISSING_AMOUNT', amount === 0 && agrees(type)],
    ['UNKNOWN_ACT', act === undefined],
    ...(act === undefined ? [] : aboutAct(book, act, stepping)),
  ]);
  if (refusal !== null || act === undefined) return refusal ?? 'UNKNOWN_ACT';
  move(act, stepping);
  book.events += 1;
  return 'accepted';
};

export type NaiveChanges = Partial<
  Pick<NaiveAct, 'kind' | 'on' | 'district' | 'sex' | 'headcount' | 'minutes' | 'amount'>
>;

const isRuled = (kind: string): boolean => ruled.includes(kind);

const moves = (act: NaiveAct, after: NaiveAct): boolean =>
  groups[act.kind] !== groups[after.kind] ||
  (act.requestedOn === null && act.on.slice(0, 4) !== after.on.slice(0, 4)) ||
  (act.session !== null && isRuled(act.kind) !== isRuled(after.kind));

const isPayout = (kind: string): boolean => /payout|subsidy|mutual aid/.test(groups[kind] ?? '');

/**
 * Whether a correction leaves a payout without a sum: the act is or becomes a payout, and its new amount is zero or
 * empty.
 */
const losesSum = (act: NaiveAct, { kind = act.kind, amount }: NaiveChanges): boolean =>
  (isPayout(act.kind) || isPayout(kind)) && amount !== undefined && (amount ?? 0) === 0;

export const correct = (book: NaiveBook, number: number, changes: NaiveChanges): string => {
  const act = book.acts.find((each) => each.number === number);
  if (act === undefined) return 'UNKNOWN_ACT';
  if (losesSum(act, changes)) return 'MISSING_AMOUNT';
  const after = { ...act, ...changes };
  const same = JSON.stringify(act) === JSON.stringify(after);
  if (same && counting(act)) return 'nothing';
  const refusal = highest([
    ['WRONG_STATE', !counting(act)],
    ['NEEDS_MOVE', moves(act, after)],
    ['DATE_OUT_OF_ORDER', act.requestedOn !== null && after.on < act.lastStepOn],
    ...byRule(book, after, act.requestedOn ?? after.on, after.amount ?? 0),
  ]);
  if (refusal !== null) return refusal;
  Object.assign(act, changes);
  book.events += 1;
  return 'accepted';
};

export const reverse = (book: NaiveBook, number: number): string => {
  const act = book.acts.find((each) => each.number === number);
  const refusal = highest([
    ['UNKNOWN_ACT', act === undefined],
    ['WRONG_STATE', act !== undefined && !counting(act)],
  ]);
  if (refusal !== null || act === undefined) return refusal ?? 'UNKNOWN_ACT';
  act.state = 'reversed';
  book.events += 1;
  return 'accepted';
};

/** Totals per district, kind and month. Only acts that were given or paid count. */
export const totalsOf = (book: NaiveBook): Readonly<Record<string, readonly number[]>> => {
  const totals: Record<string, number[]> = {};
  for (const act of book.acts.filter(counting)) {
    const key = `${act.district} ${act.kind} ${act.on.slice(0, 7)}`;
    const amount = act.amount ?? 0;
    const headcount = act.session === null ? act.headcount : 0;
    const adds = [1, headcount, 0, act.minutes, 0, amount, amount];
    totals[key] = (totals[key] ?? [0, 0, 0, 0, 0, 0, 0]).map((sum, index) => sum + (adds[index] ?? 0));
  }
  return totals;
};
