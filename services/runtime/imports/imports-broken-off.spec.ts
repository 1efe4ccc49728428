import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import { eventually } from '@ledger/test/support/eventually.js';
import { importIds, openImports } from '@ledger/test/support/imports.js';
import { appendingThrough } from '@ledger/test/support/overtaken.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { csv, sheet } from '@ledger/test/support/sheets.js';
import type { OwnImports } from './own-imports.js';
import { isSettled, type ImportStatus } from './import-status.js';

/** The process is killed at different moments of an import; the next start must continue correctly. */

const folder = temporaryFolders();
const never = new AbortController().signal;
const by = { actor: 'li', role: 'caseworker', district: null };
const sent = { file: '三月.csv', office: 'kq', worksheet: null, mapping: null, dryRun: false, by };
const row = (reference: string) => ({
  ...{ reference, kind: '维权热线', district: '330603', date: '2026-03-01', headcount: '1' },
});
const text = csv(row('R-1'), row('R-2'), { ...row('R-3'), date: '明天' });

let ledger: TestLedger;
let place: string;
let loggedErrors: string[];
let imports: OwnImports;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
  [place, loggedErrors] = [folder(), []];
});
afterEach(async () => {
  await imports.close();
  await ledger.close();
});

/** Simulates the next start of the ledger, which continues what it finds. */
const start = async (more: Parameters<typeof openImports>[3] = {}): Promise<void> => {
  imports = await openImports(ledger, place, loggedErrors, more);
  imports.resume();
};

const settled = async (id: string): Promise<ImportStatus> => {
  for await (const status of imports.watch(id, never)) if (isSettled(status)) return status;
  throw new Error(`the import ${id} was lost`);
};

const streamOf = async (id: string): Promise<readonly string[]> =>
  (await ledger.events()).filter(({ stream }) => stream === `import-${id}`).map(({ event }) => event.type);

/**
 * The ledger of a process that is killed just before the first append for which `dies` is true. That append and all
 * later ones never complete.
 */
const dyingAt = (dies: (type: string, stream: StreamId) => boolean): TestLedger => {
  let dead = false;
  const through = (log: EventLog): EventLog =>
    appendingThrough(log, (chain) => {
      dead ||= chain.some(({ stream, events }) => events.some(({ event }) => dies(event.type, stream)));
      return dead ? new Promise(() => undefined) : log.append(chain);
    });
  return { ...ledger, log: through(ledger.log), write: ledger.writer(through) };
};

/**
 * Receives the sheet in a process that is killed just before the event `type` is appended. Returns the import's id, or
 * '' if the import was not recorded yet.
 */
const killedAt = async (type: string): Promise<string> => {
  const dying = await openImports(
    dyingAt((each) => each === type || each === 'ImportFailed'),
    place,
    loggedErrors,
  );
  void dying.receive(sent, sheet(text).bytes());
  const before = { ImportBegun: 1, RowsAccepted: 2, ImportDone: 3, ImportReceived: 0 }[type] ?? 0;
  await eventually('it is killed', async () => {
    if (type === 'ImportReceived') return readdirSync(place).some((name) => name.endsWith('.sealed'));
    const [id = ''] = await importIds(ledger);
    return (await streamOf(id)).length >= before;
  });
  return (await importIds(ledger))[0] ?? '';
};

const recorded = async (): Promise<readonly unknown[]> =>
  actsInForce(await ledger.events())
    .map(({ reference }) => reference)
    .toSorted();

describe('a sheet whose import was never noted', () => {
  it('is removed by the next start: whoever sent it was not told that it came in', async () => {
    await killedAt('ImportReceived');
    expect(readdirSync(place)).toHaveLength(1);
    await start();
    expect([readdirSync(place), await importIds(ledger)]).toStrictEqual([[], []]);
  });
});

describe('an import that was received', () => {
  it.each([
    ['and not judged', 'ImportBegun'],
    ['and judged in part', 'RowsAccepted'],
    ['and judged to its end, which was not noted', 'ImportDone'],
  ])('%s, is judged by the next start, each row once', async (_what, killed) => {
    const id = await killedAt(killed);
    expect(await streamOf(id)).not.toContain('ImportDone');
    await start();
    expect(await settled(id)).toMatchObject({ state: 'done', rows: 3, accepted: 2, judged: 3 });
    expect(await recorded()).toStrictEqual(['R-1', 'R-2']);
    expect((await streamOf(id)).filter((type) => type === 'ImportBegun')).toHaveLength(1);
  });

  it('and whose sheet is gone has failed, and cannot be resumed', async () => {
    const id = await killedAt('ImportBegun');
    rmSync(join(place, `${id}.sealed`));
    await start();
    await eventually('it has failed', async () => (await imports.get(id))?.state === 'failed');
    expect((await imports.get(id))?.failure).toStrictEqual({
      code: 'SHEET_GONE',
      message: 'it was interrupted, and its sheet is gone; import it again',
      line: null,
      facts: { problem: 'sheetBrokenOffGone' },
    });
    await expect(imports.retry(id, by)).rejects.toMatchObject({ code: 'SHEET_GONE' });
    await expect(imports.outcome(id)).resolves.toMatchObject({ report: null });
    expect(await streamOf(id)).toStrictEqual(['ImportReceived', 'ImportFailed']);
  });

  it('by another owner is left to that one, whatever lies here', async () => {
    const id = await killedAt('ImportBegun');
    const events = (await ledger.events()).length;
    place = folder();
    await start({ place: 'there' });
    const other = await imports.receive(sent, sheet(csv(row('R-9'))).bytes());
    expect((await settled(other.id)).state).toBe('done');
    expect([(await imports.get(id))?.state, await streamOf(id)]).toStrictEqual([
      'received',
      ['ImportReceived'],
    ]);
    expect((await ledger.events()).length).toBeGreaterThan(events);
  });
});

describe('an import that is being undone', () => {
  it.each([
    ['by the next start', 'here'],
    ['by another owner that is started', 'there'],
  ])('is undone to its end %s', async (_what, next) => {
    await start();
    const { id } = await imports.receive(sent, sheet(text).bytes());
    await settled(id);
    await imports.close();
    imports = await openImports(
      dyingAt((type) => type === 'ActReversed' || type === 'UndoEnded'),
      place,
    );
    await imports.undo(id, '错', by);
    if (next === 'there') place = folder();
    await start({ place: next });
    expect(await settled(id)).toMatchObject({
      state: 'undone',
      undo: { acts: 2, undone: 2, left: 0, reason: '错' },
    });
    expect(await recorded()).toStrictEqual([]);
  });
});

describe('a dry run that was not judged', () => {
  it('is judged by the next start, and has no stream', async () => {
    imports = await openImports(ledger, place, [], {
      dryRun: async () => ({ import: () => new Promise(() => undefined), close: async () => undefined }),
    });
    const { id } = await imports.receive({ ...sent, dryRun: true }, sheet(text).bytes());
    await start({
      dryRun: async () => ({
        import: async () => ({ rows: 3, accepted: 3, refused: [] }),
        close: async () => undefined,
      }),
    });
    expect(await settled(id)).toMatchObject({ state: 'done', dryRun: true, rows: 3, accepted: 3 });
    expect(await ledger.events()).toStrictEqual([]);
  });
});
