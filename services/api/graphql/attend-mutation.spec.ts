import { printWorkerNo, workerNo } from '@ledger/ledger/kernel/ids.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { writingDoor } from '@ledger/test/support/direct-doors.js';
import { openLedger, type TestLedger, type Writer } from '@ledger/test/support/ledger.js';
import { MutationClient, service } from '@ledger/test/support/mutation-client.js';
import { totalsBy } from '@ledger/test/support/totals.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { AttendMutation } from './attend-mutation.js';
import type { RequestContext } from './request-context.js';

let ledger: TestLedger;
let client: MutationClient;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
  client = new MutationClient(ledger);
});
afterEach(() => ledger.close());

const held = { kind: 'skills-training', on: '2024-03-01', district: '330602', sessions: 1 };
const sessionOf = (headcount: number): Promise<string> =>
  client.idOf('recordAct', { ...service, ...held, person: null, session: null, headcount });

const register = async (count: number): Promise<readonly number[]> => {
  const numbers: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const person = { membership: `AT-${String(index)}` };
    const { act } = await client.order('recordAct', { ...service, on: '2024-02-01', person });
    numbers.push(act?.worker ?? 0);
  }
  return numbers;
};

const numberOf = (worker: number | string): string =>
  typeof worker === 'string' ? worker : printWorkerNo(workerNo(worker));

const attend = (
  session: string,
  workers: readonly (number | string)[],
  key = 'k',
  write: Writer = ledger.write,
): Promise<Api.AttendPayload> => {
  const context = { language: 'en', by: caseworker, loaders: {} as RequestContext['loaders'] } as const;
  const input = { idempotencyKey: key, session, workers: workers.map(numberOf) };
  return new AttendMutation(writingDoor({ ...ledger, write })).attend(input, context);
};

const codesOf = ({ attendances }: Api.AttendPayload): readonly (string | null)[] =>
  attendances.map(({ act, userErrors }) => userErrors[0]?.code ?? (act === null ? null : 'recorded'));

describe('the attendance of several persons', () => {
  it('is judged separately for each person, and counts on the day and in the district of the session', async () => {
    const session = await sessionOf(1);
    const [first = 0, second = 0, third = 0] = await register(3);
    const nobody = workerNo(99_000_000);
    await attend(session, [second], 'before');
    const payload = await attend(session, [first, second, nobody, third, first]);
    expect(payload.attendances.map(({ worker }) => worker)).toStrictEqual([first, second, nobody, third]);
    expect(codesOf(payload)).toStrictEqual(['recorded', 'ALREADY_ATTENDED', 'UNKNOWN_WORKER', 'recorded']);
    expect([payload.userErrors, payload.position === null]).toStrictEqual([[], false]);
    expect((await totalsBy(ledger, 'kind'))['skills-training']).toMatchObject({
      acts: 4,
      headcount: 3,
      people: 3,
      sessions: 1,
    });
  });

  it('is refused for a number that cannot be read, and recorded for the others', async () => {
    const session = await sessionOf(0);
    const [first = 0, second = 0] = await register(2);
    const text = numberOf(first);
    const wrong = `${text.slice(0, 8)}${String((Number(text.slice(8)) + 1) % 10)}`;
    const payload = await attend(session, [first, wrong, ` ${text}`, 'R-17', second, wrong]);
    expect(payload.attendances.map(({ number, worker }) => [number, worker])).toStrictEqual([
      [text, first],
      [wrong, null],
      ['R-17', null],
      [numberOf(second), second],
    ]);
    expect(codesOf(payload)).toStrictEqual(['recorded', 'BAD_MEMBER', 'BAD_MEMBER', 'recorded']);
    expect(payload.attendances[1]?.userErrors).toStrictEqual([
      {
        code: 'BAD_MEMBER',
        field: ['input', 'workers'],
        message: `“${wrong}” is no number of the register: it has nine digits, and its check digit must be right`,
        existing: null,
      },
    ]);
    expect(codesOf(await attend(session, [wrong], 'other'))).toStrictEqual(['BAD_MEMBER']);
    expect((await attend('gathering-none', [wrong], 'third')).userErrors[0]?.code).toBe('UNKNOWN_SESSION');
  });

  it('returns the first result if the request is repeated', async () => {
    const session = await sessionOf(0);
    const numbers = await register(2);
    const first = await attend(session, numbers);
    const events = await client.eventCount();
    expect(await attend(session, numbers)).toStrictEqual(first);
    expect(await client.eventCount()).toBe(events);
  });

  it('is recorded once if two writers submit it at the same time', async () => {
    const session = await sessionOf(0);
    const numbers = await register(5);
    const both = await Promise.all([
      attend(session, numbers, 'a'),
      attend(session, numbers.toReversed(), 'b', ledger.writer()),
    ]);
    const words = both.flatMap(codesOf).toSorted();
    expect(words).toStrictEqual([
      ...Array<string>(5).fill('ALREADY_ATTENDED'),
      ...Array<string>(5).fill('recorded'),
    ]);
    expect((await totalsBy(ledger, 'kind'))['skills-training']).toMatchObject({ headcount: 5, people: 5 });
  });

  it('is refused as a whole if the session does not exist', async () => {
    const [worker = 0] = await register(1);
    const { attendances, userErrors } = await attend('gathering-none', [worker]);
    expect([attendances, userErrors.map(({ code }) => code)]).toStrictEqual([[], ['UNKNOWN_SESSION']]);
  });

  it('must name 1 to 500 persons', async () => {
    const session = await sessionOf(0);
    const many = Array.from({ length: 501 }, (_, index) => index + 1);
    for (const workers of [[], many])
      await expect(attend(session, workers)).rejects.toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
      });
  });
});

describe('attendance without an office, once another office has recorded acts under its own code', () => {
  it('is refused for each person, except for attendances that were recorded before', async () => {
    const session = await sessionOf(0);
    const [first = 0, second = 0] = await register(2);
    const before = await attend(session, [first]);
    await client.idOf('recordAct', { ...service, office: 'kq' });
    const { attendances } = await attend(session, [first, second]);
    expect(attendances[0]).toStrictEqual(before.attendances[0]);
    expect(attendances[1]?.userErrors[0]).toMatchObject({
      code: 'BAD_OFFICE',
      field: ['input', 'office'],
      message: 'say which office submits it: offices have recorded under codes of their own (KQ)',
    });
    expect((await attend('gathering-none.0', [first])).userErrors[0]?.code).toBe('BAD_OFFICE');
  });
});
