import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import type { AnswerOf, CommandLineOrder } from '@ledger/runtime/door/orders.js';
import { openCommandFixture, type CommandFixture } from '@ledger/test/support/command-fixture.js';
import { plainReport } from '@ledger/test/support/reporting-ledger.js';
import { answeringDoor } from '@ledger/test/support/direct-doors.js';
import { csv } from '@ledger/test/support/sheets.js';
import { commandCaller } from '../terminal/command-caller.js';
import { openDoor } from '../ledger-at-hand.js';
import { importSheet, trySheet } from './send-sheet.js';
import type { ImportRequest } from './sheet-answer.js';

let target: CommandFixture;
beforeEach(async () => {
  target = await openCommandFixture();
});
afterEach(() => target.close());

const moves: (readonly [judged: number, rows: number])[] = [];
beforeEach(() => moves.splice(0));
const request = (file: string, said: Partial<ImportRequest> = {}): ImportRequest => ({
  ...{ file, office: 'ledger', worksheet: null, mapping: null },
  progress: (judged, rows) => moves.push([judged, rows]),
  ...said,
});

it('sheets are imported by the user of the terminal, as a caseworker of no district', () => {
  expect(commandCaller()).toMatchObject({ actor: userInfo().username, role: 'caseworker', district: null });
});

describe('a sheet that is taken in', () => {
  const taken = (outcome: AnswerOf<'FollowImport'>) => {
    const door = answeringDoor<CommandLineOrder>({
      ReceiveSheet: () => ({ id: 'i1', state: 'received' }),
      FollowImport: () => outcome,
    });
    return importSheet({ door, by: commandCaller(), language: 'en' }, request('a.csv'));
  };
  const failure = { code: 'BROKEN_CSV', message: 'a.csv, line 3: why', line: 3 } as const;

  it('comes to its report', async () => {
    expect(await taken({ report: plainReport, failure: null })).toStrictEqual({ report: plainReport });
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
    const door = openDoor('en', target.settings);
    const asking = { door, by: commandCaller(), language: 'en' } as const;
    return trySheet(asking, request(file)).finally(() => door.close());
  };

  it('tells what would be accepted and refused, and leaves the ledger as it is', async () => {
    const file = join(target.settings.data.folder, 'sheet.csv');
    const row = { kind: '维权热线', district: '330500', headcount: '1' };
    writeFileSync(
      file,
      csv({ ...row, reference: 'R-1', date: '2024-10-26' }, { ...row, reference: 'R-2', date: '2024-13-26' }),
    );
    const before = await target.ledger.events();
    const taken = await tried(file);
    expect(taken).toMatchObject({
      report: { rows: 2, accepted: 1, refused: [{ row: 3, code: 'BAD_DATE' }] },
    });
    expect(moves.at(-1)).toStrictEqual([2, 2]);
    expect(await target.ledger.events()).toStrictEqual(before);
  });

  it('of a sheet that cannot be read is an answer', async () => {
    const missing = await tried(join(target.settings.data.folder, 'nowhere.csv'));
    expect(missing).toMatchObject({
      failure: { message: expect.stringContaining('nowhere.csv') as unknown },
    });
  });
});
