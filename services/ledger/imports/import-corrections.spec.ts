import {
  caseworker,
  correcting,
  member,
  reading,
  recordCommand,
  reversing,
} from '@ledger/test/support/acts.js';
import { actOf, only } from '@ledger/test/support/contest.js';
import {
  changing,
  correct,
  correctWorkbook,
  csvOf,
  exportActs,
  tableOf,
  without,
  type Table,
} from '@ledger/test/support/corrections.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { codesOf } from '@ledger/test/support/sheet-imports.js';
import { sheet } from '@ledger/test/support/sheets.js';
import { membership } from '@ledger/test/support/identifiers.js';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { soleOffice } from '../kernel/identifiers.js';
import { refusalText } from '../kernel/refusals.js';
import { fen } from '../kernel/money.js';
import type { ActReading } from '../use-cases/record-act-command.js';
import type { Report } from './import-report.js';
import { refusedSheet } from './refused-sheet.js';
import { erasedCorrections } from './refused-corrections.js';
import { importSummary, undoFaultOf } from './undo-import.js';

let ledger: TestLedger;
let commands = 0;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const recorded = async (act: ActReading): Promise<string> => {
  commands += 1;
  return actOf(only(await ledger.write.recording.record([recordCommand(act, `c${String(commands)}`)]))) ?? '';
};

const visit = (): Promise<string> =>
  recorded(reading('sports-day', { reference: 'V-1', headcount: 5, place: '=北站', note: '-晴' }));
const course = (): Promise<string> =>
  recorded(
    reading('sports-day', {
      ...{ reference: 'V-2', person: member('M-1'), name: '韩梅', place: '东区', note: '到场' },
      amountFen: fen(12_050),
    }),
  );

const exported = async (): Promise<Table> => tableOf(await exportActs(ledger));
const handIn = (table: Table): Promise<Report> => correct(ledger.write, csvOf(table));
const eventCount = async (): Promise<number> =>
  (await ledger.events()).filter(({ event }) => event.type === 'ActCorrected').length;
const lineOf = (table: Table, act: string): number => table.findIndex((row) => row.includes(act)) + 1;
const reasonsOf = ({ refused }: Report, language: 'zh' | 'en' = 'zh'): readonly string[] =>
  refused.map(({ code, because }) => refusalText(code, because, language));

describe('a sheet of exported acts', () => {
  test.each([
    ['csv', true, 'zh'],
    ['csv', false, 'en'],
    ['xlsx', true, 'en'],
    ['xlsx', false, 'zh'],
  ] as const)(
    'as %s (names: %s, %s) that is handed in as it is corrects nothing',
    async (format, names, language) => {
      await visit();
      await course();
      const bytes = await exportActs(ledger, { format, names, language });
      const report =
        format === 'xlsx'
          ? await correctWorkbook(ledger.write, bytes)
          : await correct(ledger.write, sheet(bytes));
      expect(report).toMatchObject({ rows: 2, accepted: 0, unchanged: 2, refused: [] });
      expect(await eventCount()).toBe(0);
    },
  );

  test('corrects each act that differs once, in all its changed cells, and skips the others', async () => {
    const [group, person] = [await visit(), await course()];
    const before = await exported();
    const changes = { 人次: '6', 地点: '=南站', 日期: '2026/3/2', 备注: '' };
    expect(await handIn(changing(before, group, changes))).toMatchObject({
      ...{ rows: 2, accepted: 1, unchanged: 1, refused: [] },
    });
    expect(await eventCount()).toBe(1);
    const after = await exported();
    const rowOf = (table: Table, act: string) => {
      const [head = []] = table;
      const row = table.find((each) => each.includes(act)) ?? [];
      return Object.fromEntries(head.map((name, at) => [name, row[at]]));
    };
    expect(rowOf(after, group)).toStrictEqual({
      ...rowOf(before, group),
      ...{ 人次: '6', 地点: "'=南站", 日期: '2026-03-02', 备注: '', 版本: '2' },
    });
    expect(rowOf(after, person)).toStrictEqual(rowOf(before, person));
  });

  test('that is handed in twice is skipped the second time', async () => {
    const act = await visit();
    const changed = changing(await exported(), act, { 人次: '7' });
    expect((await handIn(changed)).accepted).toBe(1);
    expect(await handIn(changed)).toMatchObject({ rows: 1, accepted: 0, unchanged: 1, refused: [] });
    expect(await eventCount()).toBe(1);
  });

  test('without names leaves the texts of persons alone', async () => {
    const act = await course();
    const table = tableOf(await exportActs(ledger, { names: false }));
    await handIn(changing(table, act, { 人次: '2' }));
    const after = (await exported()).find((row) => row.includes(act));
    expect(after).toEqual(expect.arrayContaining(['东区', '到场', '韩梅', '2']));
  });

  test('whose act another has changed meanwhile is refused where it differs, and skipped where it does not', async () => {
    const [group, person] = [await visit(), await course()];
    const table = await exported();
    for (const [index, act] of [group, person].entries())
      await ledger.write.amending.amend(correcting(act, { headcount: 9 }, `meanwhile ${String(index)}`));
    const report = await handIn(changing(table, group, { 份数: '3' }));
    expect(codesOf(report)).toStrictEqual([[lineOf(table, group), 'CHANGED_MEANWHILE']]);
    expect(report).toMatchObject({ rows: 2, accepted: 0, unchanged: 1 });
    expect(reasonsOf(report, 'en')).toStrictEqual([
      'the act is at revision 2, not 1: it was changed meanwhile; read it again before changing it',
    ]);
  });
});

