import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { totalsBys } from '@ledger/projections/totals/totals-splits.js';
import { categories } from '@ledger/schema/catalogue/categories.js';
import { kinds } from '@ledger/schema/catalogue/kinds.js';
import { englishIn } from '@ledger/test/dsl/both-languages.js';
import { linesIn, openCommandFixture, type CommandFixture } from '@ledger/test/support/command-fixture.js';
import { MutationClient, service, subsidy } from '@ledger/test/support/mutation-client.js';
import { csv } from '@ledger/test/support/sheets.js';
import type { Asking } from '../terminal/command-caller.js';
import { act } from './act-command.js';
import { history } from './history-command.js';
import { importSheets } from './import-command.js';
import { listImports } from './imports-command.js';
import { payouts } from './payouts-command.js';
import { status } from './status-command.js';
import { totals } from './totals-command.js';
import { verifyViews } from './verify-command.js';

let fixture: CommandFixture;
let id: string;
let sheet: string;
beforeAll(async () => {
  fixture = await openCommandFixture();
  const mutations = new MutationClient(fixture.ledger);
  id = await mutations.idOf('recordAct', { ...service, on: '2024-03-01', note: '复查', place: '柯桥' });
  await mutations.idOf('correctAct', { act: id, headcount: 2, place: null, reason: '改' });
  await mutations.idOf('recordAct', {
    ...{ kind: 'station-visit', on: '2024-05-01', district: '330602', headcount: 9 },
  });
  await mutations.idOf('requestSubsidy', { ...subsidy, on: '2024-03-02' });
  await fixture.keepDigests();
  await fixture.ledger.fold();
  sheet = join(fixture.settings.data.folder, '三月.csv');
  const row = { kind: '维权热线', district: '330500', date: '2024-10-26', headcount: '1', reference: 'R-1' };
  writeFileSync(sheet, csv(row, { ...row, date: '2024-13-26' }));
});
afterAll(() => fixture.close());

const codes = [...kinds, ...categories].map(({ code }) => code);
const year = { from: '2024-01', to: '2024-12' };

/** What is no word: codes of the catalogue, names of views, events, streams and engines, positions and paths. */
const codesAndNames = (): readonly RegExp[] => [
  ...[fixture.settings.data.folder, ...codes].map((text) => new RegExp(text, 'g')),
  /\b(?:workers|acts|entries|totals|payouts|imports|embedded)\b/g,
  /\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b/g,
  /\b(?:passbook|gathering)-[\w.-]+|\b[0-9a-z]{4}\d{16}\b|\b[0-9a-f]{64}\b|\d{4}-\d\d-\d\dT[\d:.]+Z/g,
  /\bli · caseworker\b|\bR-1\b|\bBAD_DATE\b|\bLEDGER\b|\d{4}-?Q\d|\S+\.(?:db(?:-\w+)?|lock|key)\b/g,
];

describe('on a Chinese terminal a command says nothing in English:', () => {
  it.each<readonly [string, (asking: Asking) => Promise<number>]>([
    ...totalsBys.map((by) => {
      const command = (asking: Asking) => totals({ ...year, by }, asking);
      return [`totals by ${by}`, command] as const;
    }),
    ['history', (asking) => history('RF-0001', {}, asking)],
    ['act', (asking) => act(id, {}, asking)],
    ['payouts', (asking) => payouts({ by: 'approved' }, asking)],
    ['status', (asking) => status({}, asking)],
    ['verify', (asking) => verifyViews({}, asking)],
    ['verify --log', (asking) => verifyViews({ log: true }, asking)],
    ['imports', (asking) => listImports({}, asking)],
    ['import', (asking) => importSheets([sheet], { dryRun: true }, asking)],
  ])('%s', async (_name, command) => {
    const reported = await fixture.ran(command, 'zh');
    expect(reported.stdout).toMatch(/\p{Script=Han}/u);
    expect(
      englishIn((reported.stdout + reported.stderr).replaceAll(/-(?:wal|shm)\b/g, ''), ...codesAndNames()),
    ).toStrictEqual([]);
  });
});

describe('on a Chinese terminal', () => {
  it('totals say of which place and moment they are', async () => {
    const lines = linesIn(await fixture.ran((asking) => totals({ ...year, by: 'sex' }, asking), 'zh'));
    expect(lines).toContain('性别 件数 人次 人数 场次 课时 份数 金额（元） 支出金额（元）');
    expect(lines.some((line) => line.startsWith('女 1 2 1 '))).toBe(true);
    expect(lines.some((line) => line.startsWith('（未具名人次） 1 9 0 '))).toBe(true);
    expect(lines.at(-1)).toMatch(/^全国，2024-01至2024-12，截至位置\w{20}（第\d+个事件）$/);
  });

  it('an act tells its history by the field’s words', async () => {
    const lines = linesIn(await fixture.ran((asking) => act(id, {}, asking), 'zh'));
    expect(lines).toContain('时间（UTC） 事件 经办 规则版本 原因 变更内容');
    expect(lines).toContain('性别：女');
    expect(lines).toContain('地点：柯桥 → （无）');
    expect(lines.some((line) => line.endsWith('写入名册：姓名, 性别, 职业, 单位'))).toBe(true);
    expect(lines.at(-1)).toBe(`业务${id}，已提供`);
  });

  it('status and verify say how the ledger stands', async () => {
    const printed = linesIn(await fixture.ran((asking) => status({}, asking), 'zh'));
    expect(printed).toContain('运行者 无');
    expect(printed).toContain('视图 位置 未折叠事件 状态');
    expect(printed.filter((line) => / 0 正常$/.test(line))).toHaveLength(6);
    const verified = linesIn(await fixture.ran((asking) => verifyViews({}, asking), 'zh'));
    expect(verified.at(-1)).toBe('每个视图都与日志重新折叠的结果一致');
    const digests = linesIn(await fixture.ran((asking) => verifyViews({ log: true }, asking), 'zh'));
    expect(digests.at(-1)).toBe('每个事件都与登记时一致');
  });
});
