import { everyPayout } from '@ledger/projections/payouts/payouts-queries.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { totalsBys } from '@ledger/projections/totals/totals-splits.js';
import { kindsIn } from '@ledger/schema/catalogue/categories.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { badInput, faultOf } from '@ledger/test/dsl/thrown-fault.js';
import { actFilterOf, byNamed, byOf, filters, payoutFilterOf, scopeOf, topOf } from './query-filters.js';

const everything = { district: null, from: null, to: null, kinds: null, states: null, worker: null };
const year: Api.QueryTotalsArgs = { from: '2024-01', to: '2024-12' };

describe('a district', () => {
  it.each([' 330602', '３３０６０２', "'330602", '="330602"', '330\u200B602'])(
    'is the same in every spelling: %j',
    (text) => {
      expect(filters.district(text)).toBe('330602');
    },
  );

  it.each([null, undefined, '100000'])('is the whole country if it is %p', (code) => {
    expect(filters.district(code)).toBeNull();
  });

  it.each(['330000', '330600', '330603'])('is in GB/T 2260: %s', (code) => {
    expect(filters.district(code)).toBe(code);
  });

  it.each(['', '339999', '3306', '000000', '柯桥区', 'toString'])('is refused: %j', (code) => {
    expect(faultOf(() => filters.district(code))).toStrictEqual({
      code: 'UNKNOWN_DISTRICT',
      message: `GB/T 2260 has no district “${code}”`,
    });
  });
});

describe.each([
  ['acts', actFilterOf, { ...everything, session: null }],
  ['payouts', payoutFilterOf, everyPayout],
] as const)('a filter on %s', (_what, read, all) => {
  it.each([undefined, null, {}, { kinds: null, states: null, worker: null, from: null, to: null }])(
    'without conditions matches everything: %j',
    (filter) => {
      expect(read(filter)).toStrictEqual(all);
    },
  );

  it('has the conditions that are given', () => {
    const filter: Api.ActFilter & Api.PayoutFilter = {
      ...{ district: '330600', from: '2024-02-29', to: '2024-02-29', worker: workerNo(17) },
      ...{ kinds: ['health-check', 'education-subsidy'], states: ['PAID', 'REVERSED'] },
    };
    expect(read(filter)).toStrictEqual({ ...all, ...filter, states: ['paid', 'reversed'] });
  });

  it('with an empty list of kinds or states matches nothing', () => {
    expect(read({ kinds: [], states: [] })).toStrictEqual({ ...all, kinds: [], states: [] });
  });

  it.each<readonly [Api.ActFilter & Api.PayoutFilter, code: string, message: string]>([
    [{ district: '339999' }, 'UNKNOWN_DISTRICT', 'GB/T 2260 has no district “339999”'],
    [{ kinds: ['health-check', '体检', 'x'] }, 'UNKNOWN_KIND', 'there is no kind of service “体检”'],
    [{ kinds: ['constructor'] }, 'UNKNOWN_KIND', 'there is no kind of service “constructor”'],
    [{ from: '2024-02-30' }, 'BAD_USER_INPUT', 'from is “2024-02-30”, and there is no such day'],
    [{ to: '2023-02-29' }, 'BAD_USER_INPUT', 'to is “2023-02-29”, and there is no such day'],
    [
      { from: '2024-01-02', to: '2024-01-01' },
      'BAD_USER_INPUT',
      'from (2024-01-02) must not be later than to (2024-01-01)',
    ],
  ])('cannot be %j', (filter, code, message) => {
    expect(faultOf(() => read(filter))).toStrictEqual({ code, message });
  });
});

describe('the session of acts', () => {
  it.each([
    ['gathering-spring', 'gathering-spring'],
    ['gathering-spring.0', 'gathering-spring'],
    ['gathering-v1.5.12', 'gathering-v1.5'],
  ])('is named by its stream, or by the act that recorded it: %s', (session, stream) => {
    expect(actFilterOf({ session }).session).toBe(stream);
  });

  it.each(['', 'x', 'case-1.0', 'passbook-000000175-2024.0', '昨天的课'])('is not named by %j', (session) => {
    expect(faultOf(() => actFilterOf({ session }))).toStrictEqual({
      code: 'UNKNOWN_SESSION',
      message: `there is no session “${session}”`,
    });
  });
});

