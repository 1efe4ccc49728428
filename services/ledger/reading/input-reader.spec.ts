import { officeCode } from '../kernel/identifiers.js';
import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { day } from '@ledger/test/dsl/acts.js';
import { clashesOf, type Flaw } from '@ledger/test/dsl/ranks.js';
import { member, reading } from '@ledger/test/support/acts.js';
import { refused } from '../kernel/decision.js';
import { caseOf, gatheringOf, workerNo } from '../kernel/ids.js';
import { fen } from '../kernel/money.js';
import { textMax } from '../use-cases/record-act-command.js';
import { quantityMax } from '../sheets/cells.js';
import { rowOf } from '../sheets/sheet-columns.js';
import { readInput, sessionStream, textOf, type SentAct, type Procedure } from './input-reader.js';
import { readRow } from './row-reader.js';

const context = { today: day('2026-03-10'), catalogue };

type Example = Readonly<{ input: SentAct; procedure: Procedure }>;
const sound: Example = {
  input: { kind: 'health-check', on: '2026-03-05', district: '330603' },
  procedure: null,
};
const read = ({ input, procedure }: Example): unknown => readInput(input, context, procedure);
const withInput = (input: Partial<SentAct>): unknown =>
  read({ ...sound, input: { ...sound.input, ...input } });

const plain = reading('health-check', { district: '330603', on: day('2026-03-05'), headcount: 0 });

const everything: SentAct = {
  kind: 'skills-training',
  on: '2026-01-08',
  district: '330602',
  place: '　越城驿站 ',
  person: { membership: ' KQ000001', name: '王强', sex: 'male', occupation: '外卖骑手', employer: '美团' },
  session: gatheringOf('7'),
  headcount: 1,
  sessions: 0,
  hours: 1.5,
  items: 2,
  amountFen: 128_050,
  note: '上午\u200B',
  office: 'kq',
  reference: 'R-9 ',
};

describe('an act that a program submits', () => {
  it('says as little as this', () => {
    expect(read(sound)).toStrictEqual(plain);
  });

  it('says nothing where it says null, or nothing but spaces', () => {
    const nothing = { session: null, place: ' ', headcount: null, sessions: null, hours: null, items: null };
    const nobody = {
      number: null,
      membership: '　',
      name: '',
      sex: null,
      occupation: null,
      employer: '\u2060',
    };
    expect(
      withInput({ ...nothing, person: nobody, amountFen: null, note: null, office: ' ', reference: '' }),
    ).toStrictEqual(plain);
    expect(withInput({ person: null })).toStrictEqual(plain);
  });

  it('says as much as this', () => {
    expect(readInput(everything, context, null)).toStrictEqual(
      reading('skills-training', {
        office: 'kq',
        officeWritten: 'kq',
        reference: 'R-9',
        district: '330602',
        place: '越城驿站',
        on: day('2026-01-08'),
        person: member('KQ000001'),
        name: '王强',
        sex: 'male',
        occupation: '外卖骑手',
        employer: '美团',
        session: { text: gatheringOf('7'), stream: gatheringOf('7') },
        headcount: 1,
        minutes: 90,
        items: 2,
        amountFen: fen(128_050),
        note: '上午',
      }),
    );
  });

  it('is the same as the row that says the same', () => {
    const { cells } = rowOf(
      { names: [], columns: [], guarded: false, mapping: null },
      { line: 2, fields: [] },
    );
    const said = {
      reference: 'R-9',
      kind: '技能培训',
      district: '330602',
      place: '越城驿站',
      date: '2026/1/8',
      session: gatheringOf('7'),
      membership: 'KQ000001',
      name: '王强',
      sex: '男',
      occupation: '外卖骑手',
      employer: '美团',
      headcount: '1',
      hours: '1.50',
      items: '2',
      amount: '¥1,280.5',
      note: '上午',
    };
    const row = { line: 2, cells: { ...cells, ...said }, surplus: 0 };
    const session = { text: gatheringOf('7'), stream: null };
    expect({ ...plain, ...readInput(everything, context, null), session }).toStrictEqual(
      readRow(row, { ...context, office: officeCode('kq'), officeWritten: 'kq' }),
    );
  });

  it('names its person by number before membership number', () => {
    const person = { number: workerNo(17), membership: 'KQ000001' };
    expect(withInput({ person })).toStrictEqual({
      ...plain,
      person: { by: 'number', worker: 17, membership: 'KQ000001' },
      headcount: 1,
    });
  });

  it('is of the office and reference that are meant, however they are written', () => {
    expect(withInput({ office: ' ｋｑ', district: '"330603', reference: 'R–9' })).toMatchObject({
      code: 'UNKNOWN_DISTRICT',
    });
    expect(withInput({ office: ' ｋｑ', district: '３３０６０３', reference: 'r–9' })).toStrictEqual({
      ...plain,
      office: 'KQ',
      officeWritten: 'ｋｑ',
      districtWritten: '３３０６０３',
      reference: 'R-9',
      referenceWritten: 'r–9',
    });
  });

  it('keeps no half of a character', () => {
    expect(textOf('骑\uD83D手')).toBe('骑\uFFFD手');
    expect(textOf('🚲')).toBe('🚲');
  });
});

