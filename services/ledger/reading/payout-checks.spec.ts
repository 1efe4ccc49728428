import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { member } from '@ledger/test/support/acts.js';
import { refused } from '../kernel/decision.js';
import { fen } from '../kernel/money.js';
import { checkHeads, checkPaid } from './payout-checks.js';

const payouts = catalogue.kinds.filter(({ money }) => money === 'payout');
const others = catalogue.kinds.filter(({ money }) => money !== 'payout');

describe.each(payouts)('a payout: $code', (kind) => {
  test('is of a sum', () => {
    expect(checkPaid(kind, null)).toStrictEqual(refused('MISSING_AMOUNT'));
    expect(checkPaid(kind, fen(0))).toStrictEqual(refused('MISSING_AMOUNT'));
    expect(checkPaid(kind, fen(1))).toBeNull();
  });

  test('goes to somebody, or to several whose number it states', () => {
    const toNobody = { kind, person: null, session: null };
    for (const headcount of [0, 1])
      expect(checkHeads({ ...toNobody, headcount })).toStrictEqual(refused('MISSING_PERSON'));
    expect(checkHeads({ ...toNobody, headcount: 2 })).toBe(2);
    expect(checkHeads({ ...toNobody, person: member('KQ1'), headcount: 0 })).toBe(1);
  });
});

test.each(others)('$code may be of no sum, and of nobody', (kind) => {
  for (const amountFen of [null, fen(0)]) expect(checkPaid(kind, amountFen)).toBeNull();
  expect(checkHeads({ kind, person: null, session: null, headcount: 0 })).toBe(0);
});
