import { openingEvents } from '../acts/opening-events.js';
import { historyIn, type History } from '../engine/histories.js';
import { isOneOf } from '../kernel/domain-event.js';
import { actIdOf, parseActId, workerStreamOf, type ActId, type StreamId } from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import type { KeyVault, Subject, SubjectKey } from '../ports/key-vault.js';
import { openedWith, saidBy, type SaidText } from '../ports/sealed-texts.js';
import { registryEvents } from '../registry/registry-state.js';
import type { ActSaid } from './act-said.js';
import { subjectOf } from './act-submission.js';
import { versionsOfAct, type ActVersion } from './act-versions.js';

/** A recorded act: its history, and what it says after each of its events. */
export type KnownAct = Readonly<{
  act: number;
  history: History;
  /** What the act says at a revision; null if it has never had that revision. */
  saidAt: (revision: number) => ActSaid | null;
  said: ActSaid;
  worker: ActVersion['facts']['worker'];
  /** When it was recorded (UTC). */
  recordedAt: string;
}>;

type Ports = Readonly<{ log: Pick<EventLog, 'readStreams'>; vault: Pick<KeyVault, 'existingKeys'> }>;
type Keys = ReadonlyMap<Subject, SubjectKey>;

/** Every name that the register has had for a person. */
const registeredNames = (history: History, keys: Keys): readonly string[] => {
  const { stream } = history;
  const names: string[] = [];
  let before: SaidText | null = null;
  for (let revision = 0; revision < history.length; revision += 1) {
    const { event, origin } = history.at(revision);
    if (!isOneOf(registryEvents, event) || !('name' in event.data)) continue;
    before = saidBy(origin.commandId, event.data.name, before) ?? before;
    const name = openedWith(keys.get(stream) ?? null, { stream, field: 'name' }, before);
    if (name !== null) names.push(name);
  }
  return names;
};

const resultIn = ({ result }: ActVersion['facts']): Pick<ActSaid, 'outcome' | 'satisfied'> =>
  result === null
    ? { outcome: null, satisfied: null }
    : { outcome: result.outcome, satisfied: result.satisfied };

const saidIn = (
  { facts, name, note, place }: ActVersion,
  stream: StreamId,
  { keys, registered }: Readonly<{ keys: Keys; registered: readonly string[] }>,
): ActSaid => {
  const key = keys.get(subjectOf(facts, stream)) ?? null;
  const open = (field: string, text: SaidText | null): string | null =>
    openedWith(key, { stream, field }, text);
  const { reference, referenceWritten } = facts;
  const isLost = key === null && (facts.worker !== null || name !== null);
  return {
    ...facts,
    place: facts.place ?? open('place', place),
    note: open('note', note),
    ...resultIn(facts),
    reference: referenceWritten ?? reference,
    names: isLost ? null : [open('name', name), ...registered].filter((each) => each !== null),
  };
};

type Found = Readonly<{ id: ActId; act: number; history: History; versions: readonly ActVersion[] }>;

/** The acts among these ids that the ledger has recorded. */
const recordedAmong = async (log: Ports['log'], ids: readonly string[]): Promise<readonly Found[]> => {
  const parsed = [...new Set(ids)].flatMap((text) => {
    const id = parseActId(text);
    return id === null ? [] : [id];
  });
  const read = await log.readStreams([...new Set(parsed.map(({ stream }) => stream))]);
  const histories = new Map([...read.keys()].map((stream) => [stream, historyIn(read, stream)]));
  return parsed.flatMap(({ stream, act }) => {
    const history = histories.get(stream);
    if (history === undefined || act >= history.length) return [];
    const { event } = history.at(act);
    if (!isOneOf(openingEvents, event) || event.data.act !== act) return [];
    return [{ id: actIdOf(stream, act), act, history, versions: versionsOfAct(history, act) }];
  });
};

/**
 * The acts with these ids, by id; an id that the ledger does not know is left out. Texts are null if their key was
 * destroyed. The names of the register are read only if `withNames` is set.
 */
export const knownActs = async (
  { log, vault }: Ports,
  ids: readonly string[],
  withNames: boolean,
): Promise<ReadonlyMap<string, KnownAct>> => {
  const found = await recordedAmong(log, ids);
  const workers = [...new Set(found.flatMap(({ versions }) => versions[0]?.facts.worker ?? []))];
  const persons = withNames ? await log.readStreams(workers.map(workerStreamOf)) : new Map();
  const subjects = found.flatMap(({ versions: [first], history }) =>
    first === undefined ? [] : [subjectOf(first.facts, history.stream)],
  );
  const keys = await vault.existingKeys([...new Set(subjects)]);
  return new Map(
    found.flatMap(({ id, act, history, versions }) => {
      const [first, last] = [versions[0], versions.at(-1)];
      if (first === undefined || last === undefined) return [];
      const { worker } = first.facts;
      const registered =
        worker === null ? [] : registeredNames(historyIn(persons, workerStreamOf(worker)), keys);
      const say = (version: ActVersion): ActSaid => saidIn(version, history.stream, { keys, registered });
      const known: KnownAct = {
        ...{ act, history, worker, said: say(last), recordedAt: history.at(act).origin.at },
        saidAt: (revision) => {
          const version = versions[revision - 1];
          return version === undefined ? null : say(version);
        },
      };
      return [[id, known]];
    }),
  );
};
