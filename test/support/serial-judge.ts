import type { Recorded } from '@ledger/ledger/ports/event-log.js';

/**
 * Checks the rules that must hold in every log by counting events. It uses no decider, projection or rule of the
 * ledger, so it does not share their bugs. It covers acts that are recorded as given; requests with a life cycle
 * (requested, approved, paid) are not checked here.
 */

const oncePerYear: readonly string[] = ['health-check', 'recuperation'];
const capPerActFen: Readonly<Record<string, number>> = { recuperation: 100_000, 'health-check': 150_000 };
const capPerYearFen: Readonly<Record<string, number>> = { 'education-subsidy': 200_000 };

/** The fields of an act that the checks need. Fields that an event does not have get a default value. */
type Act = Readonly<{
  number: number;
  stream: string;
  kind: string;
  on: string;
  worker: number | null;
  session: string | null;
  reference: string | null;
  office: string;
  amountFen: number;
}>;

const opens: ReadonlySet<string> = new Set([
  'ServiceRecorded',
  'HealthCheckRecorded',
  'SubsidyPaid',
  'MutualAidPaid',
  'GatheringHeld',
  'GatheringAttended',
  'TrainingSessionHeld',
  'TrainingAttended',
  'CaseRecorded',
]);

const textOr = <T>(value: unknown, otherwise: T): string | T =>
  typeof value === 'string' ? value : otherwise;
const numberOr = <T>(value: unknown, otherwise: T): number | T =>
  typeof value === 'number' ? value : otherwise;

const fieldsOf = ({ event }: Recorded): Readonly<Record<string, unknown>> => ({ ...event.data });

const actOf = (past: Recorded): Act => {
  const fields = fieldsOf(past);
  return {
    number: numberOr(fields['act'], -1),
    stream: past.stream,
    kind: textOr(fields['kind'], ''),
    on: textOr(fields['on'], ''),
    worker: numberOr(fields['worker'], null),
    session: textOr(fields['session'], null),
    reference: textOr(fields['reference'], null),
    office: textOr(fields['office'], ''),
    amountFen: numberOr(fields['amountFen'], 0),
  };
};

const inYear = ({ kind, worker, on }: Act): string =>
  `${kind} of worker ${String(worker)} in ${on.slice(0, 4)}`;
const inUse = ({ office, reference }: Act): string => `reference ${String(reference)} of ${office}`;
const held = (stream: string): string => `session ${stream}`;
const attending = ({ stream, session, worker }: Act): string =>
  `worker ${String(worker)} at ${String(session)} in ${stream}`;

/**
 * Names of what an act occupies while it is not reversed: the person's kind and year, the reference, the session it
 * holds, the place in a session it attends.
 */
const takenBy = (act: Act): readonly string[] => [
  ...(act.worker === null ? [] : [inYear(act)]),
  ...(act.reference === null ? [] : [inUse(act)]),
  ...(act.worker === null && act.session === null ? [held(act.stream)] : []),
  ...(act.worker === null || act.session === null ? [] : [attending(act)]),
];

/**
 * Reads a log from its beginning and collects every state that commands, executed one after the other, cannot produce.
 */
class SerialJudge {
  readonly breaches: string[] = [];
  readonly registered = new Map<number, number>();
  readonly people = new Set<number>();
  private readonly acts = new Map<string, Act>();
  private readonly takers = new Map<string, Set<string>>();
  private readonly commands = new Set<string>();

  read(past: Recorded): void {
    const { type } = past.event;
    const fields = fieldsOf(past);
    const worker = numberOr(fields['worker'], null);
    const key = `${past.stream}.${String(fields['act'])}`;
    if (type === 'WorkerRegistered' && worker !== null) {
      this.registered.set(worker, (this.registered.get(worker) ?? 0) + 1);
    } else if (opens.has(type)) this.open(key, actOf(past), past);
    else if (type === 'ActCorrected') {
      this.take(key, null);
      this.take(key, actOf(past));
    } else if (type === 'ActReversed') {
      if (!this.acts.has(key)) this.breaches.push(`${key}: reversed though it does not stand`);
      this.take(key, null);
    }
  }

  private open(key: string, act: Act, { origin, revision }: Recorded): void {
    const command = `${origin.commandId} in ${act.stream}`;
    if (this.commands.has(command)) this.breaches.push(`${key}: command ${command} has recorded twice`);
    this.commands.add(command);
    if (act.number !== revision) this.breaches.push(`${key}: is not numbered by its revision`);
    for (const breach of this.breachesOf(act)) this.breaches.push(`${key}: ${breach}`);
    if (act.worker !== null) this.people.add(act.worker);
    this.take(key, act);
  }

  private breachesOf(act: Act): readonly string[] {
    const { reference, session, worker } = act;
    const rules: readonly (readonly [string, boolean])[] = [
      [`${inUse(act)} is taken`, reference !== null && this.has(inUse(act))],
      [`no ${held(String(session))}`, session !== null && !this.has(held(session))],
      [`${attending(act)}, twice`, session !== null && worker !== null && this.has(attending(act))],
      ...(worker === null ? [] : this.rulesPerPerson(act)),
    ];
    return rules.filter(([, isBroken]) => isBroken).map(([breach]) => breach);
  }

  private rulesPerPerson(act: Act): readonly (readonly [string, boolean])[] {
    const { kind, amountFen } = act;
    const before = this.recordedState(inYear(act));
    const sumFen = before.reduce((sum, each) => sum + each.amountFen, amountFen);
    return [
      [`${inYear(act)}, a second time`, oncePerYear.includes(kind) && before.length > 0],
      [`${inYear(act)}, over the cap`, amountFen > (capPerActFen[kind] ?? Infinity)],
      [`${inYear(act)}, over the cap of the year`, sumFen > (capPerYearFen[kind] ?? Infinity)],
    ];
  }

  private has(name: string): boolean {
    return this.recordedState(name).length > 0;
  }

  private recordedState(name: string): readonly Act[] {
    return [...(this.takers.get(name) ?? [])].flatMap((key) => this.acts.get(key) ?? []);
  }

  /** Replaces the act stored under this key by another version of it; null removes the act. */
  private take(key: string, act: Act | null): void {
    const before = this.acts.get(key);
    if (before !== undefined) for (const name of takenBy(before)) this.takers.get(name)?.delete(key);
    if (act === null) this.acts.delete(key);
    else this.acts.set(key, act);
    for (const name of act === null ? [] : takenBy(act)) {
      const takers = this.takers.get(name) ?? new Set();
      this.takers.set(name, takers.add(key));
    }
  }
}

const judged = (events: readonly Recorded[]): SerialJudge => {
  const judge = new SerialJudge();
  for (const past of events) judge.read(past);
  return judge;
};

/**
 * The violations in a log: what commands, executed one after the other, cannot have produced. Empty if the log is
 * correct.
 */
export const breachesIn = (events: readonly Recorded[]): readonly string[] => {
  const { breaches, registered } = judged(events);
  const twice = [...registered].filter(([, times]) => times > 1);
  return [...breaches, ...twice.map(([worker]) => `worker ${String(worker)} is registered twice`)];
};

/** Persons who have an act but no entry in the register. After lost commands have been repeated there must be none. */
export const unregisteredIn = (events: readonly Recorded[]): readonly number[] => {
  const { people, registered } = judged(events);
  return [...people].filter((worker) => !registered.has(worker));
};
