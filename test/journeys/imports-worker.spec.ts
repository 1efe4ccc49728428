import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { columnNames, type Column } from '@ledger/ledger/sheets/column-names.js';
import { childrenOf, killNow } from '../crash/processes.js';
import type { Cells } from '../support/sheets.js';
import { workbookOf } from '../support/workbooks.js';
import { resumeMutation, settled, upload } from './support/imports.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { openStage, type Server } from './support/stage.js';

/** A separate worker process reads each workbook, so that a crash or a huge workbook cannot stop the server. */
const stage = openStage();
let place: Place;
let server: Server;
beforeAll(async () => {
  place = stage.place();
  server = await stage.serve(place);
}, patience);

const isColumn = (text: string): text is Column => Object.hasOwn(columnNames, text);
const columns = Object.keys(columnNames).filter(isColumn);

const workbook = (rows: number): Promise<Buffer> =>
  workbookOf([
    Object.values(columnNames),
    ...Array.from({ length: rows }, (_, index) => {
      const cells: Cells = {
        ...{ reference: `W-${String(index)}`, kind: '技能培训', district: '330603', date: '2024-03-01' },
        headcount: '1',
      };
      return columns.map((column) => cells[column] ?? '');
    }),
  ]);

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

const isWorker = (pid: number): boolean => commandOf(pid).includes('sheet-worker-main');

/** Process id of the server's sheet worker. Waits until there is one. */
const workerOf = async (pid: number): Promise<number> => {
  for (;;) {
    const found = childrenOf(pid).find(isWorker);
    if (found !== undefined) return found;
    await pause(1);
  }
};

const receive = async (rows: number): Promise<string> => {
  const { id } = await upload(server, { name: '三月.xlsx', content: await workbook(rows) });
  return id;
};

it(
  'an import whose worker is killed fails, can be resumed, and the ledger answers all the while',
  async () => {
    const id = await receive(20_000);
    killNow(await workerOf(server.process.pid));
    const failed = await settled(server, id);
    expect([failed.state, failed.failure?.code]).toStrictEqual(['FAILED', 'INTERNAL_ERROR']);
    expect((await fetch(`${server.address}/health/live`)).status).toBe(200);
    await server.client.ask(resumeMutation, { id });
    const done = await settled(server, id);
    expect([done.state, done.rows, done.accepted]).toStrictEqual(['DONE', 20_000, 20_000]);
  },
  patience,
);

it(
  'a worker ends with the ledger that started it',
  async () => {
    await receive(20_000);
    const worker = await workerOf(server.process.pid);
    killNow(server.process.pid);
    while (isWorker(worker)) await pause(20);
    expect(commandOf(worker)).toBe('');
  },
  patience,
);
