/**
 * The totals, counted directly from the acknowledged commands, without the ledger's events and folds. They are kept in
 * two forms: the list of current acts, and the signed lines that each command adds.
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
  /** The gathering that the act is or attends; null if there is none. */
  gathering: string | null;
  role: 'alone' | 'held' | 'attends' | 'attends from elsewhere';
  /** The part of the gathering's headcount that is counted on this act's own line. */
  bears: number;
};

/** The figures in this order: acts, headcount, sessions, minutes, items, amount, paid. */
export type Measures = readonly [number, number, number, number, number, number, number];

type Line = Readonly<{ bucket: string; measures: Measures }>;
type Snapshot = Readonly<{ recorded: string; acts: readonly NaiveAct[] }>;

/** `recorded` is the current month: commands that are recorded now count in this month of recording. */
export type NaiveLedger = { recorded: string; acts: NaiveAct[]; lines: Line[]; past: Snapshot[] };

export const emptyLedger = (recorded: string): NaiveLedger => ({ recorded, acts: [], lines: [], past: [] });

const isDispute = (kind: string): boolean => kind === 'hotline-case' || kind === 'dispute-mediation';

export const amountsOf = ({ kind, amount }: NaiveAct): readonly [amount: number, paid: number] => [
  amount ?? 0,
  isDispute(kind) ? 0 : (amount ?? 0),
];

const countsIn = (acts: readonly NaiveAct[], gathering: string): readonly NaiveAct[] =>
  acts.filter((act) => act.state === 'counts' && act.gathering === gathering);

/** The headcount of a gathering: the stated one or the sum of the attendances, whichever is larger. */
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

/** The act with the district where its headcount counts. For an attendance this is the session's district. */
const headsOf = ({ acts }: NaiveLedger, act: NaiveAct): NaiveAct => {
  const session = acts.find(
    ({ role, state, gathering }) => role === 'held' && state === 'counts' && gathering === act.gathering,
  );
  const attends = act.role === 'attends' || act.role === 'attends from elsewhere';
  return attends && session !== undefined ? { ...act, district: session.district } : act;
};

/**
 * Adds (1) or subtracts (-1) the line of an act. The headcount has a line of its own, because its district can differ.
 */
const count = (ledger: NaiveLedger, act: NaiveAct, sign: 1 | -1, headcount: number): void => {
  const { sessions, minutes, items } = act;
  const [amount, paid] = amountsOf(act);
  write(ledger, headsOf(ledger, act), [0, headcount, 0, 0, 0, 0, 0]);
  write(ledger, act, [sign, 0, sign * sessions, sign * minutes, sign * items, sign * amount, sign * paid]);
};

/** Makes the change and returns by how much it changed the headcount of the act's gathering. */
const difference = ({ acts }: NaiveLedger, { gathering }: NaiveAct, change: () => void): number => {
  const before = gathering === null ? 0 : headcountIn(acts, gathering);
  change();
  return (gathering === null ? 0 : headcountIn(acts, gathering)) - before;
};

/** Adds a headcount line when an act in another stream (passbook or case) starts or stops counting as attendance. */
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

/** Records an act. A request does not count in any total yet. */
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

/** A requested act counts from its payment on, on the day of payment. */
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

/** Subtracts the old line and adds the corrected one. Both lines are recorded in the current month. */
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

/**
 * In a gathering the headcount changes by the difference, not by what this act had carried: the act's headcount may
 * have been covered by that of others.
 */
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

/** The acts as they were at the end of this month of recording. */
export const actsAt = ({ past }: NaiveLedger, recorded: string): readonly NaiveAct[] =>
  past.findLast((snapshot) => snapshot.recorded <= recorded)?.acts ?? [];

/** Sums of the lines per bucket. A bucket is a district, a kind, the month of the act and the month of recording. */
export const bucketsOf = ({ lines }: NaiveLedger): Readonly<Record<string, readonly number[]>> => {
  const buckets: Record<string, number[]> = {};
  for (const { bucket, measures } of lines) {
    const sums = buckets[bucket] ?? [0, 0, 0, 0, 0, 0, 0];
    buckets[bucket] = sums.map((sum, index) => sum + (measures[index] ?? 0));
  }
  return Object.fromEntries(Object.entries(buckets).filter(([, sums]) => sums.some((sum) => sum !== 0)));
};
