import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import { parseActId } from '@ledger/ledger/kernel/ids.js';
import type { EventLog, Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import { rangeOf } from '@ledger/schema/catalogue/districts.js';
import type { ActState } from '@ledger/schema/catalogue/act-states.js';
import { readName } from '../kernel/projection.js';
import { list, type Listed, type Slice } from '../reading/list-slice.js';
import type { Condition, DocumentStore, Find } from '../ports/document-store.js';
import type { ActDocument } from './acts-document.js';
import { acts, type ActEvent } from './acts-projection.js';

/** An act and the position of its latest event. */
export type ActFromLog = Readonly<{ act: ActDocument; position: Position }>;

/** Which acts. A worker's are listed by day, a session's by number, all others by district and day. */
export type ActFilter = Readonly<{
  worker: number | null;
  /** The stream of a gathering: its attendance. */
  session: string | null;
  /** A district with all below it; null is the whole country. */
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

/** The districts at and below one; none where the whole country is meant. */
export const within = (district: string | null): Readonly<Record<string, Condition>> =>
  district === null ? {} : { district: rangeOf(district) };

/** The conditions of a filter on acts. */
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

/** A part of the acts that match; a worker's newest first, others oldest first. */
export const listActs = (
  store: DocumentStore,
  filter: ActFilter,
  slice: Slice,
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

/** An act as its own stream tells it, ahead of the view; folded by the view's own fold. Null where there is none. */
export const actFromLog = async (log: EventLog, id: string): Promise<ActFromLog | null> => {
  const parsed = parseActId(id);
  if (parsed === null) return null;
  let act: ActDocument | null = null;
  let position: Position | null = null;
  for (const past of (await log.readStreams([parsed.stream])).get(parsed.stream) ?? []) {
    if (!isActEvent(past) || past.event.data.act !== parsed.act) continue;
    act = acts.fold(act, past, id);
    ({ position } = past);
  }
  return act === null || position === null ? null : { act, position };
};

const isActEvent = (past: Recorded): past is Recorded<ActEvent> => isOneOf(acts.types, past.event);

/** The acts with these ids; one that does not exist is missing. */
export const actsById = async (
  store: DocumentStore,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ActDocument>> => {
  const found = await store.getMany<ActDocument>(readName(acts), ids);
  return new Map([...found].flatMap(([id, { doc }]) => (doc === null ? [] : [[id, doc]])));
};