describe('a row is refused, with its line and its column,', () => {
  test.each([
    [{ 姓名: '李雷' }, 'NEEDS_MOVE', '姓名'],
    [{ 职工编号: '000000991' }, 'NEEDS_MOVE', '职工编号'],
    [{ 业务编号: 'V-9' }, 'NEEDS_MOVE', '业务编号'],
    [{ 报送单位: 'KEQIAO' }, 'NEEDS_MOVE', '报送单位'],
    [{ 场次编号: 'gathering-x' }, 'NEEDS_MOVE', '场次编号'],
    [{ 人次: '两' }, 'BAD_COUNT', '人次'],
    [{ 版本: '' }, 'BAD_COUNT', '版本'],
    [{ 业务ID: '' }, 'UNKNOWN_ACT', '业务ID'],
    [{ '金额（元）': '1,2' }, 'BAD_AMOUNT', '金额'],
    [{ 日期: '2025-03-01' }, 'NEEDS_MOVE', '年份'],
    [{ 日期: '2026-13-01' }, 'BAD_DATE', '日期'],
    [{ 服务类别: '不存在' }, 'UNKNOWN_KIND', '服务类别'],
    [{ 单位: '#REF!' }, 'BAD_CELL', '单位'],
    [{ 满意: '一般' }, 'BAD_OUTCOME', '满意'],
    [{ 业务ID: 'passbook-000000991-2026.0' }, 'UNKNOWN_ACT', 'passbook-000000991-2026.0'],
    [{ '登记时间（北京时间）': '2026-03-09 10:00' }, 'UNKNOWN_ACT', '别的台账'],
  ])('if it says %j: %s', async (cells, code, named) => {
    const act = await course();
    const table = await exported();
    const report = await handIn(changing(table, act, cells));
    expect(codesOf(report)).toStrictEqual([[2, code]]);
    expect(reasonsOf(report)[0]).toContain(named);
    expect(await eventCount()).toBe(0);
  });

  test('if another row is about the same act', async () => {
    const act = await visit();
    const table = await exported();
    const row = changing(table, act, { 人次: '6' })[1] ?? [];
    const report = await handIn([...table.slice(0, 2), row]);
    expect(codesOf(report)).toStrictEqual([
      [2, 'BAD_ROW'],
      [3, 'BAD_ROW'],
    ]);
    expect(reasonsOf(report)).toStrictEqual([
      '第3行写的是同一笔业务，请只留一行',
      '第2行写的是同一笔业务，请只留一行',
    ]);
    expect(await eventCount()).toBe(0);
  });

  test('if its act is reversed and the row differs', async () => {
    const act = await visit();
    await ledger.write.amending.amend(reversing(act, 'reverse'));
    const table = await exported();
    expect(await handIn(table)).toMatchObject({ unchanged: 1, refused: [] });
    expect(codesOf(await handIn(changing(table, act, { 人次: '6' })))).toStrictEqual([[2, 'WRONG_STATE']]);
  });
});

