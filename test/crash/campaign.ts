import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsFrom, type Settings } from '@ledger/runtime/engines/settings.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { eventsOf } from '../support/ledger.js';
import type { RoundFaultPoint } from '../faults/plan.js';
import { contestedOrderOf, orderOf, sheetOf, type Order } from './orders.js';
import type { Place } from './processes.js';
import type { Random } from './random.js';

/** The response to an accepted order. A repeat of the order must get the same response. */
export type Answered = Readonly<{ act: string; position: string }>;

/** All orders submitted in all rounds, and what the test knows about each. */
export class Campaign {
  /** Orders that the ledger has confirmed, by a response or by an import report. */
  readonly acknowledged: Order[] = [];
  /** Orders that were submitted one by one, with their responses. */
  readonly answers = new Map<Order, Answered>();
  /**
   * Orders that were sent but got no response because the process died. They are sent again with the same idempotency
   * key.
   */
  unanswered: Order[] = [];
  /** How many kills hit each kill point. `inside` counts the kills between the first and the last append of a round. */
  readonly struck = new Map<RoundFaultPoint, number>();
  inside = 0;
  private orders = 0;

  constructor(
    readonly random: Random,
    readonly place: Place,
  ) {}

  order(): Order {
    this.orders += 1;
    return orderOf(this.random, `R-${String(this.orders)}`);
  }

  /** A new order; on average one of five is contested. */
  anyOrder(): Order {
    if (this.random.below(5) > 0) return this.order();
    this.orders += 1;
    return contestedOrderOf(this.random, `C-${String(this.orders)}`);
  }

  /** Writes a CSV sheet with new orders. */
  async sheet(rows: number): Promise<Readonly<{ file: string; orders: readonly Order[] }>> {
    const orders = Array.from({ length: rows }, () => this.anyOrder());
    const file = join(this.place.folder, `sheet-${String(this.orders)}.csv`);
    await writeFile(file, sheetOf(orders));
    return { file, orders };
  }

  count(moment: RoundFaultPoint, isInside: boolean): void {
    this.struck.set(moment, (this.struck.get(moment) ?? 0) + 1);
    if (isInside) this.inside += 1;
  }

  get settings(): Settings {
    const { folder, masterKey } = this.place;
    return settingsFrom({ LEDGER_DATA: folder, LEDGER_MASTER_KEY_FILE: masterKey });
  }

  /** Reads the whole log, also while another process writes to it. */
  async events(): Promise<readonly Recorded[]> {
    const log = openEmbeddedLog(this.settings.data.log, 'read');
    try {
      return await eventsOf(log);
    } finally {
      await log.close();
    }
  }
}
