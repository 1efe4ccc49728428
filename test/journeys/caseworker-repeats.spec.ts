import { Clerk, newKey, type Input } from './support/clerk.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';

const ledger = sharedLedger();
const clerk = (): Clerk => new Clerk(ledger().client, { 'x-ledger-actor': 'wang.fang' });
const chinese = { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.1' };

const healthCheck = (membership: string, more: Input = {}): Input => ({
  kind: 'health-check',
  on: '2023-03-08',
  district: '330603',
  person: { membership, sex: 'FEMALE' },
  headcount: 1,
  amountFen: 90_000,
  ...more,
});

describe('a request that is sent again', () => {
  it(
    'is answered as the first time, and writes nothing',
    async () => {
      const input = healthCheck('RC-0005', { idempotencyKey: newKey(), reference: 'RC-2023-0005' });
      const first = await clerk().tryAct('recordAct', input);
      const before = await clerk().events();
      const repeats = await Promise.all([1, 2, 3].map(() => clerk().tryAct('recordAct', input)));
      expect(repeats).toStrictEqual([first, first, first]);
      expect(first.userErrors).toStrictEqual([]);
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );

  it(
    'at the same moment is recorded once',
    async () => {
      const input = healthCheck('RC-0006', { idempotencyKey: newKey() });
      const payloads = await Promise.all([1, 2, 3, 4, 5].map(() => clerk().tryAct('recordAct', input)));
      const [first] = payloads;
      expect(first?.act?.id).toMatch(/^passbook-\d{9}-2023\.0$/);
      // Positions are not compared: on some event stores the appends of one request are separate, so appends of another
      // request can come between.
      const recorded = payloads.map(({ position: _position, ...payload }) => payload);
      expect(recorded).toStrictEqual(payloads.map(() => recorded[0]));
    },
    patience,
  );

  it.each([
    ['for the same person and year', { amountFen: 80_000 }],
    ['with another note', { note: '改' }],
    ['in another year', { on: '2022-03-08' }],
    ['for another person', { person: { membership: 'RC-0008', sex: 'FEMALE' } }],
    ['for nobody', { person: null }],
    ['as a case', { kind: 'legal-case', amountFen: null }],
  ])(
    'under the same key with other content is refused: %s',
    async (what, other) => {
      const idempotencyKey = newKey();
      const input = healthCheck(`RC-0007 ${what}`, { idempotencyKey });
      await clerk().act('recordAct', input);
      // A new person gets a worker number before the command is decided, and that writes an event. This act registers
      // the person first, so that the event count below must not change.
      await clerk().act('recordAct', healthCheck('RC-0008', { kind: 'cancer-screening', on: '2021-01-01' }));
      const before = await clerk().events();
      expect(await clerk().refusal('recordAct', { ...input, ...other })).toStrictEqual({
        code: 'COMMAND_ID_REUSED',
        field: ['input', 'idempotencyKey'],
        message: 'the idempotency key was used before, with other content',
        existing: null,
      });
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );

  it(
    'under the key of another mutation is refused',
    async () => {
      const idempotencyKey = newKey();
      const { act } = await clerk().act('recordAct', healthCheck('RC-0009', { idempotencyKey }));
      const mutations = [
        clerk().refusal('reverseAct', { idempotencyKey, act: act.id, reason: '录错' }),
        clerk().refusal('correctAct', { idempotencyKey, act: act.id, reason: '录错', amountFen: 1 }),
        clerk().workerRefusal('eraseWorker', { idempotencyKey, worker: act.worker }),
        clerk().workerRefusal('correctWorker', { idempotencyKey, worker: act.worker, name: '某' }),
        clerk().workerRefusal('registerWorker', { idempotencyKey, name: '某' }),
      ];
      const codes = (await Promise.all(mutations)).map(({ code }) => code);
      expect(codes).toStrictEqual(mutations.map(() => 'COMMAND_ID_REUSED'));
      expect((await clerk().readWorker({ number: act.worker }))?.state).toBe('REGISTERED');
    },
    patience,
  );
});

describe('an act reference', () => {
  it(
    'with the same content is a duplicate of the act that has it',
    async () => {
      const input = healthCheck('RC-0010', { reference: 'RC-2023-0010', note: '复查' });
      const { act } = await clerk().act('recordAct', input);
      const before = await clerk().events();
      const duplicate = { code: 'DUPLICATE', field: ['input', 'reference'], existing: act.id };
      expect(await clerk().refusal('recordAct', input)).toStrictEqual({
        ...duplicate,
        message: 'reference RC-2023-0010 is recorded already, with the same content',
      });
      expect(await clerk().as(chinese).refusal('recordAct', input)).toStrictEqual({
        ...duplicate,
        message: '业务编号RC-2023-0010已经登记，内容相同',
      });
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );

  it.each([
    ['another amount', { amountFen: 89_999 }],
    ['no amount', { amountFen: null }],
    ['another day', { on: '2023-03-09' }],
    ['another person', { person: { membership: 'RC-0001', sex: 'FEMALE' } }],
    ['another note', { note: '复诊' }],
    ['another kind', { kind: 'cancer-screening' }],
    ['another district', { district: '330604' }],
  ])(
    'with %s is in use',
    async (what, other) => {
      const reference = `RC-2023-0011 ${what}`;
      const input = healthCheck(`RC-0011 ${what}`, { reference, note: '复查' });
      const { act } = await clerk().act('recordAct', input);
      const before = await clerk().events();
      expect(await clerk().refusal('recordAct', { ...input, ...other })).toStrictEqual({
        code: 'REF_REUSED',
        field: ['input', 'reference'],
        message: `reference ${reference} is recorded already, with other content`,
        existing: act.id,
      });
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );

  it(
    'is unique within its office only',
    async () => {
      const input = healthCheck('RC-0012', { reference: 'RC-2023-0012' });
      const idempotencyKey = 'before the first office';
      const here = await clerk().act('recordAct', { ...input, idempotencyKey });
      const there = await clerk().act('recordAct', { ...input, office: '柯桥' });
      expect([here.act.office, there.act.office]).toStrictEqual(['LEDGER', '柯桥']);
      expect(here.act.worker).not.toBe(there.act.worker);
      expect(await clerk().refusal('recordAct', { ...input, reference: 'RC-2023-0013' })).toStrictEqual({
        ...{ code: 'BAD_OFFICE', field: ['input', 'office'], existing: null },
        message: 'say which office submits it: offices have recorded under codes of their own (柯桥)',
      });
      expect(await clerk().act('recordAct', { ...input, idempotencyKey })).toStrictEqual(here);
    },
    patience,
  );
});
