import { randomBytes } from 'node:crypto';
import { jest } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sheetSubjectOf } from '@ledger/ledger/imports/import-keys.js';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { eventually } from '@ledger/test/support/eventually.js';
import { openImports } from '@ledger/test/support/imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { csv, sheet, type Cells } from '@ledger/test/support/sheets.js';

import { plainOptions } from './sheet-options.js';
import { isSettled, type ImportStatus } from './import-status.js';
import type { OwnImports } from './own-imports.js';

const folder = temporaryFolders();
const never = new AbortController().signal;

const [submitted, lastDay, over] = [
  '2026-03-01T08:00:00.000Z',
  '2026-03-31T07:59:59.999Z',
  '2026-03-31T08:00:00.000Z',
];

let ledger: TestLedger;
let place: string;
let jobs: OwnImports;
const loggedErrors: string[] = [];
const start = async (): Promise<void> => {
  jobs = await openImports(ledger, place, loggedErrors);
};
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory', now: submitted });
  place = folder();
  loggedErrors.length = 0;
  await start();
});
afterEach(async () => {
  jest.useRealTimers();
  await jobs.close();
  await ledger.close();
  expect(loggedErrors).toStrictEqual([]);
});

/** Simulates a restart of the ledger. */
const restart = async (): Promise<void> => {
  await jobs.close();
  await start();
};

const row = (reference: string, more: Cells = {}): Cells => ({
  ...{ reference, kind: '维权热线', district: '330603', date: '2026-03-01', headcount: '1' },
  ...more,
});
/** A sheet with one accepted row and one refused row whose refusal quotes the cell. */
const mixed = csv(row('R-1'), row('R-2', { date: '皇甫长歌' }));
const quoted = [{ row: 3, code: 'BAD_DATE', because: { date: '皇甫长歌' } }];

type Submitted = Readonly<{
  text: string;
  dryRun?: boolean;
  mapping?: string | null;
  worksheet?: string | null;
}>;

const take = async ({
  text,
  dryRun = false,
  mapping = null,
  worksheet = null,
}: Submitted): Promise<ImportStatus> => {
  const by = { actor: 'li', role: 'caseworker', district: null };
  const { id } = await jobs.receive(
    {
      ...{ file: '令狐远山.csv', office: 'kq', worksheet, mapping },
      dryRun,
      by,
      options: plainOptions,
    },
    sheet(text).bytes(),
  );
  for await (const job of jobs.watch(id, never)) if (isSettled(job)) return job;
  throw new Error(`the import ${id} was lost`);
};

const files = (): readonly string[] => readdirSync(place).toSorted();
const refusedOf = async (id: string): Promise<unknown> => (await jobs.report(id)).refused;
const sheetKeys = async (id: string): Promise<number> =>
  (await ledger.vault.existingKeys([sheetSubjectOf(id)])).size;

describe('what is kept of an import', () => {
  it('says nothing in clear: neither names nor worksheet nor mapping nor why it failed', async () => {
    const { id } = await take({ text: mixed });
    const failed = await take({ text: '慕容秋白,乙\r\n1,2\r\n', mapping: '欧阳靖宇' });
    expect(failed).toMatchObject({ state: 'failed', file: '令狐远山.csv' });
    expect(failed.failure?.message).toContain('欧阳靖宇');
    const misnamed = await take({ text: mixed, worksheet: '司马晴川' });
    expect(misnamed.failure?.message).toContain('司马晴川');
    const bytes = Buffer.concat(files().map((name) => readFileSync(join(place, name))));
    for (const secret of ['令狐远山', '司马晴川', '欧阳靖宇', '皇甫长歌', '慕容秋白'])
      expect(bytes.includes(secret)).toBe(false);
    await restart();
    expect((await jobs.get(id))?.file).toBe('令狐远山.csv');
    expect(await jobs.get(failed.id)).toStrictEqual(failed);
  });

  it('of a dry run is nothing any more where it was changed by hand', async () => {
    const { id } = await take({ text: mixed, dryRun: true });
    writeFileSync(join(place, `${id}.card.sealed`), randomBytes(500));
    await restart();
    expect([await jobs.get(id), files()]).toStrictEqual([null, []]);
  });

  it('can be read for thirty days, a sheet with what its report quotes; then the key is destroyed', async () => {
    const { id } = await take({ text: mixed });
    ledger.clock.set(lastDay);
    await restart();
    expect(files()).toStrictEqual([`${id}.sealed`]);
    expect([await refusedOf(id), await sheetKeys(id)]).toStrictEqual([quoted, 1]);
    ledger.clock.set(over);
    await restart();
    expect(files()).toStrictEqual([]);
    expect(await refusedOf(id)).toStrictEqual([{ row: 3, code: 'BAD_DATE', because: {} }]);
    expect(await sheetKeys(id)).toBe(0);
    expect(await ledger.vault.keysFor([sheetSubjectOf(id)])).toStrictEqual(new Map());
    const events = (await ledger.events()).length;
    await restart();
    expect([(await jobs.get(id))?.file, (await ledger.events()).length]).toStrictEqual([
      '令狐远山.csv',
      events,
    ]);
  });

  it('can be read as long where nothing is to be corrected and no sheet is kept', async () => {
    await take({ text: csv(row('R-1')) });
    const { id } = await take({ text: csv(row('R-1', { place: '越城驿站' })) });
    expect(files()).toHaveLength(1);
    ledger.clock.set(lastDay);
    await restart();
    expect(await sheetKeys(id)).toBe(1);
    ledger.clock.set(over);
    await restart();
    expect(await sheetKeys(id)).toBe(0);
  });

  it('of a dry run waits as long, sheet and report', async () => {
    const { id } = await take({ text: mixed, dryRun: true });
    ledger.clock.set(lastDay);
    await restart();
    expect(files()).toStrictEqual([`${id}.card.sealed`, `${id}.report.sealed`, `${id}.sealed`]);
    expect(await refusedOf(id)).toStrictEqual(quoted);
    ledger.clock.set(over);
    await restart();
    expect([files(), await jobs.get(id)]).toStrictEqual([[], null]);
    await expect(jobs.report(id)).rejects.toMatchObject({ code: 'UNKNOWN_IMPORT' });
    expect(await sheetKeys(id)).toBe(0);
  });

  it('ends also where the ledger is not started again and nothing is imported', async () => {
    const { id } = await take({ text: mixed });
    await jobs.close();
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    await start();
    ledger.clock.set(over);
    await jest.advanceTimersByTimeAsync(60 * 60 * 1_000);
    jest.useRealTimers();
    await eventually('the key of the sheet is destroyed', async () => (await sheetKeys(id)) === 0);
    expect(await refusedOf(id)).toStrictEqual([{ row: 3, code: 'BAD_DATE', because: {} }]);
  });
});
