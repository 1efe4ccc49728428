/**
 * What the totals must say, counted from the orders that were acknowledged: no event is looked at, no fold of the
 * ledger is used. Twice over: once as a list of what stands, once as the signed lines that every order writes.
 */
export type NaiveAct = {
  id: string;
  kind: string;
  district: string;
  on: string;
  member: string | null;
  headcount: number;
  sessions: number;
  minutes: number;
  items: number;
  amount: number | null;
  sex: 'male' | 'female' | null;
  occupation: string | null;
  employer: string | null;
  state: 'counts' | 'requested' | 'agreed' | 'gone';
  /** The gathering that it is, or attends; null where it has none. */
  gathering: string | null;
  role: 'alone' | 'held' | 'attends' | 'attends from elsewhere';
  /** What of the gathering's headcount its own line bears. */
  bears: number;
};

/** acts, headcount, sessions, minutes, items, amount, paid */
export type Measures = readonly [number, number, number, number, number, number, number];

type Line = Readonly<{ bucket: string; measures: Measures }>;
type Snapshot = Readonly<{ recorded: string; acts: readonly NaiveAct[] }>;

/** `recorded` is the month in which orders are recorded now. */
export type NaiveLedger = { recorded: string; acts: NaiveAct[]; lines: Line[]; past: Snapshot[] };

export const emptyLedger = (recorded: string): NaiveLedger => ({ recorded, acts: [], lines: [], past: [] });

const isDispute = (kind: string): boolean => kind === 'hotline-case' || kind === 'dispute-mediation';

export const amountsOf = ({ kind, amount }: NaiveAct): readonly [amount: number, paid: number] => [
  amount ?? 0,
  isDispute(kind) ? 0 : (amount ?? 0),
];

const countsIn = (acts: readonly NaiveAct[], gathering: string): readonly NaiveAct[] =>
  acts.filter((act) => act.state === 'counts' && act.gathering === gathering);

/** A session and its attendance together count the larger of the two headcounts. */
export const headcountIn = (acts: readonly NaiveAct[], gathering: string): number => {
  const all = countsIn(acts, gathering);
  const stated = all.filter(({ role }) => role === 'held').reduce((sum, act) => sum + act.headcount, 0);
  const attended = all.filter(({ role }) => role !== 'held').reduce((sum, act) => sum + act.headcount, 0);
  return Math.max(stated, attended);
};

const write = (
  { recorded, lines }: NaiveLedger,
  { district, kind, on }: NaiveAct,
  measures: Measures,
): void => {
  lines.push({ bucket: [district, kind, on.slice(0, 7), recorded].join(' '), measures });
};

/** Where the heads of an act count: those of an attendance where its session was held. */
const headsOf = ({ acts }: NaiveLedger, act: NaiveAct): NaiveAct => {
  const session = acts.find(
    ({ role, state, gathering }) => role === 'held' && state === 'counts' && gathering === act.gathering,
  );
  const attends = act.role === 'attends' || act.role === 'attends from elsewhere';
  return attends && session !== undefined ? { ...act, district: session.district } : act;
};

/** The line of an act, added or taken away, with what it bears of a headcount. */
const count = (ledger: NaiveLedger, act: NaiveAct, sign: 1 | -1, headcount: number): void => {
  const { sessions, minutes, items } = act;
  const [amount, paid] = amountsOf(act);
  write(ledger, headsOf(ledger, act), [0, headcount, 0, 0, 0, 0, 0]);
  write(ledger, act, [sign, 0, sign * sessions, sign * minutes, sign * items, sign * amount, sign * paid]);
};

/** What a change makes of the headcount of the act's gathering. */
const difference = ({ acts }: NaiveLedger, { gathering }: NaiveAct, change: () => void): number => {
  const before = gathering === null ? 0 : headcountIn(acts, gathering);
  change();
  return (gathering === null ? 0 : headcountIn(acts, gathering)) - before;
};

/** An act from elsewhere comes to its gathering, or leaves it: a line of its own that bears the headcount only. */
const meet = (ledger: NaiveLedger, act: NaiveAct, change: () => void): void => {
  const about = { ...act };
  const headcount = difference(ledger, act, change);
  write(ledger, headsOf(ledger, about), [0, headcount, 0, 0, 0, 0, 0]);
};

