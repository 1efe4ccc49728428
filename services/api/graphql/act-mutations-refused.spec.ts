import type * as Api from '@ledger/schema/generated/graphql.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import {
  claim,
  MutationClient,
  service,
  subsidy,
  type ActMutationName,
  type Input,
} from '@ledger/test/support/mutation-client.js';

let ledger: TestLedger;
let client: MutationClient;
beforeAll(async () => {
  ledger = await openLedger({ where: 'memory' });
  client = new MutationClient(ledger);
});
afterAll(() => ledger.close());

const { person } = service;

/** One act in each state in which a command may change it. */
const made = { given: '', requested: '', approved: '', submitted: '', assessed: '' };
beforeAll(async () => {
  made.given = await client.idOf('recordAct', service);
  made.requested = await client.idOf('requestSubsidy', subsidy);
  made.approved = await client.idOf('requestSubsidy', subsidy);
  made.submitted = await client.idOf('submitMutualAidClaim', claim);
  made.assessed = await client.idOf('submitMutualAidClaim', claim);
  await client.idOf('approveSubsidy', { act: made.approved, on: '2023-04-01' });
  await client.idOf('assessMutualAidClaim', { act: made.assessed, on: '2023-04-01' });
});

type Case = readonly [what: string, wrong: Input, code: Api.RefusalCode, field: readonly string[]];

/** Expects a refusal whose messages in both languages contain all facts, and no new events. */
const expectRefused = async (
  mutation: ActMutationName,
  right: Input,
  [, wrong, code, field]: Case,
): Promise<void> => {
  const before = await client.eventCount();
  for (const language of ['en', 'zh'] as const) {
    const { act, position, userErrors } = await client.order(mutation, { ...right, ...wrong }, language);
    expect({ act, position, userErrors }).toStrictEqual({
      ...{ act: null, position: null },
      userErrors: [{ code, field, existing: null, message: expect.stringMatching(/^[^{}]+$/) as string }],
    });
    expect(/\p{Script=Han}/u.test(userErrors[0]?.message.replaceAll(/“.*?”/g, '') ?? '')).toBe(
      language === 'zh',
    );
  }
  expect(await client.eventCount()).toBe(before);
};

