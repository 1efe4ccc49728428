import { kindNamed, kindOfCode, kinds } from './kinds.js';

/** All kinds of the sheet standard as pairs of Chinese name and code, in the order of the standard. */
const published: readonly (readonly [zh: string, code: string])[] = [
  ['免费体检', 'health-check'],
  ['两癌筛查', 'cancer-screening'],
  ['医疗互助参保', 'medical-mutual-aid-enrolment'],
  ['医疗互助报销', 'medical-mutual-aid-payout'],
  ['生育互助金', 'maternity-mutual-aid-payout'],
  ['学历技能提升补助', 'education-subsidy'],
  ['困难帮扶', 'hardship-relief'],
  ['慰问金', 'condolence-payment'],
  ['转岗再就业培训', 'retraining'],
  ['再就业', 're-employment'],
  ['技能培训', 'skills-training'],
  ['免费课程', 'free-course'],
  ['证书', 'certificate'],
  ['急救员证书', 'first-aid-certificate'],
  ['技能竞赛', 'skills-contest'],
  ['法律咨询', 'legal-consultation'],
  ['法律服务', 'legal-case'],
  ['维权', 'rights-case'],
  ['劳动争议调解', 'dispute-mediation'],
  ['维权热线', 'hotline-case'],
  ['普法讲座', 'legal-lecture'],
  ['驿站服务', 'station-visit'],
  ['慰问品', 'comfort-parcel'],
  ['驿站活动', 'station-event'],
  ['户外劳动者日', 'outdoor-workers-day'],
  ['趣味运动会', 'sports-day'],
  ['文体活动', 'sports-event'],
  ['年夜饭', 'new-year-dinner'],
  ['疗休养', 'recuperation'],
  ['爱心托班', 'childcare-class'],
  ['交友活动', 'social-event'],
];

const codesWhere = (holds: (kind: (typeof kinds)[number]) => boolean): readonly string[] =>
  kinds.filter(holds).map(({ code }) => code);

describe('the catalogue', () => {
  test('has the 31 kinds of the sheet standard, by code and Chinese name', () => {
    expect(kinds).toHaveLength(31);
    expect(kinds.map(({ zh, code }) => [zh, code])).toStrictEqual(published);
  });

  test.each(published)('finds %s and %s', (zh, code) => {
    expect(kindNamed(zh)?.code).toBe(code);
    expect(kindNamed(code)?.code).toBe(code);
    expect(kindOfCode(code)?.zh).toBe(zh);
  });

  test.each(['', '体检', ' 免费体检', 'Health check', 'toString'])('has no kind %j', (text) => {
    expect(kindNamed(text)).toBeUndefined();
    expect(kindOfCode(text)).toBeUndefined();
  });

  test('names every kind in English, each differently', () => {
    expect(new Set(kinds.map(({ en }) => en)).size).toBe(31);
    expect(kinds.filter(({ en }) => !/^[A-Z][A-Za-z':,\- ]+$/.test(en))).toStrictEqual([]);
  });

  test('has two kinds whose amount is a sum in dispute', () => {
    expect(codesWhere(({ money }) => money === 'dispute')).toStrictEqual([
      'dispute-mediation',
      'hotline-case',
    ]);
  });

  test('has five kinds whose money leaves a fund for a person', () => {
    expect(codesWhere(({ money }) => money === 'payout')).toStrictEqual([
      'medical-mutual-aid-payout',
      'maternity-mutual-aid-payout',
      'education-subsidy',
      'hardship-relief',
      'condolence-payment',
    ]);
  });

  test('has four kinds of case, which share an event and a home', () => {
    const cases = ['legal-case', 'rights-case', 'dispute-mediation', 'hotline-case'];
    expect(codesWhere(({ home }) => home === 'case')).toStrictEqual(cases);
    expect(codesWhere(({ events }) => events === 'case')).toStrictEqual(cases);
  });

  test.each([
    ['health-check', ['health-check']],
    ['subsidy', ['education-subsidy', 'hardship-relief']],
    ['mutual-aid', ['medical-mutual-aid-payout', 'maternity-mutual-aid-payout']],
    ['training', ['retraining', 'skills-training', 'free-course']],
  ])('records by the events %s: %j', (family, codes) => {
    expect(codesWhere(({ events }) => events === family)).toStrictEqual(codes);
  });

  test('measures the headcount of every kind, and the paid sum only where there is an amount', () => {
    expect(codesWhere(({ measures }) => !measures.includes('headcount'))).toStrictEqual([]);
    expect(
      codesWhere(({ measures }) => measures.includes('paid') && !measures.includes('amount')),
    ).toStrictEqual([]);
    expect(
      codesWhere(({ money, measures }) => money === 'dispute' && measures.includes('paid')),
    ).toStrictEqual([]);
    expect(
      codesWhere(({ money, measures }) => money === 'payout' && !measures.includes('paid')),
    ).toStrictEqual([]);
  });
});
