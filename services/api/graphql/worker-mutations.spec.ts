import { workerNo } from '@ledger/ledger/kernel/ids.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { writingDoor } from '@ledger/test/support/direct-doors.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { notSeenOf } from './erased-key.js';
import type { RequestContext } from './request-context.js';
import { WorkerMutations } from './worker-mutations.js';

let ledger: TestLedger;
let mutations: WorkerMutations;
beforeAll(async () => {
  ledger = await openLedger({ where: 'memory' });
  mutations = new WorkerMutations(writingDoor(ledger));
});
afterAll(() => ledger.close());

type Input = Readonly<Record<string, unknown>>;
type Payload = Awaited<ReturnType<WorkerMutations['registerWorker']>>;
type Name = 'registerWorker' | 'correctWorker' | 'eraseWorker';

const nobody = workerNo(88_888_888);
const context = (language: Language): RequestContext => ({
  language,
  by: caseworker,
  loaders: {} as RequestContext['loaders'],
});

let keys = 0;
const order = (mutation: Name, input: Input, language: Language = 'en'): Promise<Payload> => {
  keys += 1;
  const submitted = { idempotencyKey: `worker-mutations-${String(keys)}`, ...input };
  const run = mutations[mutation].bind(mutations) as (
    input: Input,
    context: RequestContext,
  ) => Promise<Payload>;
  return run(submitted, context(language));
};
const eventCount = async (): Promise<number> => (await ledger.events()).length;

type Case = readonly [what: string, wrong: Input, code: Api.RefusalCode, field: readonly string[]];

const key = ['input', 'idempotencyKey'];
const keyed: readonly Case[] = [
  ['an empty key', { idempotencyKey: '' }, 'BAD_KEY', key],
  ['a blank key', { idempotencyKey: '  ' }, 'BAD_KEY', key],
  ['a key that is too long', { idempotencyKey: 'k'.repeat(201) }, 'BAD_KEY', key],
];
const detailed: readonly Case[] = [
  ...(['membership', 'nationalId', 'name', 'phone', 'occupation', 'employer'] as const).map((field): Case => [
    `a ${field} that is too long`,
    { [field]: '丙'.repeat(201) },
    'TEXT_TOO_LONG',
    ['input', field],
  ]),
  ['a text that is not a membership number', { membership: '暂无' }, 'BAD_MEMBER', ['input', 'membership']],
  [
    'a text that is not a national id',
    { nationalId: '330602199001010012' },
    'BAD_NATIONAL_ID',
    ['input', 'nationalId'],
  ],
  ['a control character', { name: '王\u001B强' }, 'BAD_TEXT', ['input', 'name']],
  ['an office code with forbidden characters', { office: 'a-b' }, 'BAD_OFFICE', ['input', 'office']],
];

describe.each<readonly [mutation: Name, cases: readonly Case[]]>([
  ['registerWorker', [...keyed, ...detailed]],
  ['correctWorker', [...keyed, ...detailed]],
  ['eraseWorker', keyed],
])('%s changes nothing', (mutation, cases) => {
  it.each(cases)('with %s', async (_what, wrong, ...[code, field]) => {
    const before = await eventCount();
    for (const language of ['en', 'zh'] as const) {
      const { worker, position, userErrors } = await order(mutation, { worker: nobody, ...wrong }, language);
      expect({ worker, position, userErrors }).toStrictEqual({
        ...{ worker: null, position: null },
        userErrors: [{ code, field, existing: null, message: expect.stringMatching(/^[^{}]+$/) as string }],
      });
      expect(/\p{Script=Han}/u.test(userErrors[0]?.message.replaceAll(/“.*?”/g, '') ?? '')).toBe(
        language === 'zh',
      );
    }
    expect(await eventCount()).toBe(before);
  });
});

describe('a worker who is not registered', () => {
  it.each(['correctWorker', 'eraseWorker'] as const)(
    'is reported with the field of the input: %s',
    async (mutation) => {
      const { worker, userErrors } = await order(mutation, { worker: nobody, name: '王芳' });
      expect([worker, userErrors.map(({ code, field }) => [code, field])]).toStrictEqual([
        ...[null, [['UNKNOWN_WORKER', ['input', 'worker']]]],
      ]);
    },
  );
});

describe('a worker', () => {
  it('is registered, corrected and erased; each time the answer is the current register entry', async () => {
    const registered = await order('registerWorker', { membership: ' W-1 ', name: '王芳', sex: 'FEMALE' });
    expect(registered).toMatchObject({
      userErrors: [],
      worker: { state: 'REGISTERED', office: 'LEDGER', sex: 'FEMALE' },
    });
    const worker = registered.worker?.number;
    const corrected = await order('correctWorker', { worker, occupation: '骑手' });
    expect(corrected).toMatchObject({
      userErrors: [],
      worker: { number: worker, sex: 'FEMALE', occupation: '骑手' },
    });
    const emptied = await order('correctWorker', { worker, sex: null });
    expect(emptied).toMatchObject({ userErrors: [], worker: { sex: null, occupation: '骑手' } });
    const erased = await order('eraseWorker', { worker });
    expect(erased).toMatchObject({ userErrors: [], worker: { number: worker, state: 'ERASED' } });
    expect([registered, corrected, emptied].map(({ notSeen }) => notSeen)).toStrictEqual([null, null, null]);
    expect(erased.notSeen).toContain('backups that are older than this erasure still hold the key');
    const again = await order('eraseWorker', { worker }, 'zh');
    expect(again.notSeen).toContain('备份里还有这把密钥');
    const positions = [registered, corrected, emptied, erased].map(({ position }) => position ?? '');
    expect(positions.toSorted()).toStrictEqual(positions);
  });

  it('that was erased: the answer warns about copies on servers that the ledger cannot see', () => {
    expect(notSeenOf({ storage: 'servers' }, 'en')).toMatch(
      /journals and oplogs .* cannot be seen from here/,
    );
    expect(notSeenOf({ storage: 'servers' }, 'zh')).toContain('oplog');
  });

  it('is registered once by a repeated request, and never again with the same number', async () => {
    const person = { membership: 'W-2', name: '李强', idempotencyKey: 'again' };
    const first = await order('registerWorker', person);
    const before = await eventCount();
    const again = await order('registerWorker', person);
    expect([again.worker?.number, again.userErrors]).toStrictEqual([first.worker?.number, []]);
    const other = await order('registerWorker', { membership: 'W-2', name: '李强' });
    expect(other.userErrors.map(({ code }) => code)).toStrictEqual(['ALREADY_REGISTERED']);
    expect(other.userErrors[0]?.message).toContain(String(first.worker?.number));
    expect(await eventCount()).toBe(before);
  });

  it('is not registered without a membership number, national id, name or phone', async () => {
    const before = await eventCount();
    for (const nobody of [{}, { sex: 'FEMALE', occupation: '骑手' }, { name: ' ', phone: '' }]) {
      const { userErrors } = await order('registerWorker', nobody);
      expect(userErrors.map(({ code, field }) => [code, field])).toStrictEqual([
        ['MISSING_PERSON', ['input']],
      ]);
    }
    expect(await eventCount()).toBe(before);
  });
});
