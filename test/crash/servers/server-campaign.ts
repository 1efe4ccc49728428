import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { recordedIn } from '../audit.js';
import { orderOf, type Order } from '../orders.js';
import { eventCountIn, eventsIn, grownTo } from '../place-log.js';
import type { Place, Running } from '../processes.js';
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

  /** Resolves when the log has grown by so many events, or when nobody is there any more to make it grow. */
  grown(by: number, from: number, over: Pick<Running, 'gone'>): Promise<void> {
    return grownTo(this.place, from + by, over);
  }

  events(): Promise<number> {
    return eventCountIn(this.place);
  }

  /** The whole log, and how often each reference was recorded in it. */
  async recorded(): Promise<Readonly<{ events: readonly Recorded[]; times: ReadonlyMap<string, number> }>> {
    const events = await eventsIn(this.place);
    return { events, times: recordedIn(events) };
  }
}
