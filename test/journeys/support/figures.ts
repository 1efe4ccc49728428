import type { Server } from './stage.js';

/** One sample of a metric in the Prometheus text format. */
export type Figure = Readonly<{ name: string; labels: Readonly<Record<string, string>>; value: number }>;

const row = /^(\w+)(?:\{(.*)\})? (\S+)$/;
const label = /(\w+)="((?:[^"\\]|\\.)*)"/g;

const figureOf = (line: string): Figure => {
  const found = row.exec(line);
  if (found === null) throw new Error(`no figure: ${line}`);
  const [, name = '', text = '', value = ''] = found;
  const labels: Record<string, string> = {};
  for (const [, key = '', of = ''] of text.matchAll(label)) labels[key] = of;
  return { name, labels, value: Number(value) };
};

/** The text that a server returns at /metrics. */
export const figuresTextAt = async ({ address }: Server): Promise<string> =>
  (await fetch(`${address}/metrics`)).text();

/** All metric samples of a server. */
export const figuresAt = async (server: Server): Promise<readonly Figure[]> =>
  (await figuresTextAt(server))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(figureOf);
