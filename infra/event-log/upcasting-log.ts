import { setImmediate as others } from 'node:timers/promises';
import type { Contract, StoredEvent } from '@ledger/schema/events/upcasters.js';
import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import {
  LogFault,
  type Append,
  type EventLog,
  type NewEvent,
  type Recorded,
} from '@ledger/ledger/ports/event-log.js';

/** Events of a long stream that are converted before other work may run: an event may have up to 64 KiB. */
const eventsTogether = 64;

const isObject = (data: unknown): data is StoredEvent['data'] =>
  typeof data === 'object' && data !== null && !Array.isArray(data);

const nameOf = ({ stream, revision, position, event }: Recorded): string =>
  `event ${event.type} at ${position} (${stream}, revision ${String(revision)})`;

/** Stores events under the type name of their newest version, and converts older versions to the newest on reading. */
class EventVersions {
  constructor(private readonly contract: Contract) {}

  storedChain(chain: readonly Append[]): readonly Append[] {
    return chain.every((append) => this.isStored(append))
      ? chain
      : chain.map((append) => this.stored(append));
  }

  /** Whether the types of all events are the names under which their newest versions are stored. */
  private isStored({ events }: Append): boolean {
    return events.every(({ event }) => this.contract.nameOf(event.type) === event.type);
  }

  private stored(append: Append): Append {
    return { ...append, events: append.events.map((event) => this.named(event)) };
  }

  private named(recording: NewEvent): NewEvent {
    const { event } = recording;
    return { ...recording, event: { ...event, type: this.contract.nameOf(event.type) } };
  }

  read(past: Recorded): Recorded {
    const { event } = past;
    const data: unknown = event.data;
    const reading = isObject(data)
      ? this.contract.read({ type: event.type, data })
      : { kind: 'unreadable' as const, because: 'its content is no JSON object', type: null };
    if (reading.kind === 'unreadable') {
      const { because, type } = reading;
      return { ...past, unreadable: { because, type } };
    }
    const now: DomainEvent = reading.event;
    return now.type === event.type && now.data === event.data ? past : { ...past, event: now, stored: event };
  }

  /**
   * Converts an event for judging a command. Throws LogFault UNREADABLE_EVENT if it cannot be read: a command must not
   * be judged on an incomplete history.
   */
  known(past: Recorded): Recorded {
    const read = this.read(past);
    if (read.unreadable === undefined) return read;
    throw new LogFault('UNREADABLE_EVENT', `${nameOf(past)} cannot be read: ${read.unreadable.because}`);
  }
}

/**
 * Wraps a log so that all events are read in their newest version. For an unreadable event, `readAll` returns it
 * unchanged with `unreadable` set, and `readStreams` throws LogFault UNREADABLE_EVENT. A converted event has its stored
 * form in `stored`.
 */
export const upcastingLog = (log: EventLog, contract: Contract): EventLog => {
  const upcasting = new EventVersions(contract);
  return {
    start: log.start,
    append: (chain) => log.append(upcasting.storedChain(chain)),
    readStreams: async (streams) => {
      const read = await log.readStreams(streams);
      const changed: [StreamId, readonly Recorded[]][] = [];
      for (const [stream, events] of read) {
        const known: Recorded[] = [];
        let isSame = true;
        for (const past of events) {
          const now = upcasting.known(past);
          isSame &&= now === past;
          known.push(now);
          if (known.length % eventsTogether === 0) await others();
        }
        if (!isSame) changed.push([stream, known]);
      }
      return changed.length === 0 ? read : new Map([...read, ...changed]);
    },
    readAll: async (after, limit) => {
      const { events, ...page } = await log.readAll(after, limit);
      return { ...page, events: events.map((past) => upcasting.read(past)) };
    },
    idAt: (position) => log.idAt(position),
    head: () => log.head(),
    changed: (after, signal) => log.changed(after, signal),
    close: () => log.close(),
  };
};
