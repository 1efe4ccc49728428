import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import type { ImportFailure, ToldImport } from '@ledger/runtime/imports/told-import.js';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import { openCommandDesk, type CommandDesk } from '@ledger/test/support/command-desk.js';
import { ledgerTelling, toldReport } from '@ledger/test/support/told-imports.js';
import { csv } from '@ledger/test/support/sheets.js';
import { commandCaller } from '../terminal/command-caller.js';
import { listeningOwner, openDesk, takenBy } from './import-desk.js';
import type { HandedIn } from './import-target.js';

let desk: CommandDesk;
beforeEach(async () => {
  desk = await openCommandDesk();
});
afterEach(() => desk.close());

const moves: (readonly [judged: number, rows: number])[] = [];
beforeEach(() => moves.splice(0));
const handed = (file: string, said: Partial<HandedIn> = {}): HandedIn => ({
  ...{ file, office: 'ledger', worksheet: null, mapping: null },
  progress: (judged, rows) => moves.push([judged, rows]),
  ...said,
});

it('sheets are handed in by the user of the terminal, as a caseworker of no district', () => {
  expect(commandCaller()).toMatchObject({ actor: userInfo().username, role: 'caseworker', district: null });
});

describe('an import of the own ledger', () => {
  const failed = (code: ImportFailure['code']): Partial<ToldImport> => ({
    ...{ state: 'failed', rows: 2, judged: 1 },
    failure: { code, message: 'why', line: 3 },
  });
  it('is watched until it is done, and moves the bar once its rows are counted', async () => {
    const ledger = ledgerTelling(
      { state: 'received' },
      { state: 'running', rows: 2, judged: 1 },
      { state: 'done', rows: 2, judged: 2 },
    );
    expect(await takenBy(ledger, { ...handed('a.csv'), id: 'i1' })).toStrictEqual({
      report: toldReport,
    });
    expect(moves).toStrictEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('that fails for its sheet is an answer', async () => {
    const ledger = ledgerTelling(failed('BROKEN_CSV'));
    expect(await takenBy(ledger, { ...handed('a.csv'), id: 'i1' })).toStrictEqual({
      failure: { code: 'BROKEN_CSV', message: 'why', line: 3 },
    });
  });

  it('that fails for the ledger ends the command, and so does one that nobody tells of any more', async () => {
    const taken = (ledger: Ledger) => takenBy(ledger, { ...handed('a.csv'), id: 'i1' });
    await expect(taken(ledgerTelling(failed('DISK_FULL')))).rejects.toThrow(
      new ImportFault('DISK_FULL', 'why'),
    );
    await expect(taken(ledgerTelling({ state: 'running' }))).rejects.toThrow('the import i1 was lost');
  });
});

describe('the owner that listens', () => {
  it('is nobody where the ledger has no owner, or where the owner does not listen yet', () => {
    expect(listeningOwner(desk.settings)).toBeNull();
    const owned = desk.own();
    expect(listeningOwner(desk.settings)).toBeNull();
    owned.announce('http://127.0.0.1:4700');
    expect(listeningOwner(desk.settings)?.address).toBe('http://127.0.0.1:4700');
    owned.release();
    expect(listeningOwner(desk.settings)).toBeNull();
  });
});

describe('a dry run', () => {
  it('tells what would be accepted and refused, and leaves the ledger as it is', async () => {
    const file = join(desk.settings.data.folder, 'sheet.csv');
    const row = { kind: '维权热线', district: '330500', headcount: '1' };
    writeFileSync(
      file,
      csv({ ...row, reference: 'R-1', date: '2024-10-26' }, { ...row, reference: 'R-2', date: '2024-13-26' }),
    );
    const before = await desk.ledger.events();
    const dry = await openDesk(desk.settings, true);
    const taken = await dry.take(handed(file));
    await dry.finish();
    await dry.close();
    expect(taken).toMatchObject({
      report: { rows: 2, accepted: 1, refused: [{ row: 3, code: 'BAD_DATE' }] },
    });
    expect(moves.at(-1)).toStrictEqual([2, 2]);
    expect(await desk.ledger.events()).toStrictEqual(before);
  });

  it('of a sheet that cannot be read is an answer', async () => {
    const dry = await openDesk(desk.settings, true);
    const missing = await dry.take(handed(join(desk.settings.data.folder, 'nowhere.csv')));
    await dry.close();
    expect(missing).toMatchObject({
      failure: { message: expect.stringContaining('nowhere.csv') as unknown },
    });
  });
});