describe('a sheet is refused as a whole', () => {
  test.each(['业务ID', '版本'])('without the column %s, and nothing is written', async (column) => {
    await visit();
    const before = (await ledger.events()).length;
    const table = without(await exported(), column);
    await expect(handIn(table)).rejects.toMatchObject({ code: 'WRONG_HEADER', facts: { missing: column } });
    expect((await ledger.events()).length).toBe(before);
  });
});

const erase = async (): Promise<void> => {
  const value = membership('M-1');
  const worker = await ledger.write.people.find({ by: 'membership', office: soleOffice, value });
  if (worker === null) throw new Error('M-1 has no number');
  await ledger.write.registering.erase(worker, { commandId: 'erase', key: 'erase', by: caseworker });
};

describe('a row about a person who was erased after the export', () => {
  test('is skipped if it differs in nothing that can still be read', async () => {
    await recorded(reading('sports-day', { person: member('M-1'), name: '韩梅' }));
    const table = await exported();
    await erase();
    expect(await handIn(table)).toMatchObject({ rows: 1, accepted: 0, unchanged: 1, refused: [] });
  });

  test('is refused if it has texts that nobody can compare any more', async () => {
    await course();
    const table = await exported();
    await erase();
    expect(codesOf(await handIn(table))).toStrictEqual([[2, 'UNKNOWN_WORKER']]);
  });
});

describe('an import of corrections', () => {
  test('that was killed after its corrections goes on and reports them as its own, once', async () => {
    const act = await visit();
    const changed = csvOf(changing(await exported(), act, { 人次: '6' }));
    const cut = ledger.writer((log) => ({
      ...log,
      start: log.start,
      readStreams: (streams) => log.readStreams(streams),
      append: (chain) =>
        chain.some(({ events }) => events.some(({ event }) => event.type === 'RowsCorrected'))
          ? Promise.reject(new Error('killed'))
          : log.append(chain),
    }));
    await expect(correct(cut, changed, 'cut')).rejects.toThrow('killed');
    expect(await eventCount()).toBe(1);
    expect(await correct(ledger.write, changed, 'cut')).toMatchObject({
      accepted: 1,
      unchanged: 0,
      refused: [],
    });
    expect(await correct(ledger.write, changed, 'again')).toMatchObject({ accepted: 0, unchanged: 1 });
    expect(await eventCount()).toBe(1);
  });

  test('cannot be undone as a whole', async () => {
    const act = await visit();
    await correct(ledger.write, csvOf(changing(await exported(), act, { 人次: '6' })), 'corrections');
    expect(undoFaultOf(await importSummary(ledger, 'corrections'))).toBe('CORRECTIONS');
  });

  const refusedOf = async (table: Table, id: string): Promise<string> => {
    const source = sheet(csvOf(table));
    const { refused } = await correct(ledger.write, source, id);
    const erased = await erasedCorrections(ledger, id, { source, skipHidden: false });
    const order = { source, refused, erased, corrections: {}, language: 'zh' } as const;
    let text = '';
    for await (const piece of refusedSheet(order)) text += piece;
    return text;
  };

  test('gives its refused rows as a sheet that can be handed in again', async () => {
    const [group, person] = [await visit(), await course()];
    const wrong = changing(changing(await exported(), group, { 人次: '两' }), person, { 人次: '2' });
    const refused = await refusedOf(wrong, 'refused');
    const table = tableOf(Buffer.from(refused));
    expect([table.length, table[0]?.slice(-3)]).toStrictEqual([2, ['退回行号', '退回代码', '退回原因']]);
    const report = await correct(ledger.write, csvOf(changing(table, group, { 人次: '3' })));
    expect(report).toMatchObject({ rows: 1, accepted: 1, refused: [] });
    expect((await exported()).find((row) => row.includes(group))).toEqual(
      expect.arrayContaining(["'=北站", "'-晴", '3']),
    );
  });

  test('gives no cells of erased persons in its refused rows', async () => {
    const act = await course();
    const wrong = changing(await exported(), act, { 人次: '两' });
    expect(await refusedOf(wrong, 'refused')).toContain('韩梅');
    await erase();
    const refused = tableOf(Buffer.from(await refusedOf(wrong, 'erased')));
    expect(refused[1]).toStrictEqual([
      ...Array<string>((refused[0]?.length ?? 0) - 3).fill(''),
      ...['2', 'BAD_COUNT', '该会员的资料已清除，这一行的内容不再提供'],
    ]);
  });
});
