import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import type { Row } from './measure.js';

const title = '# Bench results';

const introduction =
  'Made by `npm run bench -- --save`; `npm run bench -- NAME` runs one part alone. Machines are shared and their ' +
  'speed swings several times over: compare within one part only, whose two sides ran in turn.';

const comparison = ({ reached }: Row): string => {
  if (reached === null) return '';
  return reached ? 'reached' : 'missed';
};

/** The rows as a Markdown table. */
export const tableOf = (rows: readonly Row[]): string =>
  [
    '| measured | figure | in the same run | ratio | goal | | notes |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => {
      const ratio = row.ratio === null ? '' : row.ratio.toFixed(2);
      const cells = [row.name, row.figure, row.peer, ratio, row.goal, comparison(row), row.notes ?? ''];
      return `| ${cells.join(' | ')} |`;
    }),
  ].join('\n');

const machine = (): string => {
  const cores = cpus();
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, Node ${process.version}, ${String(cores.length)} × ${cores[0]?.model.trim() ?? 'unknown'}.`;
};

const resultsFile = (): string => join(workspaceRoot(), 'test', 'bench', 'RESULTS.md');

const partsOf = (text: string): Map<string, string> => {
  const parts = new Map<string, string>();
  for (const part of text.split(/^## /m).slice(1)) {
    const [name = '', ...lines] = part.split('\n');
    parts.set(name, lines.join('\n').trim());
  }
  return parts;
};

/** Replaces the part of one bench in RESULTS.md with these rows. The parts are sorted as in `order`. */
export const keep = (bench: string, rows: readonly Row[], order: readonly string[]): void => {
  const file = resultsFile();
  const parts = existsSync(file) ? partsOf(readFileSync(file, 'utf8')) : new Map<string, string>();
  parts.set(bench, `${machine()}\n\n${tableOf(rows)}`);
  const kept = order.flatMap((name) => {
    const part = parts.get(name);
    return part === undefined ? [] : [`## ${name}\n\n${part}`];
  });
  writeFileSync(file, `${[title, introduction, ...kept].join('\n\n')}\n`);
};