describe('a session', () => {
  it.each([
    ['by its stream', gatheringOf('7'), gatheringOf('7')],
    ['by its act', `${gatheringOf('7')}.0`, gatheringOf('7')],
    ['of another home', caseOf('7'), null],
    ['by the act of another home', 'passbook-000000175-2026.3', null],
    ['by a word', 'S-1', null],
    ['by nothing', '', null],
  ])('is named %s', (_how, text, stream) => {
    expect(sessionStream(text)).toBe(stream);
  });

  it('that is none is kept as it was written', () => {
    expect(withInput({ session: ' S-1 ' })).toStrictEqual({
      ...plain,
      session: { text: 'S-1', stream: null },
    });
  });
});

describe('an act that a program submits is refused', () => {
  it.each([
    [{ office: 'a-b' }, refused('BAD_OFFICE', { office: 'a-b' })],
    [{ reference: '3.3e17' }, refused('BAD_REF', { value: '3.3e17', why: 'SHORTENED' })],
    [{ person: { membership: '／' } }, refused('BAD_MEMBER', { value: '／', why: 'PLACEHOLDER' })],
    [{ note: '上\0午' }, refused('BAD_TEXT', { field: 'note' })],
    [{ kind: '' }, refused('UNKNOWN_KIND', { kind: '' })],
    [{ kind: '体检' }, refused('UNKNOWN_KIND', { kind: '体检', nearest: '免费体检' })],
    [{ district: '' }, refused('MISSING_DISTRICT')],
    [{ district: '339999' }, refused('UNKNOWN_DISTRICT', { district: '339999' })],
    [{ on: '2026/3/5' }, refused('BAD_DATE', { date: '2026/3/5' })],
    [{ on: '2026-02-30' }, refused('BAD_DATE', { date: '2026-02-30' })],
    [{ on: '2026-03-11' }, refused('DATE_IN_FUTURE', { date: '2026-03-11', today: '2026-03-10' })],
    [{ amountFen: 0.5 }, refused('BAD_AMOUNT', { amount: 0.5 })],
    [{ amountFen: 2 ** 53 }, refused('BAD_AMOUNT', { amount: 2 ** 53 })],
    [{ amountFen: 10_000_000_001 }, refused('BAD_AMOUNT', { amount: '100000000.01', max: '100000000.00' })],
    [{ amountFen: -1 }, refused('NEGATIVE_AMOUNT', { amount: -1 })],
    [{ headcount: 1.5 }, refused('BAD_COUNT', { field: 'headcount', value: 1.5 })],
    [{ headcount: quantityMax + 1 }, refused('BAD_COUNT', { field: 'headcount', value: quantityMax + 1 })],
    [{ sessions: -1 }, refused('BAD_COUNT', { field: 'sessions', value: -1 })],
    [{ hours: -0.5 }, refused('BAD_COUNT', { field: 'hours', value: -0.5 })],
    [{ hours: 1e21 }, refused('BAD_COUNT', { field: 'hours', value: 1e21 })],
    [{ items: Infinity }, refused('BAD_COUNT', { field: 'items', value: Infinity })],
  ])('for %j', (input, refusal) => {
    expect(withInput(input)).toStrictEqual(refusal);
  });

  it.each([
    ['reference', textMax.reference, (text: string) => ({ reference: text })],
    ['place', textMax.short, (text: string) => ({ place: text })],
    ['session', textMax.session, (text: string) => ({ session: text })],
    ['person.membership', textMax.membership, (text: string) => ({ person: { membership: text } })],
    ['person.name', textMax.name, (text: string) => ({ person: { name: text } })],
    ['person.occupation', textMax.short, (text: string) => ({ person: { occupation: text } })],
    ['person.employer', textMax.short, (text: string) => ({ person: { employer: text } })],
    ['note', textMax.note, (text: string) => ({ note: text })],
  ])('for more text than %s may have', (field, max, input) => {
    expect(withInput(input('长'.repeat(max)))).toMatchObject({ on: '2026-03-05' });
    expect(withInput(input('长'.repeat(max + 1)))).toStrictEqual(refused('TEXT_TOO_LONG', { field, max }));
  });

  it('for more text than a district may be written with', () => {
    const spaced = (blanks: number): string => `330${' '.repeat(blanks)}603`;
    expect(withInput({ district: spaced(textMax.short - 6) })).toMatchObject({ district: '330603' });
    expect(withInput({ district: spaced(textMax.short - 5) })).toStrictEqual(
      refused('TEXT_TOO_LONG', { field: 'district', max: textMax.short }),
    );
  });

  it.each([
    ['subsidy', 'education-subsidy', 'medical-mutual-aid-payout'],
    ['mutual-aid', 'medical-mutual-aid-payout', 'education-subsidy'],
  ] as const)('for a %s that its kind has not, or without a person', (procedure, kind, other) => {
    const input = { ...sound.input, kind, person: { number: workerNo(17) }, amountFen: 100 };
    expect(read({ input, procedure })).toMatchObject({ kind: { code: kind } });
    expect(read({ input: { ...input, kind: other }, procedure })).toStrictEqual(
      refused('WRONG_KIND', { kind: other }),
    );
    expect(read({ input: { ...input, person: null }, procedure })).toStrictEqual(refused('MISSING_PERSON'));
  });

  it('for a payout of nothing, or to nobody; several may be paid together', () => {
    const paid = { kind: 'condolence-payment', amountFen: 100, headcount: 2 };
    for (const amountFen of [null, 0])
      expect(withInput({ ...paid, amountFen })).toStrictEqual(refused('MISSING_AMOUNT'));
    for (const headcount of [null, 0, 1])
      expect(withInput({ ...paid, headcount })).toStrictEqual(refused('MISSING_PERSON'));
    expect(withInput(paid)).toMatchObject({ person: null, headcount: 2 });
  });

  it('for an outcome that its kind has not; a case may have one', () => {
    const ended = { outcome: 'closed', satisfied: false } as const;
    expect(withInput(ended)).toStrictEqual(refused('WRONG_KIND', { kind: sound.input.kind }));
    expect(withInput({ ...ended, kind: 'legal-case' })).toMatchObject(ended);
    expect(withInput({ satisfied: true })).toMatchObject({ outcome: null, satisfied: true });
  });

  const spoilt =
    (input: Partial<SentAct>) =>
    (example: Example): Example => ({ ...example, input: { ...example.input, ...input } });
  const flaws: readonly Flaw<Example>[] = [
    { code: 'BAD_OFFICE', aspect: 'office', spoil: spoilt({ office: 'a-b' }) },
    { code: 'BAD_REF', aspect: 'reference', spoil: spoilt({ reference: 'N/A' }) },
    { code: 'UNKNOWN_KIND', aspect: 'kind', spoil: spoilt({ kind: 'haircut' }) },
    { code: 'WRONG_KIND', aspect: 'kind', spoil: spoilt({ kind: 'health-check' }) },
    { code: 'MISSING_DISTRICT', aspect: 'district', spoil: spoilt({ district: '' }) },
    { code: 'UNKNOWN_DISTRICT', aspect: 'district', spoil: spoilt({ district: '339999' }) },
    { code: 'BAD_DATE', aspect: 'date', spoil: spoilt({ on: 'tomorrow' }) },
    { code: 'DATE_IN_FUTURE', aspect: 'date', spoil: spoilt({ on: '2099-01-01' }) },
    { code: 'BAD_AMOUNT', aspect: 'amount', spoil: spoilt({ amountFen: 0.1 }) },
    { code: 'NEGATIVE_AMOUNT', aspect: 'amount', spoil: spoilt({ amountFen: -1 }) },
    { code: 'MISSING_AMOUNT', aspect: 'amount', spoil: spoilt({ amountFen: 0 }) },
    { code: 'BAD_COUNT', aspect: 'items', spoil: spoilt({ items: -1 }) },
    { code: 'TEXT_TOO_LONG', aspect: 'note', spoil: spoilt({ note: '长'.repeat(textMax.note + 1) }) },
    { code: 'BAD_TEXT', aspect: 'place', spoil: spoilt({ place: '驿\u009B站' }) },
    { code: 'BAD_MEMBER', aspect: 'person', spoil: spoilt({ person: { membership: '待补' } }) },
    { code: 'MISSING_PERSON', aspect: 'person', spoil: spoilt({ person: null }) },
  ];
  const requested: Example = {
    input: { ...sound.input, kind: 'education-subsidy', person: { number: workerNo(17) }, amountFen: 100 },
    procedure: 'subsidy',
  };

  it.each(clashesOf(flaws))('for $higher before $lower', ({ higher, spoil }) => {
    expect(read(spoil(requested))).toMatchObject({ kind: 'refused', code: higher });
  });
});
