import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SheetImport } from '@ledger/ledger/imports/import-sheet.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { patience } from '@ledger/test/journeys/support/patience.js';
import { sheetOf } from '@ledger/test/journeys/support/sample.js';
import { codesOf, importTestFile, importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { openLedger, testMasterKey, type TestLedger } from '@ledger/test/support/ledger.js';
import { csv, faultOf, sheet, type Cells } from '@ledger/test/support/sheets.js';
import { openDryRun } from './dry-run.js';
import { settingsFrom, type Settings } from '../engines/settings.js';

const row = (reference: string, more: Cells = {}): Cells => ({
  reference,
  kind: '技能培训',
  district: '330603',
  date: '2024-03-01',
  headcount: '1',
  ...more,
});
const check = (reference: string, membership: string, amount = '800'): Cells =>
  row(reference, { kind: '免费体检', membership, amount });

/** Acts that the ledger contains before the dry run. */
const before = csv(
  row('S-1', { sessions: '1' }),
  check('R-1', 'M-1'),
  row('R-2', { session: 'S-1', membership: 'M-2' }),
);
/**
 * The sheet to judge. It contains duplicates, a reference used before, entitlements already used this year, new
 * workers, and an attendance whose session follows only later in the sheet.
 */
const next = csv(
  row('R-9', { session: 'S-1', membership: 'M-3' }),
  row('R-8', { session: 'S-1', membership: 'M-2' }),
  row('S-1', { sessions: '1' }),
  check('R-1', 'M-1'),
  check('R-1', 'M-1', '801'),
  check('R-3', 'M-1'),
  check('R-4', 'M-4', '9999'),
  check('R-5', 'M-4'),
  row('R-6', { session: 'S-2', membership: 'M-5' }),
  row('S-2', { sessions: '2' }),
  row('', { membership: 'M-6' }),
);
const judged = [
  [3, 'ALREADY_ATTENDED'],
  [4, 'DUPLICATE'],
  [5, 'DUPLICATE'],
  [6, 'REF_REUSED'],
  [7, 'ONCE_PER_YEAR'],
  [8, 'OVER_CAP'],
  [12, 'MISSING_REF'],
];

const folders = temporaryFolders();

/** Settings with a master key in a separate folder. `data` is the data folder, whether or not it contains a ledger. */
const settingsOf = (data: string): Settings => {
  const file = join(folders(), 'master.key');
  writeFileSync(file, `${testMasterKey.toString('hex')}\n`, { mode: 0o600 });
  return settingsFrom({ LEDGER_DATA: data, LEDGER_MASTER_KEY_FILE: file, PORT: '0' });
};

/** The dry run as an import target. The dry run ignores the given import id and makes its own. */
type Over = Readonly<{ importer: SheetImport }>;

const withDryRun = async <T>(settings: Settings, use: (over: Over) => Promise<T>): Promise<T> => {
  const dry = await openDryRun(settings);
  try {
    return await use({ importer: dry });
  } finally {
    await dry.close();
  }
};

/** Names and bytes of all files of a folder, without SQLite's shared-memory files, which readers change. */
const contentOf = (folder: string): unknown =>
  readdirSync(folder)
    .filter((name) => !name.endsWith('-shm'))
    .map((name) => [name, readFileSync(join(folder, name))]);

describe('a dry run over a ledger', () => {
  let ledger: TestLedger;
  let settings: Settings;
  let folder: string;
  beforeEach(async () => {
    ledger = await openLedger();
    if (ledger.folder === null) throw new Error('the ledger has no files');
    folder = ledger.folder;
    settings = settingsOf(folder);
    await importTestSheet(ledger.write, sheet(before), { id: 'before' });
  });
  afterEach(() => ledger.close());

  it('judges a sheet as the ledger then does, as often as one likes', async () => {
    const dry = (): Promise<Report> =>
      withDryRun(settings, (over) => importTestSheet(over, sheet(next), { id: 'next' }));
    const [first, second] = [await dry(), await dry()];
    const real = await importTestSheet(ledger.write, sheet(next), { id: 'next' });
    expect(codesOf(real)).toStrictEqual(judged);
    expect([first, second]).toStrictEqual([real, real]);
  });

  it('judges several sheets one on the other', async () => {
    const codes = await withDryRun(settings, async (over) => {
      await importTestSheet(over, sheet(next), { id: 'next' });
      return codesOf(await importTestSheet(over, sheet(next), { id: 'again' }));
    });
    await importTestSheet(ledger.write, sheet(next), { id: 'next' });
    expect(codes).toStrictEqual(codesOf(await importTestSheet(ledger.write, sheet(next), { id: 'again' })));
  });

  it('leaves every byte of the ledger as it was', async () => {
    const [content, events] = [contentOf(folder), await ledger.events()];
    await withDryRun(settings, (over) => importTestSheet(over, sheet(next), { id: 'next' }));
    expect(contentOf(folder)).toStrictEqual(content);
    expect(await ledger.events()).toStrictEqual(events);
  });

  it('of a sheet without an office is refused as a whole where one has recorded, in the run too', async () => {
    const unsaid = (over: Over): Promise<unknown> =>
      faultOf(importTestSheet(over, sheet(next), { id: 'next', office: null }));
    expect(await withDryRun(settings, unsaid)).toMatchObject({ rows: 11 });
    const refused = { code: 'BAD_OFFICE', file: '三月.csv' };
    const afterAnother = withDryRun(settings, async (over) => {
      await importTestSheet(over, sheet(next), { id: 'next', office: 'kq' });
      return unsaid(over);
    });
    expect(await afterAnother).toMatchObject(refused);
    await importTestSheet(ledger.write, sheet(before), { id: 'other', office: 'kq' });
    expect(await withDryRun(settings, unsaid)).toMatchObject(refused);
  });

  it('tells of a file that is no sheet', async () => {
    const fault = withDryRun(settings, (over) => importTestSheet(over, sheet(''), { id: 'next' }));
    expect(await faultOf(fault)).toMatchObject({ code: 'NO_HEADER', file: '三月.csv' });
  });
});

describe('a dry run where there is no ledger', () => {
  it(
    'judges a sheet of the sample as promised, and makes none',
    async () => {
      const root = folders();
      const sample = sheetOf('330604');
      const settings = settingsOf(join(root, 'data'));
      const report = await withDryRun(settings, (over) => importTestFile(over, sample.file, { id: 'x' }));
      expect([report.rows, report.accepted]).toStrictEqual([sample.rows, sample.accepted]);
      expect(codesOf(report)).toStrictEqual(sample.rejected.map(({ row: line, code }) => [line, code]));
      expect(readdirSync(root)).toStrictEqual([]);
    },
    patience,
  );

  it('leaves an empty folder empty', async () => {
    const data = join(folders(), 'data');
    mkdirSync(data);
    const report = await withDryRun(settingsOf(data), (over) =>
      importTestSheet(over, sheet(before), { id: 'x' }),
    );
    expect(report).toStrictEqual({ rows: 3, accepted: 3, refused: [] });
    expect(readdirSync(data)).toStrictEqual([]);
  });
});
