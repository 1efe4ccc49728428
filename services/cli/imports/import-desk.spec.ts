import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import type { AnswerOf, CommandLineOrder } from '@ledger/runtime/door/orders.js';
import { openCommandDesk, type CommandDesk } from '@ledger/test/support/command-desk.js';
import { toldReport } from '@ledger/test/support/told-imports.js';
import { tellingDoor } from '@ledger/test/support/direct-doors.js';
import { csv } from '@ledger/test/support/sheets.js';
import { commandCaller } from '../terminal/command-caller.js';
import { openDoor } from '../ledger-at-hand.js';
import { takeSheet, trySheet } from './import-desk.js';
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

describe('a sheet that is taken in', () => {
  const taken = (outcome: AnswerOf<'FollowImport'>) => {
    const door = tellingDoor<CommandLineOrder>({
      ReceiveSheet: () => ({ id: 'i1', state: 'received' }),
      FollowImport: () => outcome,
    });
    return takeSheet({ door, by: commandCaller(), language: 'en' }, handed('a.csv'));
  };
  const failure = { code: 'BROKEN_CSV', message: 'a.csv, line 3: why', line: 3 } as const;

  it('comes to its report', async () => {
    expect(await taken({ report: toldReport, failure: null })).toStrictEqual({ report: toldReport });
  });

  it('that fails for its sheet is an answer', async () => {
    expect(await taken({ report: null, failure })).toStrictEqual({ failure });
  });

  it('that fails for the ledger ends the command', async () => {
    const full = { ...failure, code: 'DISK_FULL' } as const;
    await expect(taken({ report: null, failure: full })).rejects.toThrow(
      new ImportFault('DISK_FULL', failure.message),
    );
  });
});

describe('a dry run', () => {
  const tried = async (file: string) => {
    const door = openDoor('en', desk.settings);
    const asking = { door, by: commandCaller(), language: 'en' } as const;
    return trySheet(asking, handed(file)).finally(() => door.close());
  };

  it('tells what would be accepted and refused, and leaves the ledger as it is', async () => {
    const file = join(desk.settings.data.folder, 'sheet.csv');
    const row = { kind: '维权热线', district: '330500', headcount: '1' };
    writeFileSync(
      file,
      csv({ ...row, reference: 'R-1', date: '2024-10-26' }, { ...row, reference: 'R-2', date: '2024-13-26' }),
    );
    const before = await desk.ledger.events();
    const taken = await tried(file);
    expect(taken).toMatchObject({
      report: { rows: 2, accepted: 1, refused: [{ row: 3, code: 'BAD_DATE' }] },
    });
    expect(moves.at(-1)).toStrictEqual([2, 2]);
    expect(await desk.ledger.events()).toStrictEqual(before);
  });

  it('of a sheet that cannot be read is an answer', async () => {
    const missing = await tried(join(desk.settings.data.folder, 'nowhere.csv'));
    expect(missing).toMatchObject({
      failure: { message: expect.stringContaining('nowhere.csv') as unknown },
    });
  });
});
