import { officeCode } from '../kernel/identifiers.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { sealedText } from '@ledger/test/dsl/acts.js';
import { actIdOf, caseOf, handInOf } from '../kernel/ids.js';
import { handIns, type HandInCommand, type HandInEvent } from './import-record-decider.js';

const { given } = specify(handIns);

const stream = handInOf('7f');
const sheet = { file: sealedText('柯桥-2022.csv'), office: officeCode('keqiao'), rows: 12, remarks: null };
const result = { rows: 12, accepted: 10, refused: 2 };
const act = actIdOf(caseOf('9'), 0);
const refusals = {
  refused: [{ row: 4, code: 'BAD_DATE', existing: null }],
  because: sealedText('[{}]'),
  persons: [],
};
const acts = { acts: [{ row: 2, act }] };
const reason = { reason: sealedText('交错了') };
const left = { left: [{ row: 2, act, code: 'WRONG_STATE' }] };
const undoing = { undone: 9, left: 1 };

const open: HandInCommand = { type: 'OpenHandIn', stream, data: sheet };
const keep: HandInCommand = { type: 'KeepRefusals', stream, data: refusals };
const name: HandInCommand = { type: 'NameActs', stream, data: acts };
const elsewhere = { acts: [{ row: 2, office: officeCode('sy'), act }] };
const nameElsewhere: HandInCommand = { type: 'NameActsElsewhere', stream, data: elsewhere };
const close: HandInCommand = { type: 'CloseHandIn', stream, data: result };
const undo: HandInCommand = { type: 'BeginUndo', stream, data: reason };
const leave: HandInCommand = { type: 'NameActsLeft', stream, data: left };
const end: HandInCommand = { type: 'EndUndo', stream, data: undoing };

const opened: HandInEvent = { type: 'HandInOpened', data: sheet };
const refused: HandInEvent = { type: 'RowsRefused', data: refusals };
const accepted: HandInEvent = { type: 'RowsAccepted', data: acts };
const foundElsewhere: HandInEvent = { type: 'RowsFoundElsewhere', data: elsewhere };
const closed: HandInEvent = { type: 'HandInClosed', data: result };
const begun: HandInEvent = { type: 'UndoBegun', data: reason };
const actsLeft: HandInEvent = { type: 'ActsLeft', data: left };
const ended: HandInEvent = { type: 'UndoEnded', data: undoing };

describe('a hand-in', () => {
  test('is opened once; resuming it does nothing', () => {
    given().when(open).then(opened);
    given(opened).when(open).thenNothing();
    given(opened, closed).when(open).thenNothing();
  });

  test('keeps what became of its rows, as long as it is open', () => {
    given(opened).when(keep).then(refused);
    given(opened, refused).when(name).then(accepted);
    given(opened, refused).when(nameElsewhere).then(foundElsewhere);
    given(opened, foundElsewhere).when(name).then(accepted);
    for (const order of [keep, name, nameElsewhere]) {
      given().when(order).thenNothing();
      given(opened, closed).when(order).thenNothing();
    }
  });

  test('is closed once, when every row was judged', () => {
    given(opened, refused, accepted).when(close).then(closed);
    given(opened, closed).when(close).thenNothing();
  });

  test('that was never opened is not closed', () => {
    given().when(close).thenNothing();
  });

  test('is undone once, when it is closed', () => {
    given().when(undo).thenNothing();
    given(opened).when(undo).thenNothing();
    given(opened, closed).when(undo).then(begun);
    given(opened, closed, begun).when(undo).thenNothing();
    given(opened, closed, begun).when(leave).then(actsLeft);
    given(opened, closed, begun, actsLeft).when(end).then(ended);
    for (const order of [undo, leave, end, open])
      given(opened, closed, begun, ended).when(order).thenNothing();
  });

  test('has a stream of its own', () => {
    expect(handIns.streamOf(open)).toBe('handin-7f');
  });
});
