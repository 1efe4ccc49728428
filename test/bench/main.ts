import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benches, type Bench } from './benches.js';
import type { Row } from './measure.js';
import { keep, tableOf } from './results.js';

/** `npm run bench [-- [NAME …] [--save]]`: runs all benches, or only those named, each in a separate process. */

const self = fileURLToPath(import.meta.url);
const alone = '--alone';

const named = (name: string): Bench => {
  const bench = benches.find((each) => each.name === name);
  if (bench !== undefined) return bench;
  const names = benches.map((each) => each.name).join(', ');
  throw new Error(`there is no bench “${name}”; there are: ${names}`);
};

/** Runs one bench in a separate process, so that memory and compiled code of one bench do not affect another. */
const measured = ({ name }: Bench, folder: string): Promise<readonly Row[]> => {
  const child = fork(self, [alone, name, folder]);
  return new Promise((resolve, reject) => {
    let rows: readonly Row[] = [];
    child.on('message', (message) => {
      // Unchecked cast: the child process runs this file, which sends only rows.
      rows = message as readonly Row[];
    });
    child.on('exit', () => {
      if (rows.length > 0) resolve(rows);
      else reject(new Error(`the bench ${name} ended without rows`));
    });
  });
};

const runAlone = async (name: string, folder: string): Promise<void> => {
  process.send?.(await named(name).run(folder));
  process.disconnect();
};

const runAll = async (args: readonly string[]): Promise<void> => {
  const names = args.filter((arg) => arg !== '--save');
  const chosen = names.length === 0 ? benches : names.map(named);
  const order = benches.map(({ name }) => name);
  const folder = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
  try {
    for (const bench of chosen) {
      process.stdout.write(`\n## ${bench.name}\n\n`);
      const rows = await measured(bench, folder);
      process.stdout.write(`${tableOf(rows)}\n`);
      if (args.includes('--save')) keep(bench.name, rows, order);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const [first, name, folder] = process.argv.slice(2);
try {
  if (first === alone && name !== undefined && folder !== undefined) await runAlone(name, folder);
  else await runAll(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}