const key = ['input', 'idempotencyKey'];
const keyed: readonly Case[] = [
  ['an empty key', { idempotencyKey: '' }, 'BAD_KEY', key],
  ['a blank key', { idempotencyKey: '  ' }, 'BAD_KEY', key],
  ['a key that is too long', { idempotencyKey: 'k'.repeat(201) }, 'BAD_KEY', key],
];
const day = ['input', 'on'];
const days: readonly Case[] = [
  ['a day that does not exist', { on: '2023-02-30' }, 'BAD_DATE', day],
  ['a month that does not exist', { on: '2023-13-01' }, 'BAD_DATE', day],
  ['a day in the future', { on: '2026-03-11' }, 'DATE_IN_FUTURE', day],
];
const amounts: readonly Case[] = [
  ['a negative amount', { amountFen: -1 }, 'NEGATIVE_AMOUNT', ['input', 'amountFen']],
];
const reasons: readonly Case[] = [
  ['no reason', { reason: '' }, 'MISSING_REASON', ['input', 'reason']],
  ['a blank reason', { reason: ' 　 ' }, 'MISSING_REASON', ['input', 'reason']],
  ['a reason that is too long', { reason: '因'.repeat(4_001) }, 'TEXT_TOO_LONG', ['input', 'reason']],
];
const unknownActs: readonly Case[] = [
  ['an act that does not exist', { act: 'passbook-888888885-2023.0' }, 'UNKNOWN_ACT', ['input', 'act']],
  ['an empty act id', { act: '' }, 'UNKNOWN_ACT', ['input', 'act']],
  ['a text that is not an act id', { act: '请撤销' }, 'UNKNOWN_ACT', ['input', 'act']],
  ['a stream of another kind', { act: 'numbers.0' }, 'UNKNOWN_ACT', ['input', 'act']],
];
const counts: readonly Case[] = [
  ['a negative headcount', { headcount: -1 }, 'BAD_COUNT', ['input', 'headcount']],
  ['negative sessions', { sessions: -1 }, 'BAD_COUNT', ['input', 'sessions']],
  ['negative items', { items: -1 }, 'BAD_COUNT', ['input', 'items']],
  ['negative hours', { hours: -0.5 }, 'BAD_COUNT', ['input', 'hours']],
];
const placed: readonly Case[] = [
  ['an unknown kind', { kind: 'horoscope' }, 'UNKNOWN_KIND', ['input', 'kind']],
  ['a part of the name of a kind', { kind: '体检' }, 'UNKNOWN_KIND', ['input', 'kind']],
  ['an unknown district', { district: '339999' }, 'UNKNOWN_DISTRICT', ['input', 'district']],
  ['the whole country', { district: '100000' }, 'UNKNOWN_DISTRICT', ['input', 'district']],
  ['no district', { district: '' }, 'MISSING_DISTRICT', ['input', 'district']],
];
const texts: readonly Case[] = [
  ['a place that is too long', { place: '甲'.repeat(201) }, 'TEXT_TOO_LONG', ['input', 'place']],
  ['a note that is too long', { note: '注'.repeat(4_001) }, 'TEXT_TOO_LONG', ['input', 'note']],
];
const inPerson = (['membership', 'name', 'occupation', 'employer'] as const).map((field): Case => [
  `a ${field} that is too long`,
  { person: { ...person, [field]: '乙'.repeat(201) } },
  'TEXT_TOO_LONG',
  ['input', 'person', field],
]);
const submitted: readonly Case[] = [
  ...[...keyed, ...placed, ...days, ...amounts, ...counts, ...texts, ...inPerson],
  ['a reference that is too long', { reference: 'r'.repeat(101) }, 'TEXT_TOO_LONG', ['input', 'reference']],
  ['an office code with forbidden characters', { office: '柯桥-工会' }, 'BAD_OFFICE', ['input', 'office']],
  [
    'a worker number that nobody has',
    { person: { number: 88_888_888 } },
    'UNKNOWN_WORKER',
    ['input', 'person', 'number'],
  ],
  ['a session that does not exist', { session: 'gathering-none.0' }, 'UNKNOWN_SESSION', ['input', 'session']],
  ['a text that is not a session id', { session: '昨天的课' }, 'UNKNOWN_SESSION', ['input', 'session']],
];
const procedures: readonly Case[] = [
  ['a kind without this procedure', { kind: 'health-check' }, 'WRONG_KIND', ['input', 'kind']],
  ['no person', { person: null }, 'MISSING_PERSON', ['input', 'person']],
  ['a person without a number', { person: { name: '韩' } }, 'MISSING_PERSON', ['input', 'person']],
  ['no amount', { amountFen: null }, 'MISSING_AMOUNT', ['input', 'amountFen']],
];

describe('an act is not recorded', () => {
  it.each(submitted)('with %s', (...wrong) => expectRefused('recordAct', service, wrong));
});

describe('a subsidy is not requested', () => {
  it.each([...submitted, ...procedures])('with %s', (...wrong) =>
    expectRefused('requestSubsidy', subsidy, wrong),
  );
});

describe('a mutual-aid claim is not submitted', () => {
  it.each([...submitted, ...procedures])('with %s', (...wrong) =>
    expectRefused('submitMutualAidClaim', claim, wrong),
  );
});

describe.each([
  ['approveSubsidy', 'requested'],
  ['assessMutualAidClaim', 'submitted'],
] as const)('%s changes nothing', (mutation, which) => {
  it.each([...keyed, ...days, ...amounts, ...unknownActs])('with %s', (...wrong) =>
    expectRefused(mutation, { act: made[which], on: '2023-04-01' }, wrong),
  );
});

