import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { day } from '@ledger/test/dsl/acts.js';
import { clashesOf, type Flaw } from '@ledger/test/dsl/ranks.js';
import { refused } from '../kernel/decision.js';
import { textMax } from '../use-cases/record-act-command.js';
import { readChanges, readReason, type SentChanges } from './changes-reader.js';

const context = { today: day('2026-03-10'), catalogue };
const read = (input: SentChanges): unknown => readChanges(input, context);

describe('a correction that a program submits', () => {
  it('changes nothing where it says nothing', () => {
    expect(read({})).toStrictEqual({});
    expect(read({ kind: undefined, note: undefined, amountFen: undefined })).toStrictEqual({});
  });

  it('names a kind by its code or its Chinese name', () => {
    expect(read({ kind: '免费体检' })).toStrictEqual({ kind: 'health-check' });
  });

  it('changes what it names', () => {
    expect(
      read({
        kind: 'hotline-case',
        on: '2026-03-05',
        district: '330602',
        place: ' 越城驿站',
        sex: 'female',
        occupation: '快递员',
        employer: '顺丰',
        headcount: 2,
        sessions: 1,
        hours: 0.5,
        items: 3,
        amountFen: 0,
        note: '调解成功',
        outcome: 'closed',
        satisfied: false,
      }),
    ).toStrictEqual({
      kind: 'hotline-case',
      on: '2026-03-05',
      district: '330602',
      districtWritten: null,
      place: '越城驿站',
      sex: 'female',
      occupation: '快递员',
      employer: '顺丰',
      headcount: 2,
      sessions: 1,
      minutes: 30,
      items: 3,
      amountFen: 0,
      note: '调解成功',
      outcome: 'closed',
      satisfied: false,
    });
  });

  it('empties what may be empty', () => {
    expect(
      read({
        place: null,
        sex: null,
        occupation: '',
        employer: ' ',
        amountFen: null,
        note: '　',
        outcome: null,
        satisfied: null,
      }),
    ).toStrictEqual({
      place: null,
      sex: null,
      occupation: null,
      employer: null,
      amountFen: null,
      note: null,
      outcome: null,
      satisfied: null,
    });
  });

  it('brings how a district was written, where that is not its canonical form', () => {
    expect(read({ district: ' 330６０2' })).toStrictEqual({
      district: '330602',
      districtWritten: '330６０2',
    });
    expect(read({ district: '330602 ' })).toStrictEqual({ district: '330602', districtWritten: null });
  });

  it('counts nothing where it empties a count', () => {
    expect(read({ headcount: null, sessions: null, hours: null, items: null })).toStrictEqual({
      headcount: 0,
      sessions: 0,
      minutes: 0,
      items: 0,
    });
  });
});

describe('a correction is refused', () => {
  it.each([
    [{ kind: null }, refused('UNKNOWN_KIND', { kind: '' })],
    [{ kind: '体检' }, refused('UNKNOWN_KIND', { kind: '体检', nearest: '免费体检' })],
    [{ district: null }, refused('MISSING_DISTRICT')],
    [{ district: '339999' }, refused('UNKNOWN_DISTRICT', { district: '339999' })],
    [{ on: null }, refused('BAD_DATE', { date: '' })],
    [{ on: '2026-3-5' }, refused('BAD_DATE', { date: '2026-3-5' })],
    [{ on: '2026-03-11' }, refused('DATE_IN_FUTURE', { date: '2026-03-11', today: '2026-03-10' })],
    [{ amountFen: 0.5 }, refused('BAD_AMOUNT', { amount: 0.5 })],
    [{ amountFen: -1 }, refused('NEGATIVE_AMOUNT', { amount: -1 })],
    [{ headcount: -1 }, refused('BAD_COUNT', { field: 'headcount', value: -1 })],
    [{ sessions: 0.5 }, refused('BAD_COUNT', { field: 'sessions', value: 0.5 })],
    [{ hours: -1 }, refused('BAD_COUNT', { field: 'hours', value: -1 })],
    [{ items: NaN }, refused('BAD_COUNT', { field: 'items', value: NaN })],
  ])('for %j', (input, refusal) => {
    expect(read(input)).toStrictEqual(refusal);
  });

  it.each([
    ['place', textMax.short],
    ['occupation', textMax.short],
    ['employer', textMax.short],
    ['note', textMax.note],
  ])('for more text than %s may have', (field, max) => {
    const text = '长'.repeat(max);
    expect(read({ [field]: text })).toStrictEqual({ [field]: text });
    expect(read({ [field]: `${text}长` })).toStrictEqual(refused('TEXT_TOO_LONG', { field, max }));
  });

  it('for more text than a district may be written with', () => {
    const district = `330${' '.repeat(textMax.short)}603`;
    expect(read({ district })).toStrictEqual(
      refused('TEXT_TOO_LONG', { field: 'district', max: textMax.short }),
    );
  });

  const spoilt =
    (changes: SentChanges) =>
    (input: SentChanges): SentChanges => ({ ...input, ...changes });
  const flaws: readonly Flaw<SentChanges>[] = [
    { code: 'UNKNOWN_KIND', aspect: 'kind', spoil: spoilt({ kind: 'haircut' }) },
    { code: 'MISSING_DISTRICT', aspect: 'district', spoil: spoilt({ district: '' }) },
    { code: 'UNKNOWN_DISTRICT', aspect: 'district', spoil: spoilt({ district: '339999' }) },
    { code: 'BAD_DATE', aspect: 'date', spoil: spoilt({ on: 'tomorrow' }) },
    { code: 'DATE_IN_FUTURE', aspect: 'date', spoil: spoilt({ on: '2099-01-01' }) },
    { code: 'BAD_AMOUNT', aspect: 'amount', spoil: spoilt({ amountFen: 0.1 }) },
    { code: 'NEGATIVE_AMOUNT', aspect: 'amount', spoil: spoilt({ amountFen: -1 }) },
    { code: 'BAD_COUNT', aspect: 'items', spoil: spoilt({ items: -1 }) },
    { code: 'TEXT_TOO_LONG', aspect: 'note', spoil: spoilt({ note: '长'.repeat(textMax.note + 1) }) },
  ];

  it.each(clashesOf(flaws))('for $higher before $lower', ({ higher, spoil }) => {
    expect(read(spoil({}))).toMatchObject({ kind: 'refused', code: higher });
  });
});

describe('a reason', () => {
  it('is what was said, trimmed', () => {
    expect(readReason(' 登记错了　')).toBe('登记错了');
    expect(readReason('长'.repeat(textMax.note))).toBe('长'.repeat(textMax.note));
  });

  it.each(['', '　 ', '\u200B'])('is missing: %j', (text) => {
    expect(readReason(text)).toStrictEqual(refused('MISSING_REASON'));
  });

  it('is not endless', () => {
    const max = textMax.note;
    expect(readReason('长'.repeat(max + 1))).toStrictEqual(
      refused('TEXT_TOO_LONG', { field: 'reason', max }),
    );
  });
});
