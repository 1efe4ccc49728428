import { isSample } from '@ledger/ledger/use-cases/mark-sample.js';
import { digests } from '@ledger/projections/digest/digest-document.js';
import { pendingImports } from '@ledger/projections/imports/imports-queries.js';
import { viewPast, viewState } from '@ledger/projections/reading/view-state.js';
import { buildsAside } from '@ledger/projections/upkeep/builds-by-past.js';
import { views } from '@ledger/projections/views.js';
import type { LedgerStatus } from '../door/operator-orders.js';
import { diskUseOf } from '../engines/disk-use.js';
import { enginesOf } from '../engines/engines.js';
import { shownOwner } from '../engines/ledger-owner.js';
import { openReader } from '../engines/ledger-reader.js';
import { pairRemarkFor } from '../engines/pair-messages.js';
import type { Settings } from '../engines/settings.js';
import { erasuresUnfinished } from './verification.js';

/** The owner, engines, size, and state of the views of a ledger. Throws the errors of `openReader`. */
export const statusOf = async (settings: Settings): Promise<LedgerStatus> => {
  const owner = shownOwner(settings);
  const reader = await openReader(settings);
  try {
    const { log, store, pairState: pair } = reader;
    const engines = enginesOf(settings);
    return {
      ...{ folder: settings.data.folder, owner, pair, engines, ahead: pairRemarkFor(pair, engines) },
      head: await log.head(),
      views: await Promise.all(
        views.map(async (view) => ({
          ...(await viewState(reader, view)),
          past: await viewPast(reader, view),
        })),
      ),
      aside: await buildsAside(store, [...views, digests]),
      sample: await isSample(log),
      erasing: await erasuresUnfinished(settings, log),
      brokenOff: owner === null ? (await pendingImports(store)).length : 0,
      disk: diskUseOf(settings),
    };
  } finally {
    await reader.close();
  }
};
