import type { Operation } from './support/client.js';
import { Clerk, type Input } from './support/clerk.js';
import {
  actsQuery,
  entriesQuery,
  historyQuery,
  payoutsQuery,
  totalsQuery,
  workerQuery,
} from './support/operations.js';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';
import { openStage } from './support/stage.js';

const ledger = sharedLedger();
const stage = openStage();
const clerk = (): Clerk => new Clerk(ledger().client);
const year = { from: '2024-01', to: '2024-12' };

/** Sends a query with wrong arguments. Returns the code and the message of its only error. */
const errorOf = async (operation: Operation<unknown>, asked: Input): Promise<readonly unknown[]> => {
  const [error, ...more] = await ledger().client.fail(operation, asked);
  expect(more).toStrictEqual([]);
  return [error?.extensions['code'], error?.message];
};

describe('what is asked for wrongly', () => {
  it.each<
    readonly [what: string, operation: Operation<unknown>, asked: Input, code: string, message: string]
  >([
    [
      'an unknown district',
      totalsQuery,
      { ...year, district: '339999' },
      'UNKNOWN_DISTRICT',
      'GB/T 2260 has no district “339999”',
    ],
    [
      'no district',
      totalsQuery,
      { ...year, district: '' },
      'UNKNOWN_DISTRICT',
      'GB/T 2260 has no district “”',
    ],
    [
      'an unknown district of payouts',
      payoutsQuery,
      { filter: { district: '99' } },
      'UNKNOWN_DISTRICT',
      'GB/T 2260 has no district “99”',
    ],
    [
      'an unknown kind',
      totalsQuery,
      { ...year, kinds: ['health-check', '体检'] },
      'UNKNOWN_KIND',
      'there is no kind of service “体检”',
    ],
    [
      'an unknown kind of acts',
      actsQuery,
      { filter: { kinds: [''] } },
      'UNKNOWN_KIND',
      'there is no kind of service “”',
    ],
    [
      'a session that is none',
      actsQuery,
      { filter: { session: 'case-1.0' } },
      'UNKNOWN_SESSION',
      'there is no session “case-1.0”',
    ],
    [
      'from later than to',
      totalsQuery,
      { from: '2024-02', to: '2024-01' },
      'BAD_USER_INPUT',
      'from (2024-02) must not be later than to (2024-01)',
    ],
    [
      'from later than to, in days',
      actsQuery,
      { filter: { from: '2024-01-02', to: '2024-01-01' } },
      'BAD_USER_INPUT',
      'from (2024-01-02) must not be later than to (2024-01-01)',
    ],
    [
      'a worker by nothing',
      workerQuery,
      {},
      'BAD_USER_INPUT',
      'ask by exactly one of number, membership (with its office) and nationalId (18 characters, the last of which checks the others)',
    ],
    [
      'a worker by two',
      workerQuery,
      { number: '000000175', nationalId: '1' },
      'BAD_USER_INPUT',
      'ask by exactly one of number, membership (with its office) and nationalId (18 characters, the last of which checks the others)',
    ],
    [
      'a worker of no office',
      workerQuery,
      { membership: '1', office: 'a-b' },
      'BAD_USER_INPUT',
      'ask by exactly one of number, membership (with its office) and nationalId (18 characters, the last of which checks the others)',
    ],
  ])(
    'is told: %s',
    async (_what, operation, ...[asked, code, message]) => {
      expect(await errorOf(operation, asked)).toStrictEqual([code, message]);
    },
    patience,
  );

  it.each([
    ['acts', actsQuery, {}],
    ['payouts', payoutsQuery, {}],
    ['the events behind totals', entriesQuery, year],
    ['a history', historyQuery, { membership: 'SY002197' }],
  ] as const)(
    'is told: pages of %s that are none',
    async (_what, operation, asked) => {
      const wrong = async (slice: Input): Promise<readonly unknown[]> =>
        errorOf(operation, { ...asked, ...slice });
      const both = 'give first and after, or last and before, not both';
      expect(await wrong({ first: 0 })).toStrictEqual(['BAD_USER_INPUT', 'first must be from 1 to 100']);
      expect(await wrong({ first: 101 })).toStrictEqual(['BAD_USER_INPUT', 'first must be from 1 to 100']);
      expect(await wrong({ first: -1 })).toStrictEqual(['BAD_USER_INPUT', 'first must be from 1 to 100']);
      expect(await wrong({ last: 0 })).toStrictEqual(['BAD_USER_INPUT', 'last must be from 1 to 100']);
      expect(await wrong({ last: 101 })).toStrictEqual(['BAD_USER_INPUT', 'last must be from 1 to 100']);
      expect(await wrong({ first: 1, last: 1 })).toStrictEqual(['BAD_USER_INPUT', both]);
      expect(await wrong({ last: 1, after: 'x' })).toStrictEqual(['BAD_USER_INPUT', both]);
      expect(await wrong({ before: 'x' })).toStrictEqual(['BAD_USER_INPUT', 'before goes with last']);
    },
    patience,
  );

  it(
    'is told: a cursor of another list, or none at all',
    async () => {
      const { client } = ledger();
      const { acts } = await client.ask(actsQuery, { first: 1 });
      const own = acts.pageInfo.endCursor;
      const bad = ['BAD_CURSOR', 'the cursor is of another list; use one that this list has answered'];
      const lists = [
        errorOf(payoutsQuery, { after: own }),
        errorOf(entriesQuery, { ...year, after: own }),
        errorOf(actsQuery, { filter: { district: '330604' }, after: own }),
        errorOf(actsQuery, { last: 3, before: 'bm8gY3Vyc29y' }),
        errorOf(actsQuery, { after: '' }),
        errorOf(actsQuery, { after: '游标' }),
        errorOf(actsQuery, { after: `${own ?? ''}A` }),
      ];
      for (const list of lists) expect(await list).toStrictEqual(bad);
      const next = await client.ask(actsQuery, { first: 1, after: own });
      expect(next.acts.edges).toHaveLength(1);
    },
    patience,
  );

  it(
    'is told: a position of another ledger, beyond the end, or none at all',
    async () => {
      const other = await stage.serve(await withOneAct(stage));
      const visit = { kind: 'station-visit', on: '2023-01-01', district: '330602', headcount: 1 };
      const foreign = (await new Clerk(other.client).act('recordAct', visit)).position;
      const { view } = await clerk().totals(year);
      const digits = view.position.length - 4;
      const beyond =
        view.position.slice(0, 4) + String(Number(view.position.slice(4)) + 1).padStart(digits, '0');
      for (const atLeast of [foreign, beyond, '', '位置', '0', `${view.position}0`]) {
        const reported = [
          'FOREIGN_POSITION',
          `“${atLeast}” is no position of this ledger; use one that it has answered`,
        ];
        expect(await errorOf(totalsQuery, { ...year, atLeast })).toStrictEqual(reported);
        expect(await errorOf(actsQuery, { atLeast })).toStrictEqual(reported);
        expect(await errorOf(payoutsQuery, { atLeast })).toStrictEqual(reported);
        expect(await errorOf(workerQuery, { membership: 'x', atLeast })).toStrictEqual(reported);
      }
      const answered = await clerk().totals({ ...year, atLeast: view.position });
      expect(answered.view.position).toBe(view.position);
      await other.stop();
    },
    patience,
  );
});
