import { soleOffice } from '@ledger/ledger/kernel/identifiers.js';
import { spawn } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openLedger } from '@ledger/runtime/ledger/ledger.js';
import { settingsFrom } from '@ledger/runtime/engines/settings.js';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { identifiers } from '@ledger/infra/identifiers/uuid-generator.js';
import { fileSheet } from '@ledger/infra/sheets/file-sheet.js';
import { recordsOf, rowsOf } from '@ledger/ledger/sheets/sheet-rows.js';
import { perSecond, timed, type Row } from './measure.js';
import { writeEnlargedSample } from './enlarged-sample.js';

const goalRowsPerSecond = 5_000;
const rowsPerSync = 2_000;
/**
 * The speed of the machine varies several times over within minutes, so the fastest of three runs shows what the ledger
 * can do.
 */
const imports = 3;

const logError = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

const settingsIn = (folder: string) =>
  settingsFrom({
    LEDGER_DATA: join(folder, 'data'),
    LEDGER_MASTER_KEY_FILE: join(folder, 'master.key'),
    PORT: '0',
  });

/** The minimum work of any importer: reads the same rows and writes them to a file with fdatasync. */
const bareImport = async (files: readonly string[], target: string): Promise<void> => {
  const file = openSync(target, 'a');
  for (const path of files) {
    const source = fileSheet(path);
    let lines: string[] = [];
    const flush = (): void => {
      writeSync(file, `${lines.join('\n')}\n`);
      fdatasyncSync(file);
      lines = [];
    };
    for await (const row of rowsOf(await recordsOf(source), null)) {
      lines.push(JSON.stringify(row));
      if (lines.length >= rowsPerSync) flush();
    }
    flush();
  }
  closeSync(file);
};

/** Seconds for one import into an empty ledger, from the first byte read until all views have caught up. */
const importSeconds = async (folder: string, files: readonly string[]): Promise<number> => {
  const ledger = await openLedger(settingsIn(folder), logError);
  const seconds = await timed(async () => {
    for (const path of files) {
      await ledger.importer.import({
        id: identifiers.fresh(),
        source: fileSheet(path),
        office: soleOffice,
        by: { actor: 'bench', role: 'caseworker', district: null },
        progress: () => undefined,
      });
    }
    await ledger.caughtUp();
  });
  await ledger.close();
  return seconds;
};

/**
 * Measures the import of ten times the sample, with encryption and reservations, compared with the minimum work of any
 * importer.
 */
const enlargedRow = async (folder: string): Promise<Row> => {
  const { files, rows } = writeEnlargedSample(folder);
  const ours: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < imports; run += 1) {
    bare.push(await timed(() => bareImport(files, join(folder, `bare-${String(run)}.jsonl`))));
    ours.push(await importSeconds(join(folder, `import-${String(run)}`), files));
  }
  const [seconds, slowest] = [Math.min(...ours), Math.max(...ours)];
  const rate = rows / seconds;
  return {
    name: `import of ${rows.toLocaleString('en')} rows, all views caught up; fastest of ${String(imports)}`,
    figure: `${perSecond(rate)} (${seconds.toFixed(1)} s; slowest ${slowest.toFixed(1)} s)`,
    peer: `read the rows, write them to a synced file: ${perSecond(rows / Math.min(...bare))}`,
    ratio: Math.min(...bare) / seconds,
    goal: `≥ ${goalRowsPerSecond.toLocaleString('en')}/s`,
    reached: rate >= goalRowsPerSecond,
  };
};

/** Seconds from the start of the server process until it prints that it listens. */
const startSeconds = (folder: string): Promise<number> =>
  timed(async () => {
    const child = spawn(process.execPath, [join(workspaceRoot(), 'services', 'api', 'dist', 'main.js')], {
      env: {
        ...process.env,
        LEDGER_DATA: join(folder, 'started'),
        LEDGER_MASTER_KEY_FILE: join(folder, 'started.key'),
        LEDGER_SAMPLE: 'yes',
        PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) if (line.includes('listens at')) break;
    child.kill('SIGTERM');
  });

const startRow = (name: string, seconds: number, goal: number | null): Row => ({
  name,
  figure: `${seconds.toFixed(1)} s`,
  peer: '',
  ratio: null,
  goal: goal === null ? '' : `< ${String(goal)} s`,
  reached: goal === null ? null : seconds < goal,
});

const warmSecondsMax = 3;

export const importRows = async (folder: string): Promise<readonly Row[]> => [
  await enlargedRow(folder),
  startRow('cold start with the sample, until it listens', await startSeconds(folder), null),
  startRow('warm start, until it listens', await startSeconds(folder), warmSecondsMax),
];
