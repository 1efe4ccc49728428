import { join } from 'node:path';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { openEventStoreLog } from '@ledger/infra/event-log/eventstoredb/eventstore-log.js';
import type { EventLog, Recorded } from '@ledger/ledger/ports/event-log.js';
import { eventsOf } from '../support/ledger.js';
import { noServers } from '../support/pair.js';
import type { Place, Running } from './processes.js';

const openLog = async ({ folder, servers = noServers }: Place): Promise<EventLog> => {
  const { EVENTSTORE_URL: url, LEDGER_NAME: ledger } = servers;
  if (url !== '') return openEventStoreLog({ url, ledger }, 'read');
  return openEmbeddedLog(join(folder, 'log.db'), 'read');
};

/** Opens the log of a place for reading while another process may write to it. */
const reading = async <T>(place: Place, read: (log: EventLog) => Promise<T>): Promise<T> => {
  const log = await openLog(place);
  try {
    return await read(log);
  } finally {
    await log.close();
  }
};

export const eventCountIn = (place: Place): Promise<number> =>
  reading(place, async (log) => (await log.head()).ordinal);

export const eventsIn = (place: Place): Promise<readonly Recorded[]> =>
  reading(place, (log) => eventsOf(log));

/** Resolves when the log holds this number of events, or when the writing process has ended. */
export const grownTo = (place: Place, events: number, writer: Pick<Running, 'gone'>): Promise<void> =>
  reading(place, async (log) => {
    const ending = new AbortController();
    void writer.gone.then(() => {
      ending.abort();
    });
    for (;;) {
      const { ordinal, position } = await log.head();
      if (ordinal >= events || ending.signal.aborted) return;
      await log.changed(position, ending.signal);
    }
  });
