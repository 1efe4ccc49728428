import { thrownBy } from '@ledger/test/dsl/thrown-sentence.js';
import { kindsIn } from '@ledger/schema/catalogue/categories.js';
import { Command } from 'commander';
import { totalsFilterOf } from './totals-filter.js';
import { withTotalsOptions, type TotalsFilter } from './totals-options.js';

const year = { from: '2024-01', to: '2024-12', by: 'none' };
const everybody = { sex: null, occupation: null, employer: null, named: null };
const scope = {
  ...{ district: null, depth: 'all', from: '2024-01', to: '2024-12' },
  ...{ kinds: null, recordedTo: null, whom: everybody },
};

describe('totals are asked for', () => {
  it.each<readonly [string, Partial<TotalsFilter>, object]>([
    ['the whole country where no district is named', {}, {}],
    ['the whole country by its code', { district: '100000' }, {}],
    ['a district', { district: '330603' }, { district: '330603' }],
    ['a district, however it is written', { district: '３３０６０３ ' }, { district: '330603' }],
    ['one month', { from: '2024-02', to: '2024-02' }, { from: '2024-02', to: '2024-02' }],
    [
      'months over the turn of a year',
      { from: '2023-12', to: '2024-01' },
      { from: '2023-12', to: '2024-01' },
    ],
    ['kinds', { kind: ['skills-training', 'health-check'] }, { kinds: ['skills-training', 'health-check'] }],
    ['a category', { category: ['culture'] }, { kinds: kindsIn('culture') }],
    ['categories', { category: ['law', 'station'] }, { kinds: [...kindsIn('law'), ...kindsIn('station')] }],
    [
      'kinds that are of a category',
      { kind: ['skills-training', 'health-check'], category: ['health'] },
      { kinds: ['health-check'] },
    ],
    ['no kind that is of the category', { kind: ['skills-training'], category: ['health'] }, { kinds: [] }],
    ['what was recorded up to a month', { recordedTo: '2025-01' }, { recordedTo: '2025-01' }],
    [
      'a sex, and an unknown one',
      { sex: ['female', 'unknown'] },
      { whom: { ...everybody, sex: ['female', null] } },
    ],
    [
      'an occupation, and none stated',
      { occupation: ['骑手', ''] },
      { whom: { ...everybody, occupation: ['骑手', null] } },
    ],
    ['an employer as it is written', { employer: [' A '] }, { whom: { ...everybody, employer: [' A '] } }],
  ])('%s', (_what, asked, kept) => {
    expect(totalsFilterOf({ ...year, ...asked })).toStrictEqual({ scope: { ...scope, ...kept }, by: 'none' });
  });

  it.each(['kind', 'category', 'month', 'quarter', 'year', 'district', 'sex', 'occupation', 'employer'])(
    'by %s',
    (by) => {
      expect(totalsFilterOf({ ...year, by })).toStrictEqual({ scope, by });
    },
  );
});

describe('totals are refused', () => {
  it.each<readonly [Partial<TotalsFilter>, string]>([
    [{ from: '2024-13' }, '--from is “2024-13”; it must be a month, YYYY-MM'],
    [{ to: '2024' }, '--to is “2024”; it must be a month, YYYY-MM'],
    [{ recordedTo: 'now' }, '--recorded-to is “now”; it must be a month, YYYY-MM'],
    [{ from: '2025-01' }, '--from (2025-01) must not be later than --to (2024-12)'],
    [
      { by: 'week' },
      '--by is “week”; it must be one of none, kind, category, month, quarter, year, district, sex, occupation, employer',
    ],
    [{ district: '3306' }, '--district is “3306”; GB/T 2260 has no such district'],
    [{ kind: ['health-check', '体检'] }, '--kind is “体检”; there is no such kind of service'],
    [{ category: ['sports'] }, '--category is “sports”; there is no such category'],
    [{ category: ['toString'] }, '--category is “toString”; there is no such category'],
    [{ sex: ['male', 'm'] }, '--sex is “m”; it must be male, female or unknown'],
    [{ sex: [''] }, '--sex is “”; it must be male, female or unknown'],
  ])('%j', (asked, sentence) => {
    expect(thrownBy(() => totalsFilterOf({ ...year, ...asked }))).toStrictEqual({
      name: 'UsageFault',
      message: sentence,
    });
  });
});

const parsed = (...args: readonly string[]): TotalsFilter =>
  withTotalsOptions(new Command().exitOverride().configureOutput({ writeErr: () => undefined }))
    .parse(args, { from: 'user' })
    .opts<TotalsFilter>();
const months = ['--from', '2024-01', '--to', '2024-12'];

describe('the options of totals', () => {
  it('need a period alone', () => {
    expect(parsed(...months)).toStrictEqual(year);
  });

  it('take several values after one flag, or the flag again', () => {
    const asked = parsed(...months, '--kind', 'a', 'b', '--kind', 'c', '--employer', '', '--by', 'month');
    expect(asked).toStrictEqual({ ...year, kind: ['a', 'b', 'c'], employer: [''], by: 'month' });
  });

  it('may be written with “=”', () => {
    expect(parsed('--from=2024-01', '--to=2024-12', '--recorded-to=2024-06')).toStrictEqual({
      ...year,
      recordedTo: '2024-06',
    });
  });

  it.each([
    [[], "error: required option '--from <month>' not specified"],
    [['--from', '2024-01'], "error: required option '--to <month>' not specified"],
    [['--from'], "error: option '--from <month>' argument missing"],
    [[...months, '--kind'], "error: option '--kind <code...>' argument missing"],
    [[...months, '--district'], "error: option '--district <code>' argument missing"],
    [[...months, '--month', '2024-01'], "error: unknown option '--month'"],
    [
      [...months, '--district', '330000', '330603'],
      'error: too many arguments. Expected 0 arguments but got 1.',
    ],
  ])('are refused: %j', (args, sentence) => {
    expect(thrownBy(() => parsed(...args))).toStrictEqual({ name: 'CommanderError', message: sentence });
  });
});