describe.each([
  ['paySubsidy', 'approved'],
  ['payMutualAidClaim', 'assessed'],
] as const)('%s pays nothing', (mutation, which) => {
  const early: Case = ['a day before the approval', { on: '2023-03-31' }, 'DATE_OUT_OF_ORDER', day];
  it.each([...keyed, ...days, ...unknownActs, early])('with %s', (...wrong) =>
    expectRefused(mutation, { act: made[which], on: '2023-05-01' }, wrong),
  );
});

describe.each([
  ['refuseSubsidy', 'requested'],
  ['refuseMutualAidClaim', 'submitted'],
] as const)('%s refuses nothing', (mutation, which) => {
  it.each([...keyed, ...days, ...unknownActs, ...reasons])('with %s', (...wrong) =>
    expectRefused(mutation, { act: made[which], on: '2023-05-01', reason: '不符合' }, wrong),
  );
});

describe('an act is not corrected', () => {
  const emptied: readonly Case[] = [
    ['an outcome, which only a case can have', { outcome: 'CLOSED' }, 'WRONG_KIND', ['input', 'kind']],
    ['no kind', { kind: null }, 'UNKNOWN_KIND', ['input', 'kind']],
    ['no day', { on: null }, 'BAD_DATE', day],
    ['a district that is null', { district: null }, 'MISSING_DISTRICT', ['input', 'district']],
    ['an employer that is too long', { employer: '乙'.repeat(201) }, 'TEXT_TOO_LONG', ['input', 'employer']],
  ];
  const cases = [
    ...keyed,
    ...placed,
    ...days,
    ...amounts,
    ...counts,
    ...texts,
    ...emptied,
    ...reasons,
    ...unknownActs,
  ];
  it.each(cases)('with %s', (...wrong) =>
    expectRefused('correctAct', { act: made.given, reason: '改' }, wrong),
  );
});

describe('an act is not reversed', () => {
  it.each([...keyed, ...reasons, ...unknownActs])('with %s', (...wrong) =>
    expectRefused('reverseAct', { act: made.given, reason: '错' }, wrong),
  );
});

describe('once an office has recorded acts under its own code', () => {
  let later: TestLedger;
  beforeAll(async () => {
    later = await openLedger({ where: 'memory' });
    await new MutationClient(later).idOf('recordAct', { ...service, office: 'kq' });
  });
  afterAll(() => later.close());

  it.each([
    ['recordAct', service],
    ['recordAct', { ...service, office: ' ' }],
    ['requestSubsidy', subsidy],
    ['submitMutualAidClaim', claim],
    // A missing office outranks every other problem except a bad idempotency key.
    ['recordAct', { ...service, kind: 'none' }],
    ['requestSubsidy', { ...subsidy, person: null }],
    ['recordAct', { ...service, person: { number: 88_888_888 } }],
  ] as const)('%s without an office is refused with the list of offices: %j', async (mutation, input) => {
    const client = new MutationClient(later);
    const before = await client.eventCount();
    const { act, userErrors } = await client.order(mutation, { ...input, idempotencyKey: 'without' });
    expect([act, userErrors]).toStrictEqual([
      null,
      [
        {
          code: 'BAD_OFFICE',
          field: ['input', 'office'],
          message: 'say which office submits it: offices have recorded under codes of their own (KQ)',
          existing: null,
        },
      ],
    ]);
    expect(await client.eventCount()).toBe(before);
  });

  it('a bad key is reported first; with an office, the other problems are reported', async () => {
    const codeOf = async (wrong: Input): Promise<unknown> =>
      (await new MutationClient(later).order('recordAct', { ...service, ...wrong })).userErrors[0]?.code;
    expect(await codeOf({ idempotencyKey: '' })).toBe('BAD_KEY');
    expect(await codeOf({ kind: 'none', office: 'kq' })).toBe('UNKNOWN_KIND');
  });
});
