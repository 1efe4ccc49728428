import { sumOfMoney } from '@ledger/ledger/kernel/money.js';
import { apiSchema } from '@ledger/test/support/api-schema.js';
import { graphql } from 'graphql';

const tooLarge = sumOfMoney(10n ** 17n + 1n);
const rows = [
  { acts: 1, amountFen: sumOfMoney(4_500), paidFen: sumOfMoney(0) },
  { acts: 2, amountFen: tooLarge, paidFen: sumOfMoney(9_007_199_254_740_993n) },
];

describe('a sum that is too large', () => {
  it('is null in its own row only, with an error that names the row', async () => {
    const { data, errors } = await graphql({
      schema: apiSchema(),
      source: `{ totals(district: "330600", from: "2026-01", to: "2026-12", by: DISTRICT) {
        rows { acts amountFen paidFen } } }`,
      rootValue: { totals: { rows } },
    });
    expect(JSON.parse(JSON.stringify(data))).toStrictEqual({
      totals: {
        rows: [
          { acts: 1, amountFen: 4_500, paidFen: 0 },
          { acts: 2, amountFen: null, paidFen: '9007199254740993' },
        ],
      },
    });
    expect(errors?.map(({ path, extensions }) => [path, extensions['code']])).toStrictEqual([
      [['totals', 'rows', 1, 'amountFen'], 'SUM_TOO_LARGE'],
    ]);
  });
});
