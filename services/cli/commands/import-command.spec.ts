import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTestSheet } from '@ledger/test/support/sheet-imports.js';
import {
  jsonIn,
  linesIn,
  openCommandFixture,
  type CommandFixture,
} from '@ledger/test/support/command-fixture.js';
import { csv, sheet, type Cells } from '@ledger/test/support/sheets.js';
import { importSheets } from './import-command.js';
import type { ImportOptions } from '../options/import-options.js';

let fixture: CommandFixture;
beforeAll(async () => {
  fixture = await openCommandFixture();
});
afterAll(() => fixture.close());

const right: Cells = { kind: '维权热线', district: '330500', date: '2024-10-26', headcount: '1' };
const wrong: Cells = { ...right, date: '2024-13-26' };

const pathOf = (name: string): string => join(fixture.settings.data.folder, name);
const sheetOf = (name: string, ...rows: readonly Cells[]): string => {
  writeFileSync(
    pathOf(name),
    csv(...rows.map((row, at) => ({ ...row, reference: `${name}-${String(at)}` }))),
  );
  return pathOf(name);
};

/** Judged only: what is written is the business of the desk. */
const judged = (files: readonly string[], options: ImportOptions = {}, language: 'zh' | 'en' = 'en') =>
  fixture.ran((asking) => importSheets(files, { dryRun: true, ...options }, asking), language);

describe('ledger import --dry-run', () => {
  it('tells of each sheet what would be accepted, and why a row is refused', async () => {
    const [good, bad] = [sheetOf('a.csv', right, right), sheetOf('b.csv', right, wrong)];
    const reported = await judged([good, bad]);
    expect(reported.code).toBe(0);
    const lines = linesIn(reported);
    expect(lines).toContain(`${good}: 2 rows, 2 would be accepted, 0 refused`);
    expect(lines).toContain(`${bad}: 2 rows, 1 would be accepted, 1 refused`);
    expect(lines.some((line) => line.startsWith('3 BAD_DATE the date “2024-13-26”'))).toBe(true);
    const chinese = linesIn(await judged([bad], {}, 'zh'));
    expect(chinese.some((line) => /^3 BAD_DATE .*\p{Script=Han}/u.test(line))).toBe(true);
  });

  it('is one JSON value, also where a sheet cannot be read, and ends with 2 then', async () => {
    const bad = sheetOf('b.csv', right, wrong);
    const reported = await judged([bad, pathOf('nowhere.csv')], { json: true });
    expect(reported.code).toBe(2);
    expect(jsonIn(reported)).toMatchObject([
      {
        file: bad,
        rows: 2,
        accepted: 1,
        refused: [
          {
            row: 3,
            code: 'BAD_DATE',
            reason: 'the date “2024-13-26” cannot be read or is no day since 1950',
          },
        ],
      },
      { file: pathOf('nowhere.csv'), rows: 0, accepted: 0, refused: [], error: { line: null } },
    ]);
  });

  it('shows two hundred refused rows, and how many more there are', async () => {
    const many = sheetOf('many.csv', right, ...Array.from({ length: 201 }, () => wrong));
    const lines = linesIn(await judged([many]));
    expect(lines.filter((line) => line.includes('BAD_DATE'))).toHaveLength(200);
    expect(lines.at(-1)).toBe('… and 1 more; --json lists all');
  });

  it('says once what refuses every row, shows three of them, and has it in JSON', async () => {
    const all = sheetOf('all.csv', ...Array.from({ length: 201 }, () => wrong));
    const lines = linesIn(await judged([all]));
    expect(lines.filter((line) => line.includes('BAD_DATE'))).toHaveLength(3);
    expect(lines.filter((line) => line.includes('every row was refused for the same reason'))).toHaveLength(
      1,
    );
    expect(lines.at(-1)).toBe('… and 198 more; --json lists all');
    const everyRow = { code: 'BAD_DATE', field: null };
    expect(jsonIn(await judged([all], { json: true }))).toMatchObject([{ rows: 201, everyRow }]);
  });

  it('writes the rows to correct where it is asked to, and no file where there are none', async () => {
    const [bad, good, refused] = [
      sheetOf('b.csv', right, wrong),
      sheetOf('a.csv', right),
      pathOf('refused.csv'),
    ];
    const lines = linesIn(await judged([bad], { refused }));
    expect(lines.at(-1)).toBe(`${refused}: 1 rows to correct and import again`);
    expect(readFileSync(refused, 'utf8')).toContain('2024-13-26');
    const other = pathOf('none.csv');
    expect(linesIn(await judged([good], { refused: other })).at(-1)).toMatch(/ 0 refused$/);
    expect(existsSync(other)).toBe(false);
  });
});

