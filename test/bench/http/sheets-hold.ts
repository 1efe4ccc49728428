import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, type Row } from '../measure.js';
import { startServer, type Served } from './client.js';
import { hostileSheets, plainSheet, type BenchSheet } from './hostile-sheets.js';

const runs = 5;
const ratioMax = 1.5;
const pollMs = 100;

type Answer = Readonly<{ id?: string; error?: Readonly<{ code: string }> }>;

/** Uploads a sheet. Returns the id of the import, or null when the upload is refused. */
const importSheet = async (
  { address }: Served,
  { name, content }: BenchSheet,
  dryRun: boolean,
): Promise<string | null> => {
  const form = new FormData();
  if (dryRun) form.append('dryRun', 'true');
  form.append('sheet', new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]), name);
  const headers = { 'x-ledger-actor': 'bench', 'x-ledger-role': 'caseworker' };
  const response = await fetch(`${address}/imports`, { method: 'POST', body: form, headers });
  // Unchecked cast: every response of /imports has this shape.
  const { id } = (await response.json()) as Answer;
  return id ?? null;
};

const importQuery = 'query ($id: ID!) { import(id: $id) { state rows accepted failure { code } } }';

type Job = Readonly<{
  state: string;
  rows: number | null;
  accepted: number;
  failure: Readonly<{ code: string }> | null;
}>;

/** The result of an import in a few words; null while it is running. */
const endOf = async ({ post }: Served, id: string): Promise<string | null> => {
  const answer = await post(JSON.stringify({ query: importQuery, variables: { id } }));
  const { data } = JSON.parse(answer) as { data: { import: Job } };
  const { state, rows, accepted, failure } = data.import;
  if (state === 'DONE') return `${String(rows)} rows, ${String(accepted)} accepted`;
  return state === 'FAILED' ? (failure?.code ?? state) : null;
};

type Held = Readonly<{ ms: number; end: string }>;

/** The longest delay of the owner's event loop while a sheet was imported, and the result of the import. */
const held = async (served: Served, sheet: BenchSheet, dryRun: boolean): Promise<Held> => {
  await served.hold();
  const id = await importSheet(served, sheet, dryRun);
  let end = id === null ? 'refused at once' : null;
  while (id !== null && end === null) {
    await sleep(pollMs);
    end = await endOf(served, id);
  }
  return { ms: await served.hold(), end: end ?? '' };
};

const modes = [
  { dryRun: false, suffix: '' },
  { dryRun: true, suffix: ', dry run' },
] as const;

/** Imports several sheets and returns the median of the delays. */
const middle = async (
  sheets: readonly BenchSheet[],
  take: (sheet: BenchSheet) => Promise<Held>,
): Promise<Held> => {
  const all: Held[] = [];
  for (const sheet of sheets) all.push(await take(sheet));
  return { ms: median(all.map(({ ms }) => ms)), end: all.at(-1)?.end ?? '' };
};

/** Measures how long hostile sheets block the event loop of the server, compared with a normal sheet. */
export const holdRows = async (folder: string): Promise<readonly Row[]> => {
  const served = await startServer(join(folder, 'hold'), 'ledger');
  const hostile = await hostileSheets();
  try {
    await held(served, plainSheet(0), false);
    const rows: Row[] = [];
    for (const { dryRun, suffix } of modes) {
      const take = (sheet: BenchSheet): Promise<Held> => held(served, sheet, dryRun);
      const plain = await middle(
        Array.from({ length: runs }, (_, run) => plainSheet(run + 1)),
        take,
      );
      for (const sheet of hostile) {
        const { ms, end } = await middle(Array<BenchSheet>(runs).fill(sheet), take);
        rows.push({
          name: `longest hold of the event loop: ${sheet.what}${suffix}`,
          figure: `${ms.toFixed(0)} ms`,
          peer: `a plain sheet: ${plain.ms.toFixed(0)} ms`,
          ratio: ms / plain.ms,
          goal: `≤ ${String(ratioMax)} ×`,
          reached: ms / plain.ms <= ratioMax,
          notes: end,
        });
      }
    }
    return rows;
  } finally {
    await served.close();
  }
};
