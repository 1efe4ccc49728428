import type { ActEvent } from '@ledger/ledger/acts/act-events.js';
import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import { parseActId } from '@ledger/ledger/kernel/ids.js';
import type { EventLog, Position, StreamEvent } from '@ledger/ledger/ports/event-log.js';
import { rangeOf } from '@ledger/schema/catalogue/districts.js';
import type { ActState } from '@ledger/schema/catalogue/act-states.js';
import { readName } from '../kernel/projection.js';
import { list, type Listed, type ListSlice } from '../reading/list-slice.js';
import type { Condition, DocumentStore, Find } from '../ports/document-store.js';
import type { ActDocument } from './acts-document.js';
import { acts, foldAct } from './acts-projection.js';

/** An act and the log position of its latest event. */
export type ActFromLog = Readonly<{ act: ActDocument; position: Position }>;

/**
 * A filter of acts. The acts of a worker are listed by day, those of a session by key, and all others by district and
 * day.
 */
export type ActFilter = Readonly<{
  worker: number | null;
  /** The id of a session's stream: only acts that attended this session. */
  session: string | null;
  /** A district, including all districts below it; null is the whole country. */
  district: string | null;
  /** Days, both included. */
  from: string | null;
  to: string | null;
  kinds: readonly string[] | null;
  states: readonly ActState[] | null;
}>;

export const everyAct: ActFilter = {
  worker: null,
  session: null,
  district: null,
  from: null,
  to: null,
  kinds: null,
  states: null,
};

const firstDay = '0000-01-01';
const lastDay = '9999-12-31';

export const between = (from: string | null, to: string | null): Condition => ({
  from: from ?? firstDay,
  to: to ?? lastDay,
});

/** The condition for a district and all districts below it; no condition for the whole country. */
export const within = (district: string | null): Readonly<Record<string, Condition>> =>
  district === null ? {} : { district: rangeOf(district) };

/** The query conditions of a filter. */
const actsWhere = (filter: ActFilter): Find['where'] => ({
  ...(filter.worker === null ? {} : { worker: { is: filter.worker } }),
  ...(filter.session === null ? {} : { session: { is: filter.session } }),
  ...within(filter.district),
  ...(filter.from === null && filter.to === null ? {} : { on: between(filter.from, filter.to) }),
  ...(filter.kinds === null ? {} : { kind: { in: filter.kinds } }),
  ...(filter.states === null ? {} : { state: { in: filter.states } }),
});

const indexOf = ({ worker, session }: ActFilter): string => {
  if (worker !== null) return 'byWorker';
  return session === null ? 'byDistrict' : 'bySession';
};

/** A part of the list of matching acts. The acts of a worker are listed newest first, all others in ascending order. */
export const listActs = (
  store: DocumentStore,
  filter: ActFilter,
  slice: ListSlice,
): Promise<Listed<ActDocument>> =>
  list<ActDocument>(
    store,
    {
      collection: readName(acts),
      index: indexOf(filter),
      where: actsWhere(filter),
      direction: filter.worker === null ? 'ascending' : 'descending',
    },
    slice,
  );

const isActEvent = <P extends StreamEvent>(past: P): past is P & StreamEvent<ActEvent> =>
  isOneOf(acts.types, past.event);

/** The events about one act among those of its stream. */
const eventsAbout = <P extends StreamEvent>(
  events: Iterable<P>,
  act: number,
): (P & StreamEvent<ActEvent>)[] => {
  const about: (P & StreamEvent<ActEvent>)[] = [];
  for (const past of events) if (isActEvent(past) && past.event.data.act === act) about.push(past);
  return about;
};

const folded = (about: readonly StreamEvent<ActEvent>[]): ActDocument | null =>
  about.reduce<ActDocument | null>(foldAct, null);

/** An act folded from the events of its stream. Null if none of them is about it. */
export const actIn = (events: Iterable<StreamEvent>, id: string): ActDocument | null => {
  const parsed = parseActId(id);
  return parsed === null ? null : folded(eventsAbout(events, parsed.act));
};

/** An act read from its own stream, so it may be newer than the view. Null if it does not exist. */
export const actFromLog = async (log: EventLog, id: string): Promise<ActFromLog | null> => {
  const parsed = parseActId(id);
  if (parsed === null) return null;
  const about = eventsAbout((await log.readStreams([parsed.stream])).get(parsed.stream) ?? [], parsed.act);
  const [act, last] = [folded(about), about.at(-1)];
  return act === null || last === undefined ? null : { act, position: last.position };
};

/** The acts with these ids. Ids of acts that do not exist are missing in the map. */
export const actsById = async (
  store: DocumentStore,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ActDocument>> => {
  const found = await store.getMany<ActDocument>(readName(acts), ids);
  return new Map([...found].flatMap(([id, { doc }]) => (doc === null ? [] : [[id, doc]])));
};
