import { setImmediate, setTimeout } from 'node:timers/promises';
import { csvWriter } from '@ledger/infra/sheets/csv-writer.js';
import { xlsxWriter } from '@ledger/infra/sheets/xlsx-writer.js';
import { subjectOf } from '@ledger/ledger/use-cases/act-submission.js';
import { openedWith, type SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import { streamId, workerNo, workerStreamOf, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import type { ActDocument } from '@ledger/projections/acts/acts-document.js';
import { acts } from '@ledger/projections/acts/acts-projection.js';
import { everyAct } from '@ledger/projections/acts/acts-queries.js';
import { actsSheet, type Personal } from '@ledger/projections/exports/acts-sheet.js';
import { payoutsSheet } from '@ledger/projections/exports/payouts-sheet.js';
import type { Exporting } from '@ledger/projections/exports/sheet-remarks.js';
import { settling } from '@ledger/projections/reading/settled-reading.js';
import { totalsSheet } from '@ledger/projections/exports/totals-sheet.js';
import { payouts } from '@ledger/projections/payouts/payouts-projection.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import type { Sheet, SheetWriter } from '@ledger/projections/ports/sheet-writer.js';
import { workersByNumber } from '@ledger/projections/workers/workers-queries.js';
import type { Exported, ExportFormat } from './exported.js';

/**
 * A request for an export. `names`: includes names, notes and places of named persons as plain text, except for erased
 * persons.
 */
export type ExportOrder = Readonly<{
  exported: Exported;
  format: ExportFormat;
  names: boolean;
  exporting: Exporting;
}>;

/**
 * The data that an export reads. The views are a snapshot if the engine supports snapshots. It is closed when the
 * export ends.
 */
export type ExportSnapshot = Readonly<{
  log: EventLog;
  store: DocumentStore;
  vault: () => KeyVault | Promise<KeyVault>;
  close: () => Promise<void>;
}>;

const writers: Readonly<Record<ExportFormat, SheetWriter>> = { csv: csvWriter, xlsx: xlsxWriter };

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];
const numberOf = (worker: number | null): readonly WorkerNo[] => (worker === null ? [] : [workerNo(worker)]);

/** The registered names of workers; null for a worker who is erased or not registered. */
const registeredNames = async (
  { store, vault }: ExportSnapshot,
  numbers: readonly WorkerNo[],
): Promise<ReadonlyMap<number, string | null>> => {
  const asked = distinct(numbers);
  const known = await workersByNumber(store, asked);
  const keys = await (await vault()).existingKeys(asked.map(workerStreamOf));
  return new Map(
    asked.map((number) => [
      number,
      openedWith(
        keys.get(workerStreamOf(number)) ?? null,
        { stream: workerStreamOf(number), field: 'name' },
        known.get(number)?.name ?? null,
      ),
    ]),
  );
};

const subjectOfAct = ({ worker, office, reference, stream }: ActDocument): string =>
  subjectOf({ worker: numberOf(worker)[0] ?? null, office, reference }, streamId(stream));

/** The decrypted places, names and notes of a page of acts. Reads keys and names for the whole page at once. */
const openActs = async (
  snapshot: ExportSnapshot,
  page: readonly ActDocument[],
): Promise<readonly Personal[]> => {
  const names = await registeredNames(
    snapshot,
    page.flatMap(({ worker }) => numberOf(worker)),
  );
  const vault = await snapshot.vault();
  const keys = await vault.existingKeys(distinct(page.map(subjectOfAct)));
  return page.map((act) => {
    const key = keys.get(subjectOfAct(act)) ?? null;
    const registered = act.worker === null ? null : (names.get(act.worker) ?? null);
    const open = (field: string, text: SaidText | null): string | null =>
      openedWith(key, { stream: act.stream, field }, text);
    return {
      place: open('place', act.sealedPlace),
      name: open('name', act.name) ?? registered,
      note: open('note', act.note),
    };
  });
};

const sheetOf = (snapshot: ExportSnapshot, { exported, names, exporting }: ExportOrder): Promise<Sheet> => {
  const open = names ? (page: readonly ActDocument[]) => openActs(snapshot, page) : null;
  switch (exported.what) {
    case 'totals':
      return totalsSheet(snapshot, { ...exported, exporting });
    case 'acts':
      return actsSheet(snapshot, { filter: exported.filter, open, exporting });
    case 'history':
      return actsSheet(snapshot, { filter: { ...everyAct, worker: exported.worker }, open, exporting });
    case 'payouts':
      return payoutsSheet(snapshot, {
        filter: exported.filter,
        open: names
          ? async (page) => {
              const found = await registeredNames(
                snapshot,
                page.flatMap(({ worker }) => numberOf(worker)),
              );
              return page.map(({ worker }) => (worker === null ? null : (found.get(worker) ?? null)));
            }
          : null,
        exporting,
      });
  }
};

const isSettled = async (snapshot: ExportSnapshot, { exported }: ExportOrder): Promise<boolean> => {
  if (exported.what === 'totals') return true;
  const { settled } =
    exported.what === 'payouts' ? await settling(snapshot, payouts) : await settling(snapshot, acts);
  return settled();
};

const snapshotsMax = 3;
const anotherMs = 50;

/**
 * A snapshot that was taken while no batch of events was half folded. After three attempts the last snapshot is used as
 * it is.
 */
const settledSnapshot = async (
  open: () => Promise<ExportSnapshot>,
  order: ExportOrder,
): Promise<ExportSnapshot> => {
  for (let attempt = 1; ; attempt += 1) {
    const snapshot = await open();
    try {
      if (attempt === snapshotsMax || (await isSettled(snapshot, order))) return snapshot;
    } catch (error) {
      await snapshot.close();
      throw error;
    }
    await snapshot.close();
    await setTimeout(anotherMs);
  }
};

/**
 * The chunks of an export. Reading begins when the first chunk is requested and stops when no more are requested. After
 * each chunk other work gets a turn, because the embedded engine reads in this thread.
 */
export const exportPieces = async function* (
  open: () => Promise<ExportSnapshot>,
  order: ExportOrder,
): AsyncIterable<Uint8Array> {
  const snapshot = await settledSnapshot(open, order);
  try {
    const sheet = await sheetOf(snapshot, order);
    for await (const piece of writers[order.format](sheet)) {
      yield piece;
      await setImmediate();
    }
  } finally {
    await snapshot.close();
  }
};
