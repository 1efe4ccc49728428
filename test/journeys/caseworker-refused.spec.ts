import { Desk, newKey, type Input } from './support/desk.js';
import type { ActMutation } from './support/operations.js';
import { patience } from './support/patience.js';
import { sharedSample } from './support/sample-server.js';

const ledger = sharedSample();
const desk = (): Desk => new Desk(ledger().client);

type Case = readonly [what: string, wrong: Input, code: string, field: readonly string[] | null];

/** The right act for every mutation, made once: what is wrong is added to it. */
type Acts = Readonly<Record<'given' | 'requested' | 'approved' | 'submitted' | 'assessed', string>>;

const person = { membership: 'RF-0001', name: '韩', sex: 'FEMALE', occupation: '骑手', employer: '饿了么' };
const service: Input = {
  kind: 'cancer-screening',
  on: '2023-03-08',
  district: '330603',
  person,
  headcount: 1,
  amountFen: 100,
};
const subsidy: Input = { ...service, kind: 'education-subsidy' };
const claim: Input = { ...service, kind: 'medical-mutual-aid-payout' };

let acts: Acts | null = null;
const made = (which: keyof Acts): string => {
  if (acts === null) throw new Error('the acts are recorded before the first case');
  return acts[which];
};

beforeAll(async () => {
  const idOf = async (mutation: ActMutation, input: Input): Promise<string> =>
    (await desk().act(mutation, input)).act.id;
  const given = await idOf('recordAct', service);
  const requested = await idOf('requestSubsidy', subsidy);
  const approved = await idOf('requestSubsidy', subsidy);
  const submitted = await idOf('submitMutualAidClaim', claim);
  const assessed = await idOf('submitMutualAidClaim', claim);
  await desk().act('approveSubsidy', { act: approved, on: '2023-04-01' });
  await desk().act('assessMutualAidClaim', { act: assessed, on: '2023-04-01' });
  acts = { given, requested, approved, submitted, assessed };
}, patience);

const expectRefused = async (
  mutation: ActMutation,
  right: Input,
  [, wrong, code, field]: Case,
): Promise<void> => {
  const before = await desk().events();
  const refused = await desk().refusal(mutation, { ...right, ...wrong });
  expect({ ...refused, message: '' }).toStrictEqual({ code, field, message: '', existing: null });
  // Every fact that a sentence promises is filled in.
  expect(refused.message).toMatch(/^[^{}]+$/);
  expect(await desk().events()).toBe(before);
};

const key = ['input', 'idempotencyKey'];
const keys: readonly Case[] = [
  ['an empty key', { idempotencyKey: '' }, 'BAD_KEY', key],
  ['a blank key', { idempotencyKey: '  ' }, 'BAD_KEY', key],
  ['an endless key', { idempotencyKey: 'k'.repeat(201) }, 'BAD_KEY', key],
];
const day = ['input', 'on'];
const days: readonly Case[] = [
  ['a day that does not exist', { on: '2023-02-30' }, 'BAD_DATE', day],
  ['a month that does not exist', { on: '2023-13-01' }, 'BAD_DATE', day],
  ['a day to come', { on: '2999-01-01' }, 'DATE_IN_FUTURE', day],
];
const amounts: readonly Case[] = [
  ['a negative amount', { amountFen: -1 }, 'NEGATIVE_AMOUNT', ['input', 'amountFen']],
];
const reasons: readonly Case[] = [
  ['no reason', { reason: '' }, 'MISSING_REASON', ['input', 'reason']],
  ['a blank reason', { reason: ' 　 ' }, 'MISSING_REASON', ['input', 'reason']],
  ['an endless reason', { reason: '因'.repeat(4_001) }, 'TEXT_TOO_LONG', ['input', 'reason']],
];
const unknownActs: readonly Case[] = [
  ['an act of nobody', { act: 'passbook-888888885-2023.0' }, 'UNKNOWN_ACT', ['input', 'act']],
  ['no act at all', { act: '' }, 'UNKNOWN_ACT', ['input', 'act']],
  ['a text that names no act', { act: '请撤销' }, 'UNKNOWN_ACT', ['input', 'act']],
  ['a stream of another kind', { act: 'numbers.0' }, 'UNKNOWN_ACT', ['input', 'act']],
];
const counted = (['headcount', 'sessions', 'items'] as const).map((field): Case => [
  `a negative ${field}`,
  { [field]: -1 },
  'BAD_COUNT',
  ['input', field],
]);
const counts: readonly Case[] = [
  ...counted,
  ['negative hours', { hours: -0.5 }, 'BAD_COUNT', ['input', 'hours']],
];
const placed: readonly Case[] = [
  ['an unknown kind', { kind: 'horoscope' }, 'UNKNOWN_KIND', ['input', 'kind']],
  ['the Chinese name of a kind', { kind: '免费体检' }, 'UNKNOWN_KIND', ['input', 'kind']],
  ['an unknown district', { district: '339999' }, 'UNKNOWN_DISTRICT', ['input', 'district']],
  ['the whole country', { district: '100000' }, 'UNKNOWN_DISTRICT', ['input', 'district']],
  ['no district', { district: '' }, 'MISSING_DISTRICT', ['input', 'district']],
];
const texts: readonly Case[] = [
  ['an endless place', { place: '甲'.repeat(201) }, 'TEXT_TOO_LONG', ['input', 'place']],
  ['an endless note', { note: '注'.repeat(4_001) }, 'TEXT_TOO_LONG', ['input', 'note']],
];
const inPerson = (['membership', 'name', 'occupation', 'employer'] as const).map((field): Case => [
  `an endless ${field}`,
  { person: { ...person, [field]: '乙'.repeat(201) } },
  'TEXT_TOO_LONG',
  ['input', 'person', field],
]);

