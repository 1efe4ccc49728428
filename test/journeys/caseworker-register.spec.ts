import { Clerk, newKey, type Input } from './support/clerk.js';
import { instant } from './support/expected-act.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';
import type { Worker } from './support/wire.js';

const ledger = sharedLedger();
const clerk = (): Clerk => new Clerk(ledger().client);

/** The complete worker that the API must return: the known fields, and the default for all others. */
const workerWith = (known: Partial<Worker>): Readonly<Record<string, unknown>> => ({
  state: 'REGISTERED',
  office: 'LEDGER',
  membership: null,
  name: null,
  nationalId: null,
  phone: null,
  sex: null,
  occupation: null,
  employer: null,
  registeredAt: instant,
  ...known,
});

const zhao = {
  membership: 'RG-0001',
  nationalId: '33060219900101001X',
  name: '赵师傅',
  phone: '13900001234',
  sex: 'MALE',
  occupation: '网约车司机',
  employer: '滴滴出行',
};

const visit = (person: Input, more: Input = {}): Input => ({
  kind: 'health-check',
  on: '2023-04-01',
  district: '330681',
  person,
  headcount: 1,
  amountFen: 60_000,
  note: '左膝旧伤',
  ...more,
});

describe('a caseworker', () => {
  it(
    'registers a worker, who is found by number, membership number and national id',
    async () => {
      const { worker, position } = await clerk().worker('registerWorker', zhao);
      const expected = workerWith({ ...zhao, number: worker.number });
      expect(worker).toStrictEqual(expected);
      const asked = [
        { number: worker.number },
        { membership: zhao.membership },
        { nationalId: zhao.nationalId },
      ];
      for (const by of asked) {
        expect(await clerk().readWorker({ ...by, atLeast: position })).toStrictEqual(expected);
      }
      const { act } = await clerk().act('recordAct', visit({ membership: zhao.membership }));
      expect(act.worker).toBe(worker.number);
    },
    patience,
  );

  it(
    'registers nobody twice',
    async () => {
      const input = { idempotencyKey: newKey(), membership: 'RG-0002', name: '钱师傅' };
      const first = await clerk().tryWorker('registerWorker', input);
      const before = await clerk().events();
      expect(await clerk().tryWorker('registerWorker', input)).toStrictEqual(first);
      const other = { ...input, name: '钱' };
      expect(await clerk().workerRefusal('registerWorker', other)).toStrictEqual({
        code: 'COMMAND_ID_REUSED',
        field: ['input', 'idempotencyKey'],
        message: 'the idempotency key was used before, with other content',
        existing: null,
      });
      const again = { membership: 'RG-0002', name: '钱师傅' };
      expect(await clerk().workerRefusal('registerWorker', again)).toStrictEqual({
        code: 'ALREADY_REGISTERED',
        field: ['input'],
        message: expect.stringContaining('the worker is registered already, under number ') as string,
        existing: null,
      });
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );

  it(
    'registers somebody without any number, and the same request names the same person',
    async () => {
      const input = { idempotencyKey: newKey(), name: '孙阿姨', phone: '13900005678' };
      const first = await clerk().worker('registerWorker', input);
      const again = await clerk().worker('registerWorker', input);
      expect(again).toStrictEqual(first);
      expect(first.worker).toStrictEqual(
        workerWith({ number: first.worker.number, name: '孙阿姨', phone: '13900005678' }),
      );
      const other = await clerk().worker('registerWorker', { name: '孙阿姨', phone: '13900005678' });
      expect(other.worker.number).not.toBe(first.worker.number);
    },
    patience,
  );

  it.each([
    ['membership', 'RG-0003'],
    ['nationalId', '330602199102020022'],
  ] as const)(
    'is told whose %s is taken already',
    async (field, value) => {
      await clerk().worker('registerWorker', { [field]: value, name: '李' });
      const other = await clerk().worker('registerWorker', { name: '周' });
      const before = await clerk().events();
      const correction = { worker: other.worker.number, [field]: value };
      expect(await clerk().workerRefusal('correctWorker', correction)).toStrictEqual({
        code: 'LOOKUP_TAKEN',
        field: ['input', field],
        message: `the number in ${field} belongs to another worker already`,
        existing: null,
      });
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );

  it(
    'who is refused a registration can import it again with the right membership number',
    async () => {
      await clerk().worker('registerWorker', { membership: 'RG-0007', name: '冯' });
      const chen = { nationalId: '330602199404040045', name: '陈' };
      const wrong = await clerk().workerRefusal('registerWorker', { ...chen, membership: 'RG-0007' });
      expect(wrong.code).toBe('ALREADY_REGISTERED');
      const right = await clerk().worker('registerWorker', { ...chen, membership: 'RG-0008' });
      const found = await clerk().readWorker({ nationalId: chen.nationalId, atLeast: right.position });
      expect([found?.name, found?.membership]).toStrictEqual(['陈', 'RG-0008']);
    },
    patience,
  );
});