describe('ledger import refuses before it reads a sheet', () => {
  it('an office that cannot be', async () => {
    await expect(judged([pathOf('nowhere.csv')], { office: '柯/桥' })).rejects.toThrow('柯/桥');
  });

  it('one file for the refused rows of two sheets', async () => {
    await expect(judged(['a.csv', 'b.csv'], { refused: pathOf('r.csv') })).rejects.toThrow(
      '--refused writes the rows of one sheet: import the sheets one by one',
    );
  });

  it.each<readonly [ImportOptions, string]>([
    [{ corrections: true }, 'corrections need --reason, of at most 4000 characters'],
    [{ reason: '核对' }, '--reason is for --corrections only'],
    [{ corrections: true, reason: '核对', office: 'KQ' }, '--office does not go together with --corrections'],
    [
      { corrections: true, reason: '核对', allOrNothing: true },
      '--all-or-nothing does not go together with --corrections',
    ],
  ])('corrections as %j', async (options, sentence) => {
    await expect(judged(['a.csv'], options)).rejects.toThrow(sentence);
  });

  it('a mapping that is not there', async () => {
    await expect(judged(['a.csv'], { mapping: pathOf('no-mapping.json') })).rejects.toThrow(
      'no-mapping.json',
    );
  });
});

describe('ledger import without --office, once an office has recorded under a code of its own', () => {
  const sentence = 'say which office submits it: offices have recorded under codes of their own (KQ)';
  let office: CommandFixture;
  beforeAll(async () => {
    office = await openCommandFixture();
    await importTestSheet(office.ledger.write, sheet(csv({ ...right, reference: 'R-1' })), {
      ...{ id: 'x', office: 'kq' },
    });
  });
  afterAll(() => office.close());

  it('judges no row, says which offices there are, and ends with 2', async () => {
    const file = sheetOf('a.csv', right, wrong);
    const run = (options: ImportOptions) =>
      office.ran((asking) => importSheets([file], { dryRun: true, ...options }, asking));
    const reported = await run({ json: true });
    const failure = { code: 'BAD_OFFICE', message: `${file}: ${sentence}`, line: null };
    expect([reported.code, jsonIn(reported)]).toStrictEqual([
      2,
      [{ file, rows: 0, accepted: 0, refused: [], error: failure }],
    ]);
    const plain = await run({});
    expect([plain.code, plain.stdout, plain.stderr.trim()]).toStrictEqual([2, '', failure.message]);
    expect((await run({ office: 'ledger' })).code).toBe(0);
  });

  it('names the rows that another office has recorded, too', async () => {
    await importTestSheet(office.ledger.write, sheet(csv({ ...right, reference: 'b.csv-0' })), {
      ...{ id: 'y', office: 'kq' },
    });
    const [file, options] = [sheetOf('b.csv', right), { dryRun: true, office: 'sy' }];
    const run = (more: ImportOptions) =>
      office.ran((asking) => importSheets([file], { ...options, ...more }, asking));
    const elsewhere = [{ row: 2, office: 'KQ', act: expect.stringMatching(/^case-.*\.0$/) as unknown }];
    expect(jsonIn(await run({ json: true }))).toStrictEqual([
      { file, rows: 1, accepted: 1, refused: [], elsewhere },
    ]);
    expect(linesIn(await run({}))).toStrictEqual([
      `${file}: 1 rows, 1 would be accepted, 0 refused`,
      expect.stringMatching(
        /^recorded by another office, too, under the same reference with the same content: row 2 \(KQ: \S+\)$/,
      ),
    ]);
  });
});
