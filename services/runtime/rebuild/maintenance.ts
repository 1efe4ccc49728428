import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { runBuilder } from './builder-process.js';
import { maintenanceSentences } from '../faults/maintenance-problems.js';
import { MaintenanceFault } from '../faults/maintenance-fault.js';
import type { Done, ViewOrder, OnProgress } from './maintenance-protocol.js';
import type { AskProjector } from '../projector/projector-protocol.js';
import type { Settings } from '../engines/settings.js';

type Parts = Readonly<{
  settings: Settings;
  ask: AskProjector;
  /** The current number of events in the log. */
  size: () => Promise<number>;
}>;

/** Executes maintenance commands on the views, one at a time. */
export class Maintenance {
  private readonly ending = new AbortController();
  private running: Promise<unknown> | null = null;

  constructor(private readonly parts: Parts) {}

  /**
   * Executes a command. Throws MaintenanceFault if another command is running, the ledger is stopping, or the command
   * fails.
   */
  async carryOut(order: ViewOrder, progress: OnProgress): Promise<Done> {
    if (this.ending.signal.aborted)
      throw new MaintenanceFault(...maintenanceSentences.faultText('beingStopped'));
    if (this.running !== null) throw new MaintenanceFault(...maintenanceSentences.faultText('busy'));
    const work = this.work(order, progress);
    this.running = work.catch(() => undefined);
    try {
      return await work;
    } finally {
      this.running = null;
    }
  }

  /**
   * Rebuilds the views that an older version of the program folded. Readers use the old build until the new one is
   * complete.
   */
  async bringUpToDate(outdated: readonly string[], logError: (sentence: string) => void): Promise<void> {
    for (const view of outdated) {
      try {
        await this.carryOut({ do: 'rebuild', view, accept: true }, () => undefined);
      } catch (error) {
        if (!this.ending.signal.aborted)
          logError(`view ${view} is of an older version and was not rebuilt (${messageOf(error)})`);
      }
    }
  }

  /** Stops the running command. An interrupted build continues later at its checkpoint. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async work(order: ViewOrder, progress: OnProgress): Promise<Done> {
    const { ask, size } = this.parts;
    switch (order.do) {
      case 'rebuild':
        return this.rebuild(order, progress);
      case 'back': {
        const { number } = await ask({ ask: 'back', view: order.view });
        return { did: 'back', view: order.view, build: number };
      }
      case 'drop':
        return { did: 'drop', view: order.view, builds: await ask({ ask: 'drop', view: order.view }) };
      case 'repair': {
        const { view, key } = order;
        const of = await size();
        const repaired = await ask({ ask: 'repair', view, key }, (read) => {
          progress(read, of);
        });
        return { did: 'repair', view, ...repaired };
      }
      case 'builds':
        return { did: 'builds', builds: await ask({ ask: 'builds' }) };
      case 'accept':
        return { did: 'accept', forgotten: await ask({ ask: 'accept' }) };
    }
  }

  private async rebuild(
    { view, accept }: Extract<ViewOrder, { do: 'rebuild' }>,
    progress: OnProgress,
  ): Promise<Done> {
    const { ask, settings } = this.parts;
    const ready = accept ? await ask({ ask: 'readyOf', view }) : null;
    if (ready !== null) {
      await ask({ ask: 'switch', view, number: ready });
      const known = { resumed: true, sameVersion: true, comparison: null, switched: true };
      return { did: 'rebuild', view, build: ready, ...known };
    }
    const { number, resumed, current, sameVersion } = await ask({ ask: 'allot', view });
    const order = { view, number, current, sameVersion };
    const comparison = await runBuilder({ settings, order }, progress, this.ending.signal);
    await ask({ ask: 'ready', view, number });
    // A new version of a view is expected to differ. The differences are reported, but do not prevent the switch.
    const switched = accept || !sameVersion || comparison.differences === 0;
    if (switched) await ask({ ask: 'switch', view, number });
    return { did: 'rebuild', view, build: number, resumed, sameVersion, comparison, switched };
  }
}
