import { refused } from '@ledger/ledger/kernel/decision.js';
import { actIdOf, streamId } from '@ledger/ledger/kernel/ids.js';
import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import { userErrorOf, userErrorsOf, workerFields } from './user-errors.js';

describe('a user error', () => {
  it('names the field that belongs to its code, and has a message in both languages', () => {
    const refusal = refused('UNKNOWN_KIND', { kind: '体检' });
    const error = { code: 'UNKNOWN_KIND', field: ['input', 'kind'], existing: null };
    expect(userErrorOf(refusal, null, 'en')).toStrictEqual({
      ...error,
      message: 'there is no kind of service “体检”',
    });
    expect(userErrorOf(refusal, null, 'zh')).toStrictEqual({ ...error, message: '没有“体检”这个服务类别' });
  });

  it.each<readonly [named: string, field: readonly string[]]>([
    ['note', ['input', 'note']],
    ['person.name', ['input', 'person', 'name']],
  ])('names the field that the refusal itself names: %s', (named, field) => {
    const refusal = refused('TEXT_TOO_LONG', { field: named, max: 200 });
    expect(userErrorOf(refusal, null, 'en')).toStrictEqual({
      ...{ code: 'TEXT_TOO_LONG', field, existing: null },
      message: `${named} is longer than 200 characters`,
    });
  });

  it('prefers the field of its code to the field in its facts', () => {
    expect(
      userErrorOf(refused('BAD_AMOUNT', { field: 'note', amount: 'x' }), null, 'en').field,
    ).toStrictEqual([...['input', 'amountFen']]);
  });

  it.each<RefusalDetails>([{}, { field: 7 }])(
    'names no field if neither code nor facts name one: %j',
    (because) => {
      expect(userErrorOf(refused('CONTENDED', because), null, 'en').field).toBeNull();
    },
  );

  it('names the worker field if the input itself is the person', () => {
    const refusal = refused('UNKNOWN_WORKER', { worker: '000000175' });
    expect(userErrorOf(refusal, null, 'en').field).toStrictEqual(['input', 'person', 'number']);
    expect(userErrorOf(refusal, null, 'en', workerFields).field).toStrictEqual(['input', 'worker']);
    expect(userErrorOf(refused('BAD_KEY', { max: 200 }), null, 'en', workerFields).field).toStrictEqual([
      ...['input', 'idempotencyKey'],
    ]);
  });

  it('names the act that already exists', () => {
    const existing = actIdOf(streamId('passbook-000000175-2026'), 0);
    const outcome = { ...refused('DUPLICATE', { reference: 'KQ-1' }), existing };
    expect(userErrorsOf(outcome, 'zh')).toStrictEqual([
      {
        ...{ code: 'DUPLICATE', field: ['input', 'reference'] },
        ...{ message: '业务编号KQ-1已经登记，内容相同', existing: 'passbook-000000175-2026.0' },
      },
    ]);
    const nobody = { ...refused('UNKNOWN_WORKER', { worker: 'x' }), existing: null };
    expect(userErrorsOf(nobody, 'en', workerFields)[0]?.field).toStrictEqual(['input', 'worker']);
  });
});
