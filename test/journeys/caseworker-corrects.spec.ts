import { pairHere } from '../support/pair.js';
import { Clerk, newKey, type Input } from './support/clerk.js';
import { instant } from './support/expected-act.js';
import { historyQuery } from './support/operations.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';
import type { Act, Worker } from './support/wire.js';

const ledger = sharedLedger();
const clerk = (): Clerk => new Clerk(ledger().client);
const chinese = { 'accept-language': 'zh' };
const keysOnServers = pairHere().documents === 'mongodb';
/** A worker number with a valid check digit that was never assigned. */
const nobody = '888888885';

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

const historyOf = async (number: string, atLeast: string): Promise<readonly Act[]> => {
  const { worker } = await ledger().client.ask(historyQuery, { number, atLeast });
  return worker.worker?.acts.edges.map(({ node }) => node) ?? [];
};

describe('a caseworker', () => {
  it(
    'who is refused a correction has taken no membership number from anybody',
    async () => {
      const key = newKey();
      const { worker } = await clerk().worker('registerWorker', { idempotencyKey: key, name: '褚' });
      const refused = [
        await clerk().workerRefusal('correctWorker', { worker: nobody, membership: 'RG-0009' }),
        await clerk().workerRefusal('correctWorker', {
          idempotencyKey: key,
          worker: worker.number,
          membership: 'RG-0010',
        }),
      ];
      expect(refused.map(({ code }) => code)).toStrictEqual(['UNKNOWN_WORKER', 'COMMAND_ID_REUSED']);
      for (const membership of ['RG-0009', 'RG-0010']) {
        const { act } = await clerk().act('recordAct', visit({ membership }));
        expect([nobody, worker.number]).not.toContain(act.worker);
      }
    },
    patience,
  );

  it(
    'corrects what is named and keeps the rest; the former number still finds the person',
    async () => {
      const { worker } = await clerk().worker('registerWorker', {
        ...zhao,
        membership: 'RG-0004',
        nationalId: '330602199303030032',
      });
      const corrected = await clerk().worker('correctWorker', {
        worker: worker.number,
        membership: 'RG-0004-新',
        name: '赵大师傅',
        phone: null,
        sex: null,
        employer: '曹操出行',
      });
      const expected = {
        ...worker,
        membership: 'RG-0004-新',
        name: '赵大师傅',
        phone: null,
        sex: null,
        employer: '曹操出行',
      };
      expect(corrected.worker).toStrictEqual(expected);
      for (const membership of ['RG-0004', 'RG-0004-新']) {
        const found = await clerk().readWorker({ membership, atLeast: corrected.position });
        expect(found).toStrictEqual(expected);
      }
      const before = await clerk().events();
      const nothing = await clerk().worker('correctWorker', { worker: worker.number });
      expect([nothing.worker, await clerk().events()]).toStrictEqual([expected, before]);
    },
    patience,
  );

  it(
    'erases a worker: the name is gone, the history and the totals stay under the number',
    async () => {
      const person = {
        membership: 'RG-0005',
        name: '吴师傅',
        sex: 'MALE',
        occupation: '骑手',
        employer: '美团',
      };
      const { act } = await clerk().act(
        'recordAct',
        visit(person, { district: '330683', reference: 'RG-2023-5' }),
      );
      const number = act.worker ?? '';
      const input = { idempotencyKey: newKey(), worker: number };
      const { worker, position, notSeen } = await clerk().worker('eraseWorker', input);
      const expected = workerWith({
        number,
        state: 'ERASED',
        sex: worker.sex,
        occupation: worker.occupation,
        employer: worker.employer,
      });
      expect(worker).toStrictEqual(expected);
      expect(await clerk().readWorker({ number, atLeast: position })).toStrictEqual(expected);
      expect(await clerk().readWorker({ membership: 'RG-0005', atLeast: position })).toBeNull();
      expect(await historyOf(number, position)).toStrictEqual([{ ...act, note: null }]);
      const { rows } = await clerk().totals({
        district: '330683',
        from: '2023-01',
        to: '2023-12',
        atLeast: position,
      });
      expect(rows.map(({ acts, people, amountFen }) => [acts, people, amountFen])).toStrictEqual([
        [1, 1, 60_000],
      ]);
      const before = await clerk().events();
      expect(await clerk().tryWorker('eraseWorker', input)).toStrictEqual({
        worker,
        position,
        notSeen,
        userErrors: [],
      });
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );

  it(
    'is told, of an erasure alone, where the key may lie still that nobody can look into',
    async () => {
      const registered = await clerk().worker('registerWorker', { name: '褚师傅' });
      const { number } = registered.worker;
      const corrected = await clerk().worker('correctWorker', { worker: number, occupation: '骑手' });
      expect([registered.notSeen, corrected.notSeen]).toStrictEqual([null, null]);
      const { notSeen } = await clerk().worker('eraseWorker', { worker: number });
      const again = await clerk().as(chinese).worker('eraseWorker', { worker: number });
      expect(notSeen).toMatch(
        /^(?=.*cannot be seen from here).*backups that are older than this erasure still hold/i,
      );
      expect(again.notSeen).toMatch(/^(?=.*这里看不到).*比这次删除更早的备份/);
      // With embedded key files, the ledger can prove that the key is gone, so the notice is shorter. On a server it
      // cannot see journal and oplog, so the notice names the oplog.
      expect([/oplog/.test(notSeen ?? ''), /oplog/.test(again.notSeen ?? '')]).toStrictEqual([
        keysOnServers,
        keysOnServers,
      ]);
    },
    patience,
  );

  it(
    'can do nothing more for somebody who was erased, and meets the member as somebody new',
    async () => {
      const person = { membership: 'RG-0006', name: '郑师傅' };
      const { act } = await clerk().act('recordAct', visit(person));
      const number = act.worker ?? '';
      await clerk().worker('eraseWorker', { worker: number });
      const before = await clerk().events();
      const unknown = {
        code: 'UNKNOWN_WORKER',
        existing: null,
        message: `nobody in the register has the number “${number}”; the person may have been erased`,
      };
      expect(await clerk().refusal('recordAct', visit({ number }, { on: '2022-04-01' }))).toStrictEqual({
        ...unknown,
        field: ['input', 'person', 'number'],
      });
      expect(await clerk().workerRefusal('correctWorker', { worker: number, name: '某' })).toStrictEqual({
        ...unknown,
        field: ['input', 'worker'],
      });
      expect(await clerk().events()).toBe(before);
      const anew = await clerk().act('recordAct', visit(person));
      expect(anew.act.worker).not.toBe(number);
      expect((await clerk().readWorker({ membership: 'RG-0006', atLeast: anew.position }))?.name).toBe(
        '郑师傅',
      );
      const wrong = { act: act.id, reason: '金额抄错' };
      expect(await clerk().refusal('correctAct', { ...wrong, amountFen: 50_000, note: '新' })).toStrictEqual({
        ...unknown,
        field: ['input', 'act'],
      });
      const reversed = await clerk().act('reverseAct', { ...wrong, ground: 'MISTAKE' });
      expect([reversed.act.state, reversed.act.worker]).toStrictEqual(['REVERSED', number]);
    },
    patience,
  );

  it.each([
    ['correctWorker', { name: '某' }],
    ['eraseWorker', {}],
  ] as const)(
    'is told by %s that nobody has a number',
    async (mutation, more) => {
      const before = await clerk().events();
      const order = { worker: nobody, ...more };
      const refused = await clerk().as(chinese).workerRefusal(mutation, order);
      expect(refused).toStrictEqual({
        code: 'UNKNOWN_WORKER',
        field: ['input', 'worker'],
        message: '名册里没有会员“888888885”；其资料可能已清除',
        existing: null,
      });
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );
});
