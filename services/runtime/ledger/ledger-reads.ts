import { systemClock } from '@ledger/infra/identifiers/system-clock.js';
import { isSample } from '@ledger/ledger/use-cases/mark-sample.js';
import { Door, type OrderHandler } from '../door/door.js';
import type { ListReads, PersonReads } from '../door/orders.js';
import { listHandlers, personHandlers } from '../door/read-handlers.js';
import type { ReadSide } from '../door/read-your-writes.js';
import { pause } from '../door/stoppable-stream.js';
import type { CloseStack } from '../engines/close-stack.js';
import { openViewReader } from '../engines/ledger-reader.js';
import type { Settings } from '../engines/settings.js';

/** Poll interval in milliseconds for a view: a process that only reads gets no change notifications. */
const pauseMs = 100;

/** Opens a ledger for reading and makes the door for queries to it. Works also if another process owns the ledger. */
export const openReads = async (
  settings: Settings,
  closing: CloseStack,
): Promise<OrderHandler<keyof (PersonReads & ListReads) | 'ExportSheet'>> => {
  const reader = await openViewReader(settings);
  closing.add(() => reader.close());
  const { log, store } = reader;
  const reading: ReadSide = { log, store, moved: (signal) => pause(pauseMs, signal) };
  return new Door({
    ...personHandlers({ reading, vault: () => reader.vault() }),
    ...listHandlers(reading),
    ExportSheet: async (order) => {
      // The writers of CSV and XLSX take a third of a second to load.
      const { exportHandlers } = await import('../door/export-handlers.js');
      return exportHandlers({
        reading,
        snapshot: () => openViewReader(settings, 'snapshot'),
        now: () => systemClock.now(),
        isSample: () => isSample(log),
        nameOf: ({ actor }) => actor,
      }).ExportSheet(order);
    },
  });
};
