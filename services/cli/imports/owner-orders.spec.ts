import { jest } from '@jest/globals';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import { onStderr, written } from '@ledger/test/dsl/terminal-writes.js';
import { answeringDoor } from '@ledger/test/support/direct-doors.js';
import { actor, commandCaller, type Asking } from '../terminal/command-caller.js';
import { importSheet } from './send-sheet.js';
import type { ImportRequest } from './sheet-answer.js';
import { OwnerClient, type RemoteImport } from './owner-client.js';
import { leaving, ownerOrders } from './owner-orders.js';

const job: RemoteImport = {
  ...{
    id: 'i1',
    state: 'RUNNING',
    file: 'a.csv',
    office: 'ledger',
    dryRun: false,
    actor: 'li',
    receivedAt: '',
  },
  ...{ rows: null, judged: 0, accepted: 0, refused: [], failure: null, undo: null, position: null },
};
const report = { rows: 2, accepted: 2, refused: [] };

type Answers = Readonly<{ steps: readonly Partial<RemoteImport>[]; upload?: Error }>;

const telling = (steps: Answers['steps']) =>
  async function* () {
    for (const step of steps) yield await Promise.resolve({ ...job, ...step });
  };

/** An owner that tells of an import in these steps. */
const ownerWith = ({ steps, upload }: Answers) => {
  const owner = new OwnerClient('http://127.0.0.1:1', 'secret', 'en');
  const uploaded = jest.spyOn(owner, 'upload');
  if (upload === undefined) uploaded.mockResolvedValue({ id: 'i1', state: 'received' });
  else uploaded.mockRejectedValue(upload);
  jest.spyOn(owner, 'watch').mockImplementation(telling(steps));
  jest.spyOn(owner, 'outcome').mockResolvedValue({ report, failure: null });
  const caughtUp = jest.spyOn(owner, 'caughtUp').mockResolvedValue(undefined);
  const by = commandCaller();
  const asking: Asking = { door: answeringDoor(ownerOrders(owner)), by, language: 'en' };
  const finish = () => asking.door.handle({ order: 'AwaitViews', by });
  return { owner, uploaded, caughtUp, asking, finish };
};

const moves: (readonly [number, number])[] = [];
const request: ImportRequest = {
  ...{ file: 'a.csv', office: 'ledger', worksheet: null, mapping: null },
  progress: (judged, rows) => moves.push([judged, rows]),
};
const listeners = process.listenerCount('SIGINT');

beforeEach(() => {
  moves.length = 0;
});
/** Ctrl-C is listened to only while a sheet is watched. */
afterEach(() => {
  expect(process.listenerCount('SIGINT')).toBe(listeners);
  jest.restoreAllMocks();
});