const handedIn: readonly Case[] = [
  ...keys,
  ...placed,
  ...days,
  ...amounts,
  ...counts,
  ...texts,
  ...inPerson,
  ['an endless reference', { reference: 'r'.repeat(101) }, 'TEXT_TOO_LONG', ['input', 'reference']],
  ['an impossible office', { office: '柯桥-工会' }, 'BAD_OFFICE', ['input', 'office']],
  [
    'the number of nobody',
    { person: { number: '888888885' } },
    'UNKNOWN_WORKER',
    ['input', 'person', 'number'],
  ],
  ['a session of nobody', { session: 'gathering-none.0' }, 'UNKNOWN_SESSION', ['input', 'session']],
  ['a session that is none', { session: '昨天的课' }, 'UNKNOWN_SESSION', ['input', 'session']],
];

const procedures: readonly Case[] = [
  ['a kind without this procedure', { kind: 'health-check' }, 'WRONG_KIND', ['input', 'kind']],
  ['nobody', { person: null }, 'MISSING_WORKER', ['input', 'person']],
  ['nobody’s number', { person: { name: '韩' } }, 'MISSING_WORKER', ['input', 'person']],
  ['no amount', { amountFen: null }, 'MISSING_AMOUNT', ['input', 'amountFen']],
];

describe('an act is not recorded', () => {
  it.each(handedIn)('with %s', (...wrong) => expectRefused('recordAct', service, wrong), patience);
});

describe('a subsidy is not requested', () => {
  const cases = [...handedIn, ...procedures];
  it.each(cases)('with %s', (...wrong) => expectRefused('requestSubsidy', subsidy, wrong), patience);
});

describe('a mutual-aid claim is not submitted', () => {
  const cases = [...handedIn, ...procedures];
  it.each(cases)('with %s', (...wrong) => expectRefused('submitMutualAidClaim', claim, wrong), patience);
});

describe.each([
  ['approveSubsidy', 'requested'],
  ['assessMutualAidClaim', 'submitted'],
] as const)('%s changes nothing', (mutation, which) => {
  const cases = [...keys, ...days, ...amounts, ...unknownActs];
  it.each(cases)(
    'with %s',
    (...wrong) => expectRefused(mutation, { act: made(which), on: '2023-04-01' }, wrong),
    patience,
  );
});

describe.each([
  ['paySubsidy', 'approved'],
  ['payMutualAidClaim', 'assessed'],
] as const)('%s pays nothing', (mutation, which) => {
  const early: Case = ['a day before the approval', { on: '2023-03-31' }, 'DATE_OUT_OF_ORDER', day];
  it.each([...keys, ...days, ...unknownActs, early])(
    'with %s',
    (...wrong) => expectRefused(mutation, { act: made(which), on: '2023-05-01' }, wrong),
    patience,
  );
});

describe.each([
  ['refuseSubsidy', 'requested'],
  ['refuseMutualAidClaim', 'submitted'],
] as const)('%s refuses nothing', (mutation, which) => {
  it.each([...keys, ...days, ...unknownActs, ...reasons])(
    'with %s',
    (...wrong) => expectRefused(mutation, { act: made(which), on: '2023-05-01', reason: '不符合' }, wrong),
    patience,
  );
});

describe('an act is not corrected', () => {
  const emptied: readonly Case[] = [
    ['no kind', { kind: null }, 'UNKNOWN_KIND', ['input', 'kind']],
    ['no day', { on: null }, 'BAD_DATE', day],
    ['no district at all', { district: null }, 'MISSING_DISTRICT', ['input', 'district']],
    ['an endless employer', { employer: '乙'.repeat(201) }, 'TEXT_TOO_LONG', ['input', 'employer']],
  ];
  it.each([
    ...keys,
    ...placed,
    ...days,
    ...amounts,
    ...counts,
    ...texts,
    ...emptied,
    ...reasons,
    ...unknownActs,
  ])(
    'with %s',
    (...wrong) => expectRefused('correctAct', { act: made('given'), reason: '改' }, wrong),
    patience,
  );
});

describe('an act is not reversed', () => {
  it.each([...keys, ...reasons, ...unknownActs])(
    'with %s',
    (...wrong) => expectRefused('reverseAct', { act: made('given'), reason: '错' }, wrong),
    patience,
  );
});

describe('a worker is not registered, corrected or erased', () => {
  const endless = (['membership', 'nationalId', 'name', 'phone', 'occupation', 'employer'] as const).map(
    (field): Case => [
      `an endless ${field}`,
      { [field]: '丙'.repeat(201) },
      'TEXT_TOO_LONG',
      ['input', field],
    ],
  );
  const office: Case = ['an impossible office', { office: 'a-b' }, 'BAD_OFFICE', ['input', 'office']];
  const cases = [...keys, ...endless, office].flatMap(([what, ...rest]) =>
    (['registerWorker', 'correctWorker', 'eraseWorker'] as const)
      .filter((mutation) => mutation !== 'eraseWorker' || rest[1] === 'BAD_KEY')
      .map((mutation) => [mutation, what, ...rest] as const),
  );
  it.each(cases)(
    'by %s with %s',
    async (mutation, ...[, wrong, code, field]) => {
      const before = await desk().events();
      const right = {
        idempotencyKey: newKey(),
        ...(mutation === 'registerWorker' ? {} : { worker: '888888885' }),
      };
      const refused = await desk().workerRefusal(mutation, { ...right, ...wrong });
      expect({ ...refused, message: '' }).toStrictEqual({ code, field, message: '', existing: null });
      expect(refused.message).toMatch(/^[^{}]+$/);
      expect(await desk().events()).toBe(before);
    },
    patience,
  );
});
