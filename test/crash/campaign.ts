import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsFrom, type Settings } from '@ledger/runtime/engines/settings.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { eventsOf } from '../support/ledger.js';
import type { RoundMoment } from '../faults/plan.js';
import { contestedOrderOf, orderOf, sheetOf, type Order } from './orders.js';
import type { Place } from './processes.js';
import type { Random } from './random.js';

/** What the ledger answered to an order: a repeat must be answered the same. */
export type Answered = Readonly<{ act: string; position: string }>;

/** Everything that is handed in over all rounds, and what is known of it. */
export class Campaign {
  /** Recorded, by what the ledger has said: an answer, or the report of an import. */
  readonly acknowledged: Order[] = [];
  /** The orders that were answered one by one, with their answers. */
  readonly answers = new Map<Order, Answered>();
  /** Sent, and the answer was lost with the process: to be sent again under the same key. */
  unanswered: Order[] = [];
  /** How often each moment was struck, and how often between the first and the last append of a round. */
  readonly struck = new Map<RoundMoment, number>();
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

  /** One of five orders is contested. */
  anyOrder(): Order {
    if (this.random.below(5) > 0) return this.order();
    this.orders += 1;
    return contestedOrderOf(this.random, `C-${String(this.orders)}`);
  }

  /** A sheet of fresh orders on disk. */
  async sheet(rows: number): Promise<Readonly<{ file: string; orders: readonly Order[] }>> {
    const orders = Array.from({ length: rows }, () => this.anyOrder());
    const file = join(this.place.folder, `sheet-${String(this.orders)}.csv`);
    await writeFile(file, sheetOf(orders));
    return { file, orders };
  }

  count(moment: RoundMoment, isInside: boolean): void {
    this.struck.set(moment, (this.struck.get(moment) ?? 0) + 1);
    if (isInside) this.inside += 1;
  }

  get settings(): Settings {
    const { folder, masterKey } = this.place;
    return settingsFrom({ LEDGER_DATA: folder, LEDGER_MASTER_KEY_FILE: masterKey });
  }

  /** The whole log, read beside whoever writes it. */
  async events(): Promise<readonly Recorded[]> {
    const log = openEmbeddedLog(this.settings.data.log, 'read');
    try {
      return await eventsOf(log);
    } finally {
      await log.close();
    }
  }
}
