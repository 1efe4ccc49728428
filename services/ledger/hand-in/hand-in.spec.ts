import { specify } from '@ledger/test/dsl/specify.js';
import { handInOf } from '../kernel/ids.js';
import { handIns, type HandInCommand, type HandInEvent } from './index.js';

const { given } = specify(handIns);

const stream = handInOf('7f');
const sheet = { file: '柯桥-2022.csv', office: 'keqiao', rows: 12 };
const result = { rows: 12, accepted: 10, refused: 2 };

const open: HandInCommand = { type: 'OpenHandIn', data: { stream, ...sheet } };
const close: HandInCommand = { type: 'CloseHandIn', data: { stream, ...result } };
const opened: HandInEvent = { type: 'HandInOpened', data: sheet };
const closed: HandInEvent = { type: 'HandInClosed', data: result };

describe('a hand-in', () => {
  test('is opened once; resuming it does nothing', () => {
    given().when(open).then(opened);
    given(opened).when(open).thenNothing();
    given(opened, closed).when(open).thenNothing();
  });

  test('is closed once, when every row was judged', () => {
    given(opened).when(close).then(closed);
    given(opened, closed).when(close).thenNothing();
  });

  test('that was never opened is not closed', () => {
    given().when(close).thenNothing();
  });

  test('has a stream of its own', () => {
    expect(handIns.streamOf(open)).toBe('handin-7f');
  });
});
