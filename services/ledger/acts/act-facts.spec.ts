import { act, counted, line } from '@ledger/test/dsl/acts.js';
import { entryOf } from '../kernel/entries.js';
import { fen } from '../kernel/money.js';
import { countsOf, undoingOf } from './act-facts.js';

const full = act({
  occupation: '外卖员',
  employer: '饿了么',
  place: '柯桥驿站',
  result: { outcome: 'closed', satisfied: true, said: [] },
  headcount: 2,
  sessions: 3,
  minutes: 45,
  items: 5,
  amountFen: fen(600),
});

test.each([
  ['payout', 600],
  ['cost', 600],
  ['dispute', 0],
] as const)('money that is a %s is paid with %i fen', (money, paidFen) => {
  expect(countsOf({ ...full, money })).toStrictEqual({
    acts: 1,
    headcount: 2,
    sessions: 3,
    minutes: 45,
    items: 5,
    amountFen: 600,
    paidFen,
  });
});

test('a blank amount counts as none', () => {
  const { amountFen, paidFen } = countsOf({ ...full, amountFen: null });
  expect([amountFen, paidFen]).toStrictEqual([0, 0]);
});

test('a line carries every dimension of its act, and of a named act no place: that is personal', () => {
  expect(entryOf(full, countsOf(full))).toStrictEqual({
    kind: 'cancer-screening',
    district: '330603',
    on: '2026-03-12',
    worker: 17,
    sex: 'male',
    occupation: '外卖员',
    employer: '饿了么',
    outcome: 'closed',
    satisfied: true,
    place: null,
    counts: countsOf(full),
  });
});

test('a line carries the place of an act that names nobody', () => {
  const visit = act({ worker: null, place: '柯桥驿站' });
  expect(entryOf(visit, countsOf(visit)).place).toBe('柯桥驿站');
  expect(entryOf(act({ place: '柯桥驿站' }), countsOf(visit)).place).toBeNull();
});

test('a line that undoes an act takes back what its event counted', () => {
  expect(undoingOf(counted(full, { counts: { headcount: 0 } }))).toStrictEqual(
    line(full, {
      acts: -1,
      headcount: 0,
      sessions: -3,
      minutes: -45,
      items: -5,
      amountFen: fen(-600),
      paidFen: fen(-600),
    }),
  );
});