describe('a sheet that the owner takes', () => {
  const steps: Answers['steps'] = [
    {},
    { rows: 2, judged: 1 },
    { state: 'DONE', rows: 2, judged: 2, position: 'p7' },
  ];

  it('is watched to its report', async () => {
    const { uploaded, asking } = ownerWith({ steps });
    expect(await importSheet(asking, request)).toStrictEqual({ report });
    const { progress: _progress, ...sent } = request;
    expect(uploaded.mock.calls).toStrictEqual([[{ ...sent, dryRun: false }, actor()]]);
    expect(moves).toStrictEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('is finished once the views are where it ended', async () => {
    const { caughtUp, asking, finish } = ownerWith({ steps });
    await importSheet(asking, request);
    await finish();
    expect(caughtUp.mock.calls).toStrictEqual([['p7']]);
  });

  it('is waited for also where the next one is judged without writing', async () => {
    const { owner, caughtUp, asking, finish } = ownerWith({ steps });
    await importSheet(asking, request);
    jest.spyOn(owner, 'watch').mockImplementation(telling([{ state: 'DONE', rows: 2, judged: 2 }]));
    await importSheet(asking, request);
    await finish();
    expect(caughtUp.mock.calls).toStrictEqual([['p7']]);
  });
});

describe('a sheet that the owner does not take', () => {
  const failure = { code: 'WRONG_HEADER', message: 'a.csv, line 1: no column 日期', line: 1 } as const;
  const unreadable = new SheetFault('UNREADABLE', { file: 'a.csv', line: null }, 'it is a folder');

  it.each<readonly [string, Answers, object]>([
    ['fails as it says', { steps: [{ state: 'FAILED', failure }] }, failure],
    [
      'is refused by name',
      { steps: [], upload: new ImportFault('TOO_LARGE', 'it is too large') },
      { code: 'TOO_LARGE', message: 'a.csv: it is too large', line: null },
    ],
    [
      'cannot be read',
      { steps: [], upload: unreadable },
      { code: 'UNREADABLE', message: 'a.csv: it is a folder', line: null },
    ],
  ])('%s, and nothing is waited for', async (_what, answers, reported) => {
    const { caughtUp, asking, finish } = ownerWith(answers);
    expect(await importSheet(asking, request)).toStrictEqual({ failure: reported });
    await finish();
    expect(caughtUp.mock.calls).toStrictEqual([]);
  });

  const full = { code: 'DISK_FULL', message: 'the disk is full' } as const;

  it.each<readonly [string, Answers, string]>([
    [
      'while it judges',
      { steps: [{ state: 'FAILED', failure: { ...full, line: null } }] },
      'the disk is full',
    ],
    [
      'before it judges',
      { steps: [], upload: new ImportFault(full.code, full.message) },
      'a.csv: the disk is full',
    ],
  ])('for a fault of the ledger %s ends the command', async (_what, answers, message) => {
    const { asking } = ownerWith(answers);
    await expect(importSheet(asking, request)).rejects.toMatchObject({
      ...full,
      name: 'ImportFault',
      message,
    });
  });

  it('for a bug ends the command', async () => {
    const bug = new TypeError('x is undefined');
    await expect(importSheet(ownerWith({ steps: [], upload: bug }).asking, request)).rejects.toBe(bug);
  });
});

describe('an import that the owner undoes', () => {
  const undone = { acts: 2, judged: 2, undone: 1, left: [{ row: 3, act: 'a.0', code: 'ALREADY_REVERSED' }] };
  const takenBack = async (steps: Answers['steps']) => {
    const { owner, caughtUp, asking } = ownerWith({ steps });
    const undo = jest.spyOn(owner, 'undo').mockResolvedValue(undefined);
    const { door, by } = asking;
    const { progress } = request;
    const reported = await door.handle({ order: 'TakeImportBack', by, id: 'i1', reason: 'twice', progress });
    return [reported, undo.mock.calls, caughtUp.mock.calls];
  };

  it('is watched until it is undone, and waited for until the views show it', async () => {
    const steps: Answers['steps'] = [
      { state: 'DONE' },
      { state: 'UNDOING', undo: { ...undone, judged: 1, undone: 0, left: [] } },
      { state: 'UNDONE', undo: undone, position: 'p9' },
    ];
    expect(await takenBack(steps)).toStrictEqual([undone, [['i1', 'twice', actor()]], [['p9']]]);
    expect(moves).toStrictEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('and is never told of any more ends the command', async () => {
    await expect(takenBack([])).rejects.toThrow('the import i1 was lost');
  });
});

it('whoever leaves is told that the work goes on', () => {
  const exit = jest.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
  const { stay } = leaving('import i1', 'en');
  const reported = written(() => {
    // Only what was added last: whoever runs the tests may listen to Ctrl-C, too.
    process.listeners('SIGINT').at(-1)?.('SIGINT');
  });
  stay();
  expect(reported).toStrictEqual(
    onStderr('\nimport i1 goes on without this command; “ledger imports” shows how far it is\n'),
  );
  expect(exit.mock.calls).toStrictEqual([[130]]);
});
