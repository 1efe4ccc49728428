import { refused } from '@ledger/ledger/kernel/decision.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { sentAct, sentChanges, checkKey, requestedBy, sentPerson } from './api-inputs.js';

describe('an idempotency key', () => {
  it.each(['k', ' k ', '幂等', '__proto__', 'k'.repeat(200)])('is valid: %j', (key) => {
    expect(checkKey(key)).toBeNull();
  });

  it.each(['', ' ', '\u3000\n', 'k'.repeat(201), 'k\ud800'])('is invalid: %j', (key) => {
    expect(checkKey(key)).toStrictEqual(refused('BAD_KEY', { max: 200 }));
  });

  it('determines the id of the command', () => {
    const by = { actor: 'li', role: 'caseworker', district: null, correlation: 'desk', cause: null };
    expect(requestedBy('k-1', by)).toStrictEqual({ commandId: 'key:k-1', key: 'k-1', by });
  });
});

describe('an act', () => {
  const input: Api.RecordActInput = {
    ...{ idempotencyKey: 'k-1', kind: 'health-check', on: '2026-03-08', district: '330603', amountFen: 0 },
  };

  it.each([undefined, null])('may name no person: %p', (person) => {
    expect(sentAct(person === undefined ? input : { ...input, person })).toStrictEqual({
      ...input,
      person: null,
    });
  });

  it('names a person by number, or by details', () => {
    const byNumber = sentAct({ ...input, person: { number: workerNo(17) } });
    expect(byNumber.person).toStrictEqual({ number: 17, sex: undefined });
    const details = { membership: ' KQ-1 ', name: '王芳', occupation: null, employer: '' };
    const byDetails = sentAct({ ...input, person: { ...details, number: null, sex: 'FEMALE' } });
    expect(byDetails.person).toStrictEqual({ ...details, number: null, sex: 'female' });
    expect(sentAct({ ...input, person: { sex: null } }).person?.sex).toBeNull();
  });
});

describe('a correction', () => {
  const order = { idempotencyKey: 'k-1', act: 'passbook-000000175-2026.0', reason: '改' };

  it('changes the fields that are given, and no others', () => {
    expect(sentChanges(order)).toStrictEqual({});
    expect(sentChanges({ ...order, note: null, headcount: 0 })).toStrictEqual({
      note: null,
      headcount: 0,
    });
  });

  it('may clear or set the sex', () => {
    expect(sentChanges({ ...order, sex: null })).toStrictEqual({ sex: null });
    expect(sentChanges({ ...order, sex: 'MALE' })).toStrictEqual({ sex: 'male' });
  });
});

describe('the outcome of an act', () => {
  const order = { idempotencyKey: 'k-1', act: 'case-wages.0', reason: '改' };

  it('is given by its name in the API', () => {
    const input = { idempotencyKey: 'k-1', kind: 'legal-case', on: '2026-03-08', district: '330603' };
    expect(sentAct({ ...input, outcome: 'NOT_MEDIATED', satisfied: false })).toMatchObject({
      outcome: 'not-mediated',
      satisfied: false,
    });
    expect(sentAct({ ...input, outcome: null })).not.toHaveProperty('outcome');
  });

  it('may be changed or cleared by a correction', () => {
    expect(sentChanges({ ...order, outcome: 'CLOSED' })).toStrictEqual({ outcome: 'closed' });
    expect(sentChanges({ ...order, outcome: null, satisfied: null })).toStrictEqual({
      outcome: null,
      satisfied: null,
    });
  });
});

describe('a person', () => {
  it('has the details that are given, and no others', () => {
    expect(sentPerson({})).toStrictEqual({});
    expect(sentPerson({ name: '王芳', sex: 'FEMALE' })).toStrictEqual({ name: '王芳', sex: 'female' });
  });

  it('may be cleared in every detail', () => {
    const nothing = {
      ...{ membership: null, nationalId: null, name: null, phone: null },
      ...{ sex: null, occupation: null, employer: null },
    };
    expect(sentPerson(nothing)).toStrictEqual(nothing);
  });
});
