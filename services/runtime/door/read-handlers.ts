import { printWorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import { historiesOf } from '@ledger/projections/act-history/act-history.js';
import { acts } from '@ledger/projections/acts/acts-projection.js';
import { actsById, listActs } from '@ledger/projections/acts/acts-queries.js';
import { entries } from '@ledger/projections/entries/entries-projection.js';
import { listEntries } from '@ledger/projections/entries/entries-queries.js';
import { payouts } from '@ledger/projections/payouts/payouts-projection.js';
import { listPayouts, payoutTotals } from '@ledger/projections/payouts/payouts-queries.js';
import { stateOfDocument, viewState } from '@ledger/projections/reading/view-state.js';
import { totals } from '@ledger/projections/totals/totals-projection.js';
import { readTotals } from '@ledger/projections/totals/totals-queries.js';
import { views } from '@ledger/projections/views.js';
import { workers } from '@ledger/projections/workers/workers-projection.js';
import {
  workerByNumber,
  workersByNumber,
  workersFromLog,
} from '@ledger/projections/workers/workers-queries.js';
import type { Handlers } from './door.js';
import type { ListReads, PersonReads } from './orders.js';
import { answerPages, atLeast, type ReadSide } from './read-your-writes.js';

/**
 * The parts for reading: the views, the log and the vault. A command-line process opens the vault only when it is
 * needed.
 */
export type ReadParts = Readonly<{ reading: ReadSide; vault: () => KeyVault | Promise<KeyVault> }>;

/** Handlers of queries about workers and single acts, and for data keys. */
export const personHandlers = ({ reading, vault }: ReadParts): Handlers<keyof PersonReads> => ({
  FindWorker: async ({ whom, atLeast: position }) => {
    const view = await atLeast(reading, workers, position);
    let number = 'number' in whom ? whom.number : null;
    if (!('number' in whom)) {
      const keys = await vault();
      [number = null] = await keys.find([keys.tokenOf(whom)]);
    }
    if (number === null) return { view: stateOfDocument(view, null), worker: null };
    const worker = await workerByNumber(reading.store, number);
    return { view: stateOfDocument(view, printWorkerNo(number)), worker };
  },
  FindWorkers: async ({ numbers }) => {
    const { store, log } = reading;
    const known = new Map(await workersByNumber(store, numbers));
    // The worker of a new act may not be in the view yet, so the log is read for missing workers.
    const newcomers = numbers.filter((number) => !known.has(number));
    if (newcomers.length === 0) return known;
    for (const [number, { worker }] of await workersFromLog(log, newcomers)) known.set(number, worker);
    return known;
  },
  FindAct: async ({ id, atLeast: position }) => {
    const view = await atLeast(reading, acts, position);
    const act = (await actsById(reading.store, [id])).get(id) ?? null;
    return { view: stateOfDocument(view, id), act };
  },
  GetActHistories: ({ ids }) => historiesOf(reading.log, ids),
  FindKeys: async ({ subjects }) => (await vault()).existingKeys(subjects),
});

/** Handlers of queries for lists and totals. */
export const listHandlers = (reading: ReadSide): Handlers<keyof ListReads> => ({
  ListActs: async ({ asked }) => {
    return answerPages(reading, acts, asked, ({ filter, slice }) => listActs(reading.store, filter, slice));
  },
  GetTotals: async ({ scope, split, counting, atLeast: position }) => {
    if (position !== null) await atLeast(reading, totals, position);
    return readTotals(reading, scope, split, counting);
  },
  ListEntries: async ({ asked }) => {
    return answerPages(reading, entries, asked, ({ scope, slice, atLeast: until }) =>
      listEntries(reading.store, scope, slice, until),
    );
  },
  ListPayouts: async ({ filter, slice, atLeast: position }) => {
    const view = await atLeast(reading, payouts, position);
    const listed = await listPayouts(reading.store, filter, slice);
    return { view, listed };
  },
  TotalPayouts: ({ filter, step }) => payoutTotals(reading.store, filter, step),
  GetView: ({ view, atLeast: position }) => atLeast(reading, view, position),
  GetViews: () => Promise.all(views.map((view) => viewState(reading, view))),
});
