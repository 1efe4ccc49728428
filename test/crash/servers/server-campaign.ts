import { join } from 'node:path';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { openEventStoreLog } from '@ledger/infra/event-log/eventstoredb/eventstore-log.js';
import { openingEvents } from '@ledger/ledger/acts/opening-events.js';
import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import { noServers } from '../../support/pair.js';
import { orderOf, type Order } from '../orders.js';
import type { Place } from '../processes.js';
import type { Random } from '../random.js';

/** Everything that is handed in over all rounds, and what is known of it. */
export class ServerCampaign {
  /** Acknowledged: the ledger said that they are recorded. */
  readonly acknowledged: Order[] = [];
  /** Sent, and the answer was lost with the process: to be sent again under the same key. */
  unanswered: Order[] = [];
  killsInside = 0;
  kills = 0;

  constructor(
    readonly random: Random,
    readonly place: Place,
  ) {}

  orders(count: number, round: number): readonly Order[] {
    return Array.from({ length: count }, (_, index) =>
      orderOf(this.random, `R${String(round)}-${String(index)}`),
    );
  }

  async log(): Promise<EventLog> {
    const { EVENTSTORE_URL: url, LEDGER_NAME: ledger } = this.place.servers ?? noServers;
    if (url !== '') return openEventStoreLog({ url, ledger }, 'read');
    return openEmbeddedLog(join(this.place.folder, 'log.db'), 'read');
  }

  /** Resolves when the log has grown by so many events, or when nobody is there any more to make it grow. */
  async grown(by: number, from: number, over: { gone: Promise<unknown> }): Promise<void> {
    const log = await this.log();
    const ending = new AbortController();
    void over.gone.then(() => {
      ending.abort();
    });
    for (;;) {
      const { ordinal, position } = await log.head();
      if (ordinal >= from + by || ending.signal.aborted) break;
      await log.changed(position, ending.signal);
    }
    await log.close();
  }

  async events(): Promise<number> {
    const log = await this.log();
    const { ordinal } = await log.head();
    await log.close();
    return ordinal;
  }

  /** How often each reference was recorded, by the log alone. */
  async recorded(): Promise<ReadonlyMap<string, number>> {
    const log = await this.log();
    const times = new Map<string, number>();
    for (let after = log.start, end = false; !end;) {
      const read = await log.readAll(after, 5_000);
      for (const { event } of read.events) {
        if (!isOneOf(openingEvents, event)) continue;
        const { reference } = event.data;
        if (reference !== null) times.set(reference, (times.get(reference) ?? 0) + 1);
      }
      after = read.reached;
      ({ end } = read);
    }
    await log.close();
    return times;
  }
}