const enter = (ledger: NaiveLedger, act: NaiveAct): void => {
  const comes = (): void => {
    act.state = 'counts';
  };
  if (act.role === 'attends from elsewhere') {
    count(ledger, act, 1, 0);
    meet(ledger, act, comes);
    return;
  }
  const headcount = difference(ledger, act, comes);
  act.bears = act.role === 'alone' ? act.headcount : headcount;
  count(ledger, act, 1, act.bears);
};

const remember = (ledger: NaiveLedger): void => {
  ledger.past.push({ recorded: ledger.recorded, acts: ledger.acts.map((act) => ({ ...act })) });
};

/** An act was given, or one was requested, which counts nowhere yet. */
export const record = (ledger: NaiveLedger, act: NaiveAct): void => {
  const isRequest = act.state === 'requested';
  const recorded: NaiveAct = { ...act, state: isRequest ? 'requested' : 'gone' };
  ledger.acts.push(recorded);
  if (!isRequest) enter(ledger, recorded);
  remember(ledger);
};

export const agree = (ledger: NaiveLedger, act: NaiveAct, amount: number | null): void => {
  act.state = 'agreed';
  act.amount = amount ?? act.amount;
  remember(ledger);
};

/** What was requested counts on the day on which it is paid. */
export const pay = (ledger: NaiveLedger, act: NaiveAct, on: string): void => {
  act.on = on;
  enter(ledger, act);
  remember(ledger);
};

export const refuse = (ledger: NaiveLedger, act: NaiveAct): void => {
  act.state = 'gone';
  remember(ledger);
};

export type NaiveChanges = Partial<
  Pick<
    NaiveAct,
    | 'kind'
    | 'district'
    | 'on'
    | 'headcount'
    | 'minutes'
    | 'items'
    | 'amount'
    | 'sex'
    | 'occupation'
    | 'employer'
  >
>;

/** What stood leaves its bucket, what is right enters its own; both lines are recorded now. */
export const correct = (ledger: NaiveLedger, act: NaiveAct, changes: NaiveChanges): void => {
  if (act.role === 'attends from elsewhere') {
    count(ledger, act, -1, 0);
    meet(ledger, act, () => {
      act.state = 'gone';
    });
    Object.assign(act, changes);
    enter(ledger, act);
  } else {
    count(ledger, act, -1, 0 - act.bears);
    const headcount = difference(ledger, act, () => Object.assign(act, changes));
    act.bears = act.role === 'alone' ? act.headcount : act.bears + headcount;
    count(ledger, act, 1, act.bears);
  }
  remember(ledger);
};

/** Only the headcount of a gathering is not simply what the act bore: others may have been counted under it. */
export const reverse = (ledger: NaiveLedger, act: NaiveAct): void => {
  const leaves = (): void => {
    act.state = 'gone';
  };
  if (act.role === 'attends from elsewhere') {
    count(ledger, act, -1, 0);
    meet(ledger, act, leaves);
  } else {
    const headcount = difference(ledger, act, leaves);
    count(ledger, act, -1, act.role === 'alone' ? 0 - act.headcount : headcount);
  }
  remember(ledger);
};

/** The acts as they stood at the end of a month of recording. */
export const actsAt = ({ past }: NaiveLedger, recorded: string): readonly NaiveAct[] =>
  past.findLast((snapshot) => snapshot.recorded <= recorded)?.acts ?? [];

/** The lines added up per bucket: district, kind, month that counts, month of recording. */
export const bucketsOf = ({ lines }: NaiveLedger): Readonly<Record<string, readonly number[]>> => {
  const buckets: Record<string, number[]> = {};
  for (const { bucket, measures } of lines) {
    const sums = buckets[bucket] ?? [0, 0, 0, 0, 0, 0, 0];
    buckets[bucket] = sums.map((sum, index) => sum + (measures[index] ?? 0));
  }
  return Object.fromEntries(Object.entries(buckets).filter(([, sums]) => sums.some((sum) => sum !== 0)));
};
