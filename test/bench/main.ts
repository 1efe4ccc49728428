import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@ledger/api/composition/workspace.js';
import { eventLogRows } from './event-log.js';
import { importRows } from './import.js';
import type { Row } from './measure.js';
import { pairRows } from './pairs.js';

const verdict = ({ reached }: Row): string => {
  if (reached === null) return '';
  return reached ? 'reached' : 'missed';
};

const tableOf = (rows: readonly Row[]): string =>
  [
    '| measured | figure | in the same run | ratio | goal | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => {
      const ratio = row.ratio === null ? '' : row.ratio.toFixed(2);
      return `| ${row.name} | ${row.figure} | ${row.peer} | ${ratio} | ${row.goal} | ${verdict(row)} |`;
    }),
  ].join('\n');

const preface = (): string => {
  const cores = cpus();
  return (
    `Last run: ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ` +
    `${String(cores.length)} × ${cores[0]?.model.trim() ?? 'unknown'}. ` +
    'The machine is shared and its speed swings several times over: compare within one run only.'
  );
};

const folder = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
try {
  const rows = [...(await eventLogRows(folder)), ...(await importRows(folder)), ...(await pairRows(folder))];
  const table = tableOf(rows);
  process.stdout.write(`${table}\n`);
  if (process.argv.includes('--save')) {
    const file = join(workspaceRoot(), 'test', 'bench', 'RESULTS.md');
    writeFileSync(
      file,
      `# Bench results\n\n${preface()}\n\n${table}\n\nMade by \`npm run bench -- --save\`.\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
