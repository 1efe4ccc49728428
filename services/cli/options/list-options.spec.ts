import { thrownBy } from '@ledger/test/dsl/thrown-sentence.js';
import { listFilterOf, type ListFilter } from './list-options.js';

const everything = { district: null, from: null, to: null, kinds: null, states: null };
const states = 'given, requested, approved, submitted, assessed, paid, refused, reversed';

describe('a list keeps', () => {
  it.each<readonly [string, ListFilter, object]>([
    ['all where nothing is said', {}, {}],
    ['the whole country', { district: '100000' }, {}],
    ['a province', { district: '330000' }, { district: '330000' }],
    ['one day', { from: '2024-02-29', to: '2024-02-29' }, { from: '2024-02-29', to: '2024-02-29' }],
    ['from a day on', { from: '2024-01-01' }, { from: '2024-01-01' }],
    ['up to a day', { to: '2024-01-01' }, { to: '2024-01-01' }],
    [
      'kinds in the order in which they are named',
      { kind: ['skills-training', 'health-check'] },
      { kinds: ['skills-training', 'health-check'] },
    ],
    [
      'states in the order of the life cycle, each once',
      { state: ['reversed', 'given', 'reversed'] },
      { states: ['given', 'reversed'] },
    ],
    ['kinds by Chinese name', { kind: ['免费体检'] }, { kinds: ['health-check'] }],
    ['nothing where no kind and no state is named', { kind: [], state: [] }, { kinds: [], states: [] }],
  ])('%s', (_what, asked, kept) => {
    expect(listFilterOf(asked)).toStrictEqual({ ...everything, ...kept });
  });
});

describe('a list is refused', () => {
  it.each<readonly [ListFilter, string]>([
    [{ state: ['lost'] }, `--state is “lost”; it must be one of ${states}`],
    [{ state: ['paid', 'PAID'] }, `--state is “PAID”; it must be one of ${states}`],
    [{ state: [''] }, `--state is “”; it must be one of ${states}`],
    [{ district: '339999' }, '--district is “339999”; GB/T 2260 has no such district'],
    [{ district: '' }, '--district is “”; GB/T 2260 has no such district'],
    [{ kind: ['health-check', '体检'] }, '--kind is “体检”; there is no such kind of service'],
    [{ kind: ['constructor'] }, '--kind is “constructor”; there is no such kind of service'],
    [{ from: '2024-02-30' }, '--from is “2024-02-30”; it must be a day, YYYY-MM-DD'],
    [{ to: '2024-02' }, '--to is “2024-02”; it must be a day, YYYY-MM-DD'],
    [
      { from: '2024-01-02', to: '2024-01-01' },
      '--from (2024-01-02) must not be later than --to (2024-01-01)',
    ],
  ])('%j', (asked, sentence) => {
    expect(thrownBy(() => listFilterOf(asked))).toStrictEqual({ name: 'UsageFault', message: sentence });
  });
});
