import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileSheet } from '@ledger/infra/sheets/file-sheet.js';
import { historyIn } from '@ledger/ledger/engine/histories.js';
import { boundDeciders } from '@ledger/ledger/use-cases/bound-deciders.js';
import { soleOffice } from '@ledger/ledger/kernel/identifiers.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import { importStreamOf } from '@ledger/ledger/kernel/ids.js';
import { enginesOf } from '../engines/engines.js';
import type { Settings } from '../engines/settings.js';
import type { LogError } from '../faults/log-error.js';
import { openLedger, type Ledger } from './ledger.js';
import { workspaceRoot } from '../engines/workspace-root.js';

/** `signal` interrupts the loading; `loaded` is called after each sheet. */
export type Loading = Readonly<{ signal: AbortSignal; loaded: (file: string, report: Report) => void }>;

const sampleFiles = (): readonly string[] => {
  const folder = join(workspaceRoot(), 'test', 'sample', 'sheets');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .map((name) => join(folder, name));
};

/** The import of a sample sheet has a fixed id, so that an interrupted loading continues where it stopped. */
const importIdOf = (file: string): string => `sample-${basename(file, '.csv')}`;

const statesOf = async ({ log }: Ledger, files: readonly string[]): Promise<readonly string[]> => {
  const streams = files.map((file) => importStreamOf(importIdOf(file)));
  const read = await log.readStreams(streams);
  return streams.map((stream) => boundDeciders.importRecords.stateOf(historyIn(read, stream)).stage);
};

/**
 * Imports those sample sheets that the ledger does not contain yet; continues a loading that was interrupted. Returns
 * when every view has folded them. If the signal aborts, throws its reason between two batches of rows.
 */
export const loadSample = async (ledger: Ledger, { signal, loaded }: Loading): Promise<void> => {
  const files = sampleFiles();
  const states = await statesOf(ledger, files);
  for (const [index, file] of files.entries()) {
    if (states[index] !== 'unknown' && states[index] !== 'waiting') continue;
    const report = await ledger.importer.import({
      id: importIdOf(file),
      source: fileSheet(file),
      office: soleOffice,
      by: { actor: 'sample', role: 'caseworker', district: null },
      progress: () => {
        signal.throwIfAborted();
      },
    });
    loaded(basename(file), report);
  }
  await ledger.caughtUp();
};

/** Makes the ledger of these settings a sample. Throws SampleFault where it is in use; nothing is written then. */
export const makeSample = async (
  settings: Settings,
  logError: LogError,
  loaded: Loading['loaded'],
): Promise<Readonly<{ where: string }>> => {
  const ledger = await openLedger({ ...settings, sample: true }, logError);
  try {
    await loadSample(ledger, { signal: new AbortController().signal, loaded });
  } finally {
    await ledger.close();
  }
  return { where: enginesOf(settings).log.where };
};
