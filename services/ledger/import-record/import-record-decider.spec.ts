import { specify } from '@ledger/test/dsl/specify.js';
import type { ImportEvent } from '@ledger/schema/events/import-record.js';
import { sealedText } from '@ledger/test/dsl/acts.js';
import { officeCode } from '../kernel/identifiers.js';
import { actIdOf, caseOf, importStreamOf } from '../kernel/ids.js';
import { importRecords, type ImportCommand } from './import-record-decider.js';

const { given } = specify(importRecords);

const stream = importStreamOf('7f');
const sheet = {
  ...{
    file: sealedText('柯桥-2022.csv'),
    how: sealedText('{}'),
    office: officeCode('KQ'),
    officeWritten: 'kq',
  },
  ...{ allOrNothing: false, kept: { bytes: 81_234, place: 'here' } },
};
const begin = { rows: 12, remarks: null };
const result = { rows: 12, accepted: 10, refused: [{ code: 'BAD_DATE', rows: 2 }] };
const act = actIdOf(caseOf('9'), 0);
const refusals = {
  refused: [{ row: 4, code: 'BAD_DATE', existing: null }],
  because: sealedText('[{}]'),
  persons: [],
};
const acts = { acts: [{ row: 2, act }] };
const elsewhere = { acts: [{ row: 2, office: officeCode('sy'), act }] };
const why = { code: 'STALLED', line: null, why: sealedText('{}'), rows: null, refused: [] };
const reason = { reason: sealedText('交错了') };
const left = { left: [{ row: 2, act, code: 'WRONG_STATE' }] };
const undoing = { undone: 9, left: 1 };

const orders = {
  receive: { type: 'ReceiveImport', stream, data: sheet },
  begin: { type: 'BeginImport', stream, data: begin },
  keep: { type: 'KeepRefusals', stream, data: refusals },
  name: { type: 'NameActs', stream, data: acts },
  nameElsewhere: { type: 'NameActsElsewhere', stream, data: elsewhere },
  end: { type: 'EndImport', stream, data: result },
  fail: { type: 'FailImport', stream, data: why },
  resume: { type: 'ResumeImport', stream, data: {} },
  forget: { type: 'ForgetSheet', stream, data: {} },
  undo: { type: 'BeginUndo', stream, data: reason },
  leave: { type: 'NameActsLeft', stream, data: left },
  endUndo: { type: 'EndUndo', stream, data: undoing },
} as const satisfies Readonly<Record<string, ImportCommand>>;

const received: ImportEvent = { type: 'ImportReceived', data: sheet };
const begun: ImportEvent = { type: 'ImportBegun', data: begin };
const refused: ImportEvent = { type: 'RowsRefused', data: refusals };
const accepted: ImportEvent = { type: 'RowsAccepted', data: acts };
const foundElsewhere: ImportEvent = { type: 'RowsFoundElsewhere', data: elsewhere };
const done: ImportEvent = { type: 'ImportDone', data: result };
const failed: ImportEvent = { type: 'ImportFailed', data: why };
const resumed: ImportEvent = { type: 'ImportResumed', data: {} };
const forgotten: ImportEvent = { type: 'SheetForgotten', data: {} };
const undoBegun: ImportEvent = { type: 'UndoBegun', data: reason };
const actsLeft: ImportEvent = { type: 'ActsLeft', data: left };
const undone: ImportEvent = { type: 'UndoEnded', data: undoing };

/** The event that each command leads to. Commands that are not listed append nothing. */
type Led = Readonly<Record<string, ImportEvent>>;

const stages: readonly (readonly [string, readonly ImportEvent[], Led])[] = [
  ['of which nothing is known is received first', [], { receive: received }],
  ['that was received begins to be judged, or fails', [received], { begin: begun, fail: failed }],
  [
    'whose rows are judged keeps what becomes of them, and ends',
    [received, begun],
    { keep: refused, name: accepted, nameElsewhere: foundElsewhere, end: done, fail: failed },
  ],
  [
    'goes on where rows were judged before',
    [received, begun, refused, foundElsewhere, accepted],
    { keep: refused, name: accepted, nameElsewhere: foundElsewhere, end: done, fail: failed },
  ],
  [
    'that failed is resumed, and its sheet forgotten',
    [received, failed],
    { resume: resumed, forget: forgotten },
  ],
  [
    'that failed before it began begins when it is resumed',
    [received, failed, resumed],
    { begin: begun, fail: failed },
  ],
  [
    'that failed while it was judged goes on and begins no second time',
    [received, begun, refused, failed, resumed],
    { keep: refused, name: accepted, nameElsewhere: foundElsewhere, end: done, fail: failed },
  ],
  ['whose sheet is forgotten is not resumed', [received, failed, forgotten], {}],
  ['that is done is undone', [received, begun, done], { undo: undoBegun, forget: forgotten }],
  ['whose sheet is forgotten is undone, too', [received, begun, done, forgotten], { undo: undoBegun }],
  [
    'that is being undone names the acts that are left, and ends',
    [received, begun, done, undoBegun, actsLeft],
    { leave: actsLeft, endUndo: undone, forget: forgotten },
  ],
  ['that was undone stays so', [received, begun, done, undoBegun, undone], { forget: forgotten }],
];

describe('an import', () => {
  test.each(stages)('%s', (_what, past, led) => {
    for (const [name, order] of Object.entries(orders)) {
      const event = led[name];
      const outcome = given(...past).when(order);
      if (event === undefined) outcome.thenNothing();
      else outcome.then(event);
    }
  });

  test('has a stream of its own', () => {
    expect(importRecords.streamOf(orders.receive)).toBe('import-7f');
  });
});
