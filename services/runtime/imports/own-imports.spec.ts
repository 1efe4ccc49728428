import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { openingEvents } from '@ledger/ledger/acts/opening-events.js';
import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import { jest } from '@jest/globals';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import { importStreamOf } from '@ledger/ledger/kernel/ids.js';
import { fen } from '@ledger/ledger/kernel/money.js';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import { eventually } from '@ledger/test/support/eventually.js';
import { codesOf } from '@ledger/test/support/sheet-imports.js';
import { importIds, openImports } from '@ledger/test/support/imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { csv, sheet, type Cells } from '@ledger/test/support/sheets.js';
import { ImportFault } from '../faults/import-fault.js';
import { plainOptions, type SheetOptions } from './sheet-options.js';
import { isSettled, type ImportStatus } from './import-status.js';
import type { OwnImports } from './own-imports.js';

const folder = temporaryFolders();
const by = { actor: 'li', role: 'caseworker', district: null };
const never = new AbortController().signal;

let ledger: TestLedger;
let jobs: OwnImports;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
  jobs = await openImports(ledger, folder());
});
afterEach(async () => {
  await jobs.close();
  await ledger.close();
});

const row = (reference: string, more: Cells = {}): Cells => ({
  reference,
  kind: '维权热线',
  district: '330603',
  date: '2026-03-01',
  headcount: '1',
  amount: '100.50',
  ...more,
});

const submitted = { file: '三月.csv', office: 'kq', worksheet: null, mapping: null, dryRun: false, by };
const receive = async (text: string, options: Partial<SheetOptions> = {}): Promise<string> => {
  const { id } = await jobs.receive(
    { ...submitted, options: { ...plainOptions, ...options } },
    sheet(text).bytes(),
  );
  return id;
};

const settled = async (id: string): Promise<ImportStatus> => {
  for await (const job of jobs.watch(id, never)) if (isSettled(job)) return job;
  throw new Error(`the import ${id} was lost`);
};

const take = async (text: string, options: Partial<SheetOptions> = {}): Promise<ImportStatus> =>
  settled(await receive(text, options));

/** The types of all events in the log. */
const typesOf = async (): Promise<readonly string[]> =>
  (await ledger.events()).map(({ event }) => event.type);

const references = async (): Promise<readonly unknown[]> =>
  actsInForce(await ledger.events()).map(({ reference }) => reference);

describe('control totals', () => {
  const three = csv(row('R-1'), row('R-2'), row('R-3', { date: '明天' }));

  it('count all rows that are acts, refused ones too, and their amounts', async () => {
    await take(csv(row('R-2')));
    const { state, accepted } = await take(three, { controls: { rows: 3, sumFen: fen(30_150) } });
    expect([state, accepted]).toStrictEqual(['done', 1]);
  });

  it.each([
    [{ rows: 4, sumFen: null }, 'the sheet has 3 rows that are acts, not 4', { rows: 3, statedRows: 4 }],
    [
      { rows: null, sumFen: fen(30_151) },
      'the amounts come to 301.50 yuan, not to 301.51',
      { sum: '301.50', statedSum: '301.51' },
    ],
  ])('that differ fail the import before anything is written: %j', async (controls, problem, facts) => {
    const { state, failure } = await take(three, { controls });
    expect([state, failure]).toStrictEqual([
      'failed',
      {
        code: 'CONTROLS_DIFFER',
        message: `三月.csv: ${problem}; nothing was written`,
        line: null,
        facts: { ...facts, problem: 'controlsDiffer' },
      },
    ]);
    expect(await typesOf()).toStrictEqual(['ImportReceived', 'ImportFailed']);
  });

  it('cannot be compared with an amount that cannot be read', async () => {
    const unread = csv(row('R-1'), row('R-2', { amount: '一百' }));
    const { failure } = await take(unread, { controls: { rows: 2, sumFen: fen(10_050) } });
    expect(failure?.message).toContain('the amount of row 3 cannot be read');
    expect(await typesOf()).toStrictEqual(['ImportReceived', 'ImportFailed']);
  });
});

