import { setImmediate } from 'node:timers/promises';
import {
  jsonIn,
  linesIn,
  openCommandFixture,
  type CommandFixture,
} from '@ledger/test/support/command-fixture.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { openImports } from '@ledger/test/support/imports.js';
import { csv } from '@ledger/test/support/sheets.js';
import { isSettled } from '@ledger/runtime/imports/import-status.js';
import type { DryRun } from '@ledger/runtime/imports/import-ports.js';
import { plainOptions } from '@ledger/runtime/imports/sheet-options.js';
import { listImports } from './imports-command.js';
import { status } from './status-command.js';

let fixture: CommandFixture;
beforeEach(async () => {
  fixture = await openCommandFixture();
});
afterEach(() => fixture.close());

const reported = (json: boolean, language: 'zh' | 'en' = 'en') =>
  fixture.ran((asking) => listImports({ json }, asking), language);
const row = { kind: '维权热线', district: '330500', date: '2024-10-26', headcount: '1' };
const { actor, role, district } = caseworker;

type Jobs = Awaited<ReturnType<typeof openImports>>;
const request = {
  office: 'keqiao',
  worksheet: null,
  mapping: null,
  dryRun: false,
  by: { actor, role, district },
};
const bytesOf = async function* (text: string) {
  yield Buffer.from(text);
};
const sheetOf = (...references: readonly string[]): string =>
  csv(...references.map((reference) => ({ ...row, reference })));

/** Lets go of the ledger, once its views are up to date. */
const leave = async (jobs: Jobs): Promise<void> => {
  await jobs.close();
  await fixture.ledger.fold();
};

/** Hands a sheet in and waits until it is judged, then lets go of the ledger. */
const given = async (file: string, text: string): Promise<void> => {
  const jobs = await openImports(fixture.ledger, fixture.settings.data.imports);
  const { id } = await jobs.receive({ ...request, file }, bytesOf(text));
  for await (const status of jobs.watch(id, new AbortController().signal)) if (isSettled(status)) break;
  await leave(jobs);
};

/** Hands a sheet in and lets go of the ledger while it is being judged. */
const begun = async (file: string, text: string): Promise<void> => {
  const judgedForEver: DryRun = {
    import: async (_sheet, progress) => {
      for (;;) {
        progress({ judged: 0, accepted: 0, refused: new Map(), rows: 1 });
        await setImmediate();
      }
    },
    close: async () => undefined,
  };
  const jobs = await openImports(fixture.ledger, fixture.settings.data.imports, [], {
    dryRun: async () => judgedForEver,
  });
  await jobs.receive({ ...request, file, options: { ...plainOptions, allOrNothing: true } }, bytesOf(text));
  await leave(jobs);
};

describe('ledger imports, of a ledger that nobody runs', () => {
  it('are none where no sheet was imported', async () => {
    expect(jsonIn(await reported(true))).toStrictEqual([]);
  });

  it('are told from the newest on, with what became of each', async () => {
    await given('march.csv', sheetOf('R-1', 'R-2'));
    await given('april.csv', sheetOf('R-3', ''));
    expect(jsonIn(await reported(true))).toMatchObject([
      { file: 'april.csv', state: 'done', office: 'KEQIAO', actor, rows: 2, judged: 2, accepted: 1 },
      { file: 'march.csv', state: 'done', office: 'KEQIAO', actor, rows: 2, judged: 2, accepted: 2 },
    ]);
    const lines = linesIn(await reported(false));
    expect(lines.filter((line) => / done \S+ li KEQIAO \w+\.csv 2 2 [12]$/.test(line))).toHaveLength(2);
  });

  it('say why one failed, in the language of the reader', async () => {
    await given('march.csv', '业务编号,服务类别\n');
    const [listed] = jsonIn(await reported(true)) as readonly Record<string, unknown>[];
    expect(listed).toMatchObject({
      ...{ state: 'failed', brokenOff: false },
      failure: {
        ...{ code: 'WRONG_HEADER', line: 1 },
        message: expect.stringContaining('march.csv, line 1: columns missing: ') as unknown,
      },
    });
    const id = String(listed?.['id']);
    expect(linesIn(await reported(false)).at(-1)).toMatch(
      new RegExp(`^${id}: march.csv, line 1: columns missing`),
    );
    expect(linesIn(await reported(false, 'zh')).at(-1)).toMatch(new RegExp(`^${id}：第1行：缺少列：`));
  });

  it('say that one is not finished and what continues it, unless somebody runs the ledger', async () => {
    await begun('march.csv', sheetOf('R-1'));
    const line = '1 not finished, because their command or server ended: “ledger start” continues them';
    expect(jsonIn(await reported(true))).toMatchObject([
      { state: 'received', failure: null, brokenOff: true },
    ]);
    expect(linesIn(await reported(false)).at(-1)).toBe(line);
    expect(linesIn(await reported(false, 'zh')).at(-1)).toBe(
      '1个导入中断了，还没有完成：下次用“ledger start”启动台账时会继续',
    );
    const ledger =
      'imports 1 not finished, because their command or server ended: “ledger start” continues them, “ledger imports” lists them';
    const statusOf = (json: boolean) => fixture.ran((asking) => status({ json }, asking));
    expect(linesIn(await statusOf(false))).toContain(ledger);
    expect(jsonIn(await statusOf(true))).toMatchObject({ brokenOff: 1 });
    const owned = fixture.own();
    expect(linesIn(await statusOf(false))).not.toContain(ledger);
    expect(jsonIn(await statusOf(true))).toMatchObject({ brokenOff: 0 });
    expect(jsonIn(await reported(true))).toMatchObject([{ state: 'received', brokenOff: false }]);
    expect(linesIn(await reported(false))).not.toContain(line);
    owned.release();
  });
});
