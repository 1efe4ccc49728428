import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { recordedIn } from '../audit.js';
import { orderOf, type Order } from '../orders.js';
import { eventCountIn, eventsIn, grownTo } from '../place-log.js';
import type { Place, Running } from '../processes.js';
import type { Random } from '../random.js';

/** All orders submitted in all rounds, and what the test knows about each. */
export class ServerCampaign {
  /** Orders that the ledger has confirmed as recorded. */
  readonly acknowledged: Order[] = [];
  /**
   * Orders that were sent but got no response because the process died. They are sent again with the same idempotency
   * key.
   */
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

  /** Resolves when the log has grown by this number of events, or when the writing process has ended. */
  grown(by: number, from: number, over: Pick<Running, 'gone'>): Promise<void> {
    return grownTo(this.place, from + by, over);
  }

  events(): Promise<number> {
    return eventCountIn(this.place);
  }

  /** All events of the log, and how often each reference was recorded. */
  async recorded(): Promise<Readonly<{ events: readonly Recorded[]; times: ReadonlyMap<string, number> }>> {
    const events = await eventsIn(this.place);
    return { events, times: recordedIn(events) };
  }
}