describe('a sheet that is taken in as all or nothing', () => {
  const whole = { allOrNothing: true };
  const one = csv(row('R-1'), row('R-2', { date: '明天' }), row('R-3'));

  /** Reopens the imports with dry runs that return this report, which may differ from the result of the real import. */
  const foreseeing = async (report: Report): Promise<void> => {
    await jobs.close();
    jobs = await openImports(ledger, folder(), [], {
      dryRun: async () => ({
        import: async () => report,
        close: async () => undefined,
      }),
    });
  };
  const refused = { row: 3, code: 'BAD_DATE', because: { date: '明天' } } as const;

  it('is not written where a row is refused; its report is told with the failure', async () => {
    await foreseeing({ rows: 3, accepted: 2, refused: [refused] });
    const { id, state, accepted } = await take(one, whole);
    const failure = {
      code: 'NOT_ALL_ACCEPTED',
      message:
        '1 of 3 rows must be corrected (rows that are recorded already need not be); nothing was written',
      line: null,
      facts: { refused: 1, rows: 3, problem: 'refusedBefore' },
    };
    expect([state, accepted]).toStrictEqual(['failed', 0]);
    expect(await jobs.outcome(id)).toStrictEqual({
      report: { rows: 3, accepted: 0, refused: [refused] },
      failure,
    });
    expect(await typesOf()).toStrictEqual(['ImportReceived', 'ImportFailed']);
  });

  it('is undone where a row is refused only when it is written, and says so', async () => {
    await foreseeing({ rows: 3, accepted: 3, refused: [] });
    const { id, state } = await take(one, whole);
    expect(state).toBe('undone');
    expect(await references()).toStrictEqual([]);
    const { report, failure } = await jobs.outcome(id);
    expect(report === null ? null : codesOf(report)).toStrictEqual([[3, 'BAD_DATE']]);
    expect(failure?.message).toBe(
      '1 of 3 rows must be corrected (rows that are recorded already need not be); this showed only when they were written, so all of them are undone',
    );
  });

  it('is undone at the next start where the ledger ended before that', async () => {
    const place = folder();
    const foreseen: Report = { rows: 3, accepted: 3, refused: [] };
    const dryRun = async () => ({ import: async () => foreseen, close: async () => undefined });
    jobs = await openImports(ledger, place, [], { dryRun });
    const undone = jest.spyOn(jobs, 'undo').mockImplementation(async () => {
      // Simulates that the process is killed here: nothing after it happens, and nothing is recorded.
      await new Promise(() => undefined);
      throw new Error('never');
    });
    const id = await receive(one, whole);
    await eventually('the undoing is ordered', () => undone.mock.calls.length === 1);
    expect(await references()).toStrictEqual(['R-1', 'R-3']);
    jobs = await openImports(ledger, place, [], { dryRun });
    jobs.resume();
    expect((await settled(id)).state).toBe('undone');
    expect(await references()).toStrictEqual([]);
  });

  it('is taken in where every row is accepted, or recorded already', async () => {
    await take(csv(row('R-1')));
    await foreseeing({ rows: 2, accepted: 1, refused: [{ row: 2, code: 'DUPLICATE', because: {} }] });
    const { state, failure } = await take(csv(row('R-1'), row('R-2')), whole);
    expect([state, failure]).toStrictEqual(['done', null]);
    expect(await references()).toStrictEqual(['R-1', 'R-2']);
  });
});

describe('the report of an import', () => {
  it('that failed answers with the failure', async () => {
    const { id } = await take('甲,乙\r\n1,2\r\n');
    const { report, failure } = await jobs.outcome(id);
    expect([report, failure?.code, failure?.line]).toStrictEqual([null, 'NO_HEADER', null]);
    await expect(jobs.report(id)).rejects.toMatchObject({ code: 'NO_HEADER' });
  });

  it('that waits is not there yet', async () => {
    const first = await receive(csv(row('R-1')));
    await expect(jobs.outcome(first)).rejects.toMatchObject({ code: 'NOT_DONE' });
    await settled(first);
    expect((await jobs.outcome(first)).failure).toBeNull();
  });
});