describe('the scope of totals', () => {
  const everybody = { sex: null, occupation: null, employer: null, named: null };
  const whole = { district: null, depth: 'all', ...year, kinds: null, recordedTo: null, whom: everybody };

  it('is everything in the given months', () => {
    expect(scopeOf(year)).toStrictEqual(whole);
    expect(scopeOf({ from: '2024-05', to: '2024-05' })).toStrictEqual({
      ...whole,
      from: '2024-05',
      to: '2024-05',
    });
  });

  it('is a district with all districts below it, as recorded up to a month', () => {
    const asked = { ...year, district: '330600', recordedTo: '2023-06' };
    expect(scopeOf(asked)).toStrictEqual({ ...whole, district: '330600', recordedTo: '2023-06' });
  });

  it('is the given persons; null stands for values that were not stated', () => {
    const asked: Api.QueryTotalsArgs = {
      ...year,
      ...{ sexes: ['FEMALE', null], occupations: ['骑手', null], employers: [], named: false },
    };
    const whom = { sex: ['female', null], occupation: ['骑手', null], employer: [], named: false };
    expect(scopeOf(asked)).toStrictEqual({ ...whole, whom });
  });

  const health = kindsIn('health');
  it.each<readonly [what: string, asked: Partial<Api.QueryTotalsArgs>, kinds: readonly string[] | null]>([
    ['all', { kinds: null, categories: null }, null],
    ['no kinds', { kinds: [] }, []],
    ['no categories', { categories: [] }, []],
    ['kinds', { kinds: ['health-check'] }, ['health-check']],
    ['a category', { categories: ['health'] }, health],
    ['several', { categories: ['health', 'law'] }, [...health, ...kindsIn('law')]],
    [
      'kinds of a category',
      { kinds: ['education-subsidy', 'health-check'], categories: ['health'] },
      ['health-check'],
    ],
    ['kinds of none of its categories', { kinds: ['education-subsidy'], categories: ['health'] }, []],
  ])('is of %s', (_what, asked, kinds) => {
    expect(scopeOf({ ...year, ...asked }).kinds).toStrictEqual(kinds);
  });

  it.each<readonly [Partial<Api.QueryTotalsArgs>, code: string, message: string]>([
    [{ district: '' }, 'UNKNOWN_DISTRICT', 'GB/T 2260 has no district “”'],
    [{ kinds: [''] }, 'UNKNOWN_KIND', 'there is no kind of service “”'],
    [{ categories: ['health', '健康关爱'] }, 'BAD_USER_INPUT', 'there is no category “健康关爱”'],
    [{ categories: ['constructor'] }, 'BAD_USER_INPUT', 'there is no category “constructor”'],
    [{ from: '2025-01' }, 'BAD_USER_INPUT', 'from (2025-01) must not be later than to (2024-12)'],
  ])('cannot be %j', (asked, code, message) => {
    expect(faultOf(() => scopeOf({ ...year, ...asked }))).toStrictEqual({ code, message });
  });
});

describe('the number of values that have a row of their own', () => {
  it.each([
    [undefined, 1_000],
    [null, 1_000],
    [1, 1],
    [1_000, 1_000],
  ])('of their own: %p', (top, most) => {
    expect(topOf({ ...year, ...(top === undefined ? {} : { top }) })).toBe(most);
  });

  it.each([0, -1, 1_001])('cannot be %d', (top) => {
    expect(faultOf(() => topOf({ ...year, top }))).toStrictEqual(badInput('top must be from 1 to 1000'));
  });
});

describe('a split', () => {
  it('is none unless one is given', () => {
    expect([byOf(null), byOf(undefined), byOf('MONTH')]).toStrictEqual(['none', 'none', 'month']);
  });

  it('of totals has the same name in the API, in capitals', () => {
    expect(Object.values(byNamed).toSorted()).toStrictEqual(totalsBys.toSorted());
    for (const [name, by] of Object.entries(byNamed)) expect(name.toLowerCase()).toBe(by);
  });
});

describe('a filter on payouts by their steps', () => {
  it('has the user and the days of each step', () => {
    const paid = { by: 'wang', from: '2024-02-01', to: '2024-02-29' };
    const { steps } = payoutFilterOf({ approved: { by: 'li' }, paid });
    const nobody = { by: null, from: null, to: null };
    expect(steps).toStrictEqual({ requested: nobody, approved: { ...nobody, by: 'li' }, paid });
  });

  it('is refused if its days are impossible', () => {
    expect(() => payoutFilterOf({ paid: { from: '2024-02-30' } })).toThrow(
      'paid: from is “2024-02-30”, and there is no such day',
    );
    expect(() => payoutFilterOf({ paid: { from: '2024-03-01', to: '2024-02-01' } })).toThrow(
      'paid: from (2024-03-01) must not be later than to (2024-02-01)',
    );
  });
});
