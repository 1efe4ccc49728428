import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { actFromLog } from '@ledger/projections/acts/acts-queries.js';
import { workerFromLog } from '@ledger/projections/workers/workers-queries.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { writingDoor } from '@ledger/test/support/direct-doors.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import {
  claim,
  MutationClient,
  service,
  subsidy,
  type ActMutationName,
  type Input,
} from '@ledger/test/support/mutation-client.js';
import { appendingThrough } from '@ledger/test/support/overtaken.js';
import { countedLog, type Reads } from '@ledger/test/support/reads.js';
import { presentAct, presentWorker } from './presenters.js';
import { WorkerMutations } from './worker-mutations.js';

let ledger: TestLedger;
let counted: TestLedger;
let client: MutationClient;
const reads: Reads = [];
beforeAll(async () => {
  ledger = await openLedger({ where: 'memory' });
  // Time passes at each append, so that no two commands have the same time of recording.
  const ticking = appendingThrough(ledger.log, (chain) => {
    ledger.clock.set(new Date(Date.parse(ledger.clock.now()) + 1000).toISOString());
    return ledger.log.append(chain);
  });
  const log = countedLog(ticking, reads, () => null);
  counted = { ...ledger, log, write: ledger.writer(() => log) };
  client = new MutationClient(counted);
  // The first new person reads the log once more, for a block of numbers.
  await client.idOf('recordAct', service);
});
afterAll(() => ledger.close());

/** Submits a mutation. Its act must be the one that the log has now; returns its id and how often the log was read. */
const submitted = async (mutation: ActMutationName, input: Input): Promise<[id: string, reads: number]> => {
  reads.length = 0;
  const { act, userErrors } = await client.order(mutation, input);
  const count = reads.length;
  expect(userErrors).toStrictEqual([]);
  const found = await actFromLog(ledger.log, act?.id ?? '');
  expect(act).toStrictEqual(found === null ? 'no act' : presentAct(found.act));
  return [act?.id ?? '', count];
};

describe('the act that a mutation answers is the one in the log, and is not read again', () => {
  it.each([
    ['subsidy', 'requestSubsidy', 'approveSubsidy', 'paySubsidy'],
    ['claim', 'submitMutualAidClaim', 'assessMutualAidClaim', 'payMutualAidClaim'],
  ] as const)('for a %s', async (_what, open, approve, pay) => {
    const input = open === 'requestSubsidy' ? subsidy : claim;
    const [act, opened] = await submitted(open, { ...input, on: '2024-03-01' });
    expect(opened).toBe(1);
    expect(await submitted(approve, { act, on: '2024-03-02' })).toStrictEqual([act, 2]);
    expect(await submitted(pay, { act, on: '2024-03-03' })).toStrictEqual([act, 2]);
  });

  it('for an act that is recorded, corrected, reversed and gives its reference back', async () => {
    const [act, recorded] = await submitted('recordAct', { ...service, reference: 'R-1' });
    expect(recorded).toBe(1);
    expect(await submitted('correctAct', { act, headcount: 2, reason: '改' })).toStrictEqual([act, 4]);
    expect(await submitted('reverseAct', { act, reason: '错' })).toStrictEqual([act, 2]);
    expect(await submitted('releaseReference', { act, reason: '错' })).toStrictEqual([act, 2]);
  });

  it('for a session and for an attendance after others', async () => {
    const session = { kind: 'legal-lecture', on: '2024-06-01', district: '330603', headcount: 40 };
    const [held] = await submitted('recordAct', { ...session, sessions: 1 });
    for (const membership of ['RF-0101', 'RF-0102']) {
      const person = { membership, name: '韩' };
      const attendance = { ...session, headcount: 1, session: held, person };
      expect((await submitted('recordAct', attendance))[1]).toBe(1);
    }
  });

  it('except for the second of two equal requests at once, which gets what the first has written', async () => {
    const input = { ...service, on: '2024-04-02', idempotencyKey: 'twice' };
    const [first, second] = await Promise.all([submitted('recordAct', input), submitted('recordAct', input)]);
    expect(second[0]).toBe(first[0]);
  });

  it('except for a repeat, which is answered with what happened since', async () => {
    const input = { ...service, on: '2024-04-01', idempotencyKey: 'once' };
    const [act] = await submitted('recordAct', input);
    await submitted('reverseAct', { act, reason: '错' });
    expect(await submitted('recordAct', input)).toStrictEqual([act, 2]);
  });
});

it('the worker that a mutation answers is the one in the register', async () => {
  const mutations = new WorkerMutations(writingDoor(counted));
  const context = { language: 'en', by: caseworker, loaders: {} as never } as const;
  const counts: number[] = [];
  const order = async (
    mutation: 'registerWorker' | 'correctWorker' | 'eraseWorker',
    input: Input,
  ): Promise<number> => {
    reads.length = 0;
    const run = mutations[mutation].bind(mutations) as (
      sent: Input,
      at: typeof context,
    ) => ReturnType<WorkerMutations['eraseWorker']>;
    const { worker } = await run({ idempotencyKey: `worker-${String(counts.length)}`, ...input }, context);
    counts.push(reads.length);
    const found = await workerFromLog(ledger.log, workerNo(worker?.number ?? 0));
    expect(worker).toStrictEqual(found === null ? 'nobody' : presentWorker(found.worker));
    return worker?.number ?? 0;
  };
  const worker = await order('registerWorker', { membership: 'W-7', name: '王芳' });
  await order('correctWorker', { worker, occupation: '骑手' });
  await order('eraseWorker', { worker });
  expect(counts).toStrictEqual([5, 5, 5]);
});