describe('an import that is watched', () => {
  /** How often the import's own stream was read, alone, until the import was over. */
  const readsOf = async (prefix: string, rows: number): Promise<number> => {
    const reads = jest.spyOn(ledger.log, 'readStreams');
    const { id } = await take(
      csv(...Array.from({ length: rows }, (_, index) => row(`${prefix}-${String(index)}`))),
    );
    const own = reads.mock.calls.filter(
      ([streams]) => streams.length === 1 && streams[0] === importStreamOf(id),
    );
    reads.mockRestore();
    return own.length;
  };

  it('is read from the log as often for many rows as for few', async () => {
    expect(await readsOf('B', 2_000)).toBe(await readsOf('A', 20));
  });
});

describe('a sheet that is cut off while the ledger ends', () => {
  it('has left nothing behind when the ledger has ended', async () => {
    const place = folder();
    const ending = await openImports(ledger, place);
    const line = new AbortController();
    const bytes = async function* (): AsyncIterable<Uint8Array> {
      yield Buffer.alloc(100_000, 'x');
      if (!line.signal.aborted) await once(line.signal, 'abort');
      throw new Error('cut off');
    };
    const order = { ...submitted, options: plainOptions };
    const received = ending.receive(order, bytes()).catch((error: unknown) => error);
    await eventually('a draft', () => readdirSync(place, { recursive: true }).join().includes('.draft'));
    const ended = ending.close();
    line.abort();
    await ended;
    expect(readdirSync(place, { recursive: true }).join()).not.toContain('.draft');
    expect(await received).toMatchObject({ message: 'cut off' });
  });
});

describe('the office of a sheet', () => {
  const officesOf = async (office: string | null): Promise<unknown> => {
    const { id, ...received } = await jobs.receive({ ...submitted, office }, sheet(csv(row('R-1'))).bytes());
    const { state, ...ended } = await settled(id);
    const acts = (await ledger.events()).flatMap(({ event }) =>
      isOneOf(openingEvents, event) ? [[event.data.office, event.data.officeWritten]] : [],
    );
    return { status: [received.office, ended.office], state, acts };
  };

  it.each([
    [' ｋ q\u200B', 'KQ', 'ｋ q'],
    ['KQ ', 'KQ', null],
    [null, 'LEDGER', null],
  ])('that is written %j is one, and its acts keep how it was written', async (text, office, written) => {
    expect(await officesOf(text)).toStrictEqual({
      ...{ status: [office, office], state: 'done', acts: [[office, written]] },
    });
  });
});

describe('a sheet without an office', () => {
  const sentence = 'say which office submits it: offices have recorded under codes of their own (KQ)';
  const received = (office: string | null, text: string): Promise<ImportStatus> =>
    jobs.receive({ ...submitted, office }, sheet(text).bytes());

  it('is of the ledger’s own, as long as no office has recorded', async () => {
    const { id } = await received(null, csv(row('R-1')));
    const { state, office } = await settled(id);
    expect([state, office]).toStrictEqual(['done', 'LEDGER']);
  });

  it('is not received once an office has recorded, and nothing of it is kept', async () => {
    await take(csv(row('R-1')));
    const [before, known] = [await ledger.events(), await importIds(ledger)];
    await expect(received(null, csv(row('R-1')))).rejects.toThrow(new ImportFault('BAD_OFFICE', sentence));
    expect([await ledger.events(), await importIds(ledger)]).toStrictEqual([before, known]);
  });

  it('that waited behind the first sheet of an office fails, before a row is judged', async () => {
    let judge = (): void => undefined;
    const status = new Promise<void>((resolve) => (judge = resolve));
    await jobs.close();
    jobs = await openImports(ledger, folder(), [], {
      dryRun: async () => ({
        import: async () => {
          await status;
          return { rows: 1, accepted: 1, refused: [] };
        },
        close: async () => undefined,
      }),
    });
    await receive(csv(row('R-1')), { allOrNothing: true });
    const { id } = await received(null, csv(row('R-1')));
    judge();
    const { state, judged, rows, failure } = await settled(id);
    expect([state, judged, rows, failure]).toStrictEqual([
      ...['failed', 0, null],
      { code: 'BAD_OFFICE', message: `三月.csv: ${sentence}`, line: null, facts: { offices: 'KQ' } },
    ]);
    expect(await references()).toStrictEqual(['R-1']);
  });
});
