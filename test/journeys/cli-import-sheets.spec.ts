import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { patience } from './support/patience.js';
import { openStage } from './support/stage.js';
import { sheetOf } from './support/sample.js';
import { asked, jsonOf, statusOf } from './support/json-output.js';

const stage = openStage();
const folder = join(workspaceRoot(), 'test', 'sample', 'mapping');
const [mapping, csv, xlsx] = ['mapping.json', 'sheet.csv', 'sheet.xlsx'].map((name) => join(folder, name));
const sample = sheetOf('330825');

const lines = (file: string): readonly string[] => readFileSync(file, 'utf8').trimEnd().split('\r\n');

describe('refused rows', () => {
  it(
    'are written as a sheet that can be corrected and imported again',
    async () => {
      const place = stage.place();
      const again = join(place.root, 'again.csv');
      const toCorrect = sample.rejected.filter(({ code }) => code !== 'DUPLICATE');
      const ran = await stage.ledger(place, 'import', sample.file, '--refused', again);
      expect([ran.code, ran.stderr]).toStrictEqual([0, '']);
      expect(ran.stdout.trimEnd().split('\n').at(-1)).toBe(
        `${again}: ${String(toCorrect.length)} rows to correct and import again`,
      );
      const [names = '', first = ''] = lines(again);
      expect(names.endsWith(',备注,退回行号,退回代码,退回原因')).toBe(true);
      expect(first).toMatch(new RegExp(`,${String(toCorrect[0]?.row)},UNKNOWN_KIND,`));
      writeFileSync(again, `${names}\r\n${first.replace('免费按摩', '驿站服务')}\r\n`);
      expect(await asked(stage, place, 'import', again)).toStrictEqual([
        { file: again, rows: 1, accepted: 1, refused: [] },
      ]);
    },
    patience,
  );

  it(
    'are written by a dry run too, nowhere where there are none, and never over another file',
    async () => {
      const place = stage.place();
      const [again, none] = [join(place.root, 'again.csv'), join(place.root, 'none.csv')];
      await asked(stage, place, 'import', sample.file, '--dry-run', '--refused', again);
      const written = readFileSync(again);
      const over = await stage.ledger(place, 'import', sample.file, '--refused', again);
      expect([over.code, over.stdout]).toStrictEqual([2, '']);
      expect(over.stderr).toMatch(/again\.csv: the file cannot be made \(EEXIST: .*\)\n$/);
      expect(readFileSync(again).equals(written)).toBe(true);
      const two = await stage.ledger(place, 'import', sample.file, again, '--refused', none);
      const sentence = '--refused writes the rows of one sheet: import the sheets one by one\n';
      expect(two).toStrictEqual({ code: 2, stdout: '', stderr: sentence });
      expect(existsSync(place.data)).toBe(false);
      const good = join(place.root, 'good.csv');
      writeFileSync(good, lines(sample.file).slice(0, 2).join('\r\n'));
      await asked(stage, place, 'import', good, '--refused', none);
      expect(existsSync(none)).toBe(false);
    },
    patience,
  );
});

describe('a sheet of an office’s own', () => {
  const reason = (sentence: RegExp): unknown => expect.stringMatching(sentence);
  const accepted = {
    rows: 5,
    accepted: 4,
    refused: [{ row: 6, code: 'UNKNOWN_KIND', reason: reason(/^there is no kind of service/) }],
  };
  const again = [2, 3, 4, 5].map((row) => ({
    row,
    code: 'DUPLICATE',
    reason: reason(/ is recorded already, with the same content$/),
  }));

  it(
    'is read by a mapping, as a workbook or as CSV: the same rows are the same acts',
    async () => {
      const place = stage.place();
      const refused = join(place.root, 'refused.csv');
      const taken = await asked(
        stage,
        place,
        'import',
        xlsx ?? '',
        '--mapping',
        mapping ?? '',
        '--refused',
        refused,
      );
      const notRead = {
        worksheets: { count: 1, names: ['说明'] },
        columns: { count: 0, names: [] },
        rows: { count: 0, at: [] },
      };
      expect(taken).toMatchObject([{ file: xlsx, ...accepted, notRead }]);
      expect(lines(refused)).toHaveLength(2);
      expect(await asked(stage, place, 'import', csv ?? '', '--mapping', mapping ?? '')).toStrictEqual([
        { file: csv, rows: 5, accepted: 0, refused: [...again, ...accepted.refused] },
      ]);
      const totals = await asked(
        stage,
        place,
        'totals',
        '--from',
        '2024-03',
        '--to',
        '2024-03',
        '--by',
        'kind',
      );
      expect(totals).toMatchObject([
        { kind: 'certificate', acts: 1, people: 1 },
        { kind: 'health-check', acts: 3, people: 3, amountFen: 219_950 },
      ]);
    },
    patience,
  );

  it(
    'is refused whole where worksheet, mapping or columns do not fit, and no row is written',
    async () => {
      const place = stage.place();
      const bad = join(place.root, 'map.json');
      writeFileSync(bad, '{"columns": {"单号": "业务编号", "编号": "业务编号"}}');
      const clash = await stage.ledger(place, 'import', csv ?? '', '--mapping', bad);
      expect(clash).toStrictEqual({
        code: 2,
        stdout: '',
        stderr: `${bad}: columns.编号: 业务编号 is mapped already, from column “单号”; map one of them\n`,
      });
      const lost = await stage.ledger(place, 'import', csv ?? '', '--mapping', join(place.root, 'lost.json'));
      expect([lost.code, lost.stdout]).toStrictEqual([2, '']);
      expect(lost.stderr).toMatch(/lost\.json: the file cannot be read \(ENOENT: .*\)\n$/);
      expect(readdirSync(place.root)).toStrictEqual(['map.json']);
      const args = ['--mapping', mapping ?? '', '--worksheet', '四月', '--json'];
      const missing = await stage.ledger(place, 'import', xlsx ?? '', ...args);
      const message = `${String(xlsx)}: the workbook has no worksheet “四月”, it has “说明”, “三月”`;
      const error = { code: 'UNKNOWN_WORKSHEET', message, line: null };
      expect([missing.code, jsonOf(missing)]).toStrictEqual([
        2,
        [{ file: xlsx, rows: 0, accepted: 0, refused: [], error }],
      ]);
      const unmapped = await stage.ledger(place, 'import', csv ?? '', '--json');
      expect([unmapped.code, jsonOf(unmapped)]).toMatchObject([
        2,
        [{ error: { code: 'WRONG_HEADER', line: 1 } }],
      ]);
      // Two of the files were sent to the ledger. Each has two events: received and failed.
      expect((await statusOf(stage, place)).events).toBe(4);
    },
    patience,
  );
});
