import { Clerk, newKey, type Input } from './support/clerk.js';
import type { ActMutation, WorkerMutation } from './support/operations.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';

const ledger = sharedLedger();
const clerk = (): Clerk => new Clerk(ledger().client);

type Refusal = readonly [wrong: Input, code: string, field: readonly string[]];

const service: Input = {
  ...{ kind: 'cancer-screening', on: '2023-03-08', district: '330603', headcount: 1, amountFen: 100 },
  person: { membership: 'RF-0001', name: '韩', sex: 'FEMALE', occupation: '骑手', employer: '饿了么' },
};
const nowhere = { act: 'passbook-888888885-2023.0', on: '2023-04-01' };

/**
 * One refusal for each mutation. It proves that the refusal reaches the client with its field and that nothing is
 * written. The specs of the mutations prove all other refusals without a server.
 */
const ofActs: readonly (readonly [ActMutation, Input, ...Refusal])[] = [
  ['recordAct', service, { headcount: -1 }, 'BAD_COUNT', ['input', 'headcount']],
  ['requestSubsidy', service, {}, 'WRONG_KIND', ['input', 'kind']],
  ['submitMutualAidClaim', service, {}, 'WRONG_KIND', ['input', 'kind']],
  ['approveSubsidy', nowhere, { amountFen: -1 }, 'NEGATIVE_AMOUNT', ['input', 'amountFen']],
  ['assessMutualAidClaim', nowhere, { on: '2023-02-30' }, 'BAD_DATE', ['input', 'on']],
  ['paySubsidy', nowhere, {}, 'UNKNOWN_ACT', ['input', 'act']],
  ['payMutualAidClaim', nowhere, { on: '2999-01-01' }, 'DATE_IN_FUTURE', ['input', 'on']],
  ['refuseSubsidy', nowhere, { reason: ' 　 ' }, 'MISSING_REASON', ['input', 'reason']],
  ['refuseMutualAidClaim', nowhere, { reason: '因'.repeat(4_001) }, 'TEXT_TOO_LONG', ['input', 'reason']],
  ['correctAct', { act: nowhere.act, reason: '改' }, { kind: null }, 'UNKNOWN_KIND', ['input', 'kind']],
  ['reverseAct', { act: nowhere.act, reason: '错' }, {}, 'UNKNOWN_ACT', ['input', 'act']],
];

const ofWorkers: readonly (readonly [WorkerMutation, Input, ...Refusal])[] = [
  ['registerWorker', {}, { office: 'a-b' }, 'BAD_OFFICE', ['input', 'office']],
  ['correctWorker', { worker: '888888885' }, { name: '丙'.repeat(201) }, 'TEXT_TOO_LONG', ['input', 'name']],
  ['eraseWorker', { worker: '888888885' }, { idempotencyKey: '' }, 'BAD_KEY', ['input', 'idempotencyKey']],
];

describe('nothing is written of what is refused:', () => {
  it.each(ofActs)(
    '%s',
    async (mutation, right, ...[wrong, code, field]) => {
      const before = await clerk().events();
      const refused = await clerk().refusal(mutation, { ...right, ...wrong });
      expect({ ...refused, message: '' }).toStrictEqual({ code, field, message: '', existing: null });
      expect(refused.message).toMatch(/^[^{}]+$/);
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );

  it.each(ofWorkers)(
    '%s',
    async (mutation, right, ...[wrong, code, field]) => {
      const before = await clerk().events();
      const submitted = { idempotencyKey: newKey(), ...right, ...wrong };
      const refused = await clerk().workerRefusal(mutation, submitted);
      expect({ ...refused, message: '' }).toStrictEqual({ code, field, message: '', existing: null });
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );
});
