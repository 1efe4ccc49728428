import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { claim, MutationClient, service, subsidy } from '@ledger/test/support/mutation-client.js';

let ledger: TestLedger;
let client: MutationClient;
beforeAll(async () => {
  ledger = await openLedger({ where: 'memory' });
  client = new MutationClient(ledger);
});
afterAll(() => ledger.close());

describe('an accepted mutation returns the act in its current state and the position', () => {
  it('for a subsidy, from the request to the payment', async () => {
    const request = await client.order('requestSubsidy', { ...subsidy, on: '2024-03-01' });
    expect(request).toMatchObject({ userErrors: [], act: { state: 'REQUESTED', amountFen: 100 } });
    const act = request.act?.id;
    const approved = await client.order('approveSubsidy', { act, on: '2024-03-02', amountFen: 90 });
    expect(approved).toMatchObject({ userErrors: [], act: { id: act, state: 'APPROVED', paidFen: 0 } });
    const paid = await client.order('paySubsidy', { act, on: '2024-03-03' });
    expect(paid).toMatchObject({ userErrors: [], act: { state: 'PAID', paidFen: 90 } });
    const positions = [request, approved, paid].map(({ position }) => position ?? '');
    expect(positions.toSorted()).toStrictEqual(positions);
    const refused = await client.order('refuseSubsidy', { act, on: '2024-03-04', reason: '不符合' });
    expect(refused.userErrors.map(({ code }) => code)).toStrictEqual(['WRONG_STATE']);
  });

  it('for a claim, from its submission to its refusal', async () => {
    const act = await client.idOf('submitMutualAidClaim', { ...claim, on: '2024-03-01' });
    await client.idOf('assessMutualAidClaim', { act, on: '2024-03-02' });
    expect(
      await client.order('refuseMutualAidClaim', { act, on: '2024-03-03', reason: '不符合' }),
    ).toMatchObject({
      ...{ userErrors: [], act: { id: act, state: 'REFUSED' } },
    });
    const other = await client.idOf('submitMutualAidClaim', { ...claim, on: '2024-03-01' });
    await client.idOf('assessMutualAidClaim', { act: other, on: '2024-03-02' });
    expect(await client.order('payMutualAidClaim', { act: other, on: '2024-03-03' })).toMatchObject({
      ...{ userErrors: [], act: { state: 'PAID', paidFen: 100 } },
    });
  });

  it('for a correction and a reversal, with the ground if one is given', async () => {
    const act = await client.idOf('recordAct', { ...service, on: '2024-03-01' });
    const changes = { act, headcount: 2, place: null, reason: '改' };
    expect(await client.order('correctAct', changes)).toMatchObject({
      userErrors: [],
      act: { headcount: 2, place: null },
    });
    expect(await client.order('reverseAct', { act, reason: '错', ground: 'DUPLICATE' })).toMatchObject({
      ...{ userErrors: [], act: { state: 'REVERSED', reversedFor: 'DUPLICATE' } },
    });
    const unnamed = await client.idOf('recordAct', { ...service, on: '2024-03-02' });
    expect(await client.order('reverseAct', { act: unnamed, reason: '错', ground: null })).toMatchObject({
      ...{ userErrors: [], act: { state: 'REVERSED', reversedFor: null } },
    });
  });

  it('with its revision, and for a change that expects another one a refusal', async () => {
    const request = await client.order('requestSubsidy', { ...subsidy, on: '2022-03-01' });
    const act = request.act?.id;
    expect(request.act?.revision).toBe(1);
    const late = { act, on: '2022-03-02', expectedRevision: 2 };
    expect(await client.order('approveSubsidy', late)).toMatchObject({
      ...{ act: null, userErrors: [{ code: 'CHANGED_MEANWHILE', field: ['input', 'expectedRevision'] }] },
    });
    const approved = await client.order('approveSubsidy', { ...late, expectedRevision: 1 });
    expect(approved).toMatchObject({ userErrors: [], act: { state: 'APPROVED', revision: 2 } });
    await client.idOf('paySubsidy', { act, on: '2022-03-03', expectedRevision: null });
    const changes = { act, headcount: 2, reason: '改', expectedRevision: 2 };
    expect((await client.order('correctAct', changes)).userErrors.map(({ code }) => code)).toStrictEqual([
      'CHANGED_MEANWHILE',
    ]);
    const reversed = await client.order('reverseAct', { act, reason: '错', expectedRevision: 3 });
    expect(reversed).toMatchObject({ userErrors: [], act: { state: 'REVERSED', revision: 4 } });
    const release = { act, reason: '错', expectedRevision: 3 };
    expect(
      (await client.order('releaseReference', release)).userErrors.map(({ code }) => code),
    ).toStrictEqual(['CHANGED_MEANWHILE']);
  });

  it('for a repeated request the same result, but a refusal for the same key with other content', async () => {
    const order = { ...service, on: '2024-04-01', idempotencyKey: 'again' };
    const first = await client.order('recordAct', order);
    const before = await client.eventCount();
    const { act, position, userErrors } = await client.order('recordAct', order);
    expect([act?.id, position, userErrors]).toStrictEqual([first.act?.id, first.position, []]);
    const other = await client.order('recordAct', { ...order, headcount: 2 });
    expect(other.userErrors.map(({ code, field }) => [code, field])).toStrictEqual([
      ['COMMAND_ID_REUSED', ['input', 'idempotencyKey']],
    ]);
    expect(await client.eventCount()).toBe(before);
  });

  it('with the outcome of a case as stated; the note is read only if no outcome is stated', async () => {
    const wages = { ...service, kind: 'rights-case', on: '2024-05-01' };
    const said = await client.order('recordAct', { ...wages, outcome: 'CLOSED', note: '调解成功，满意' });
    expect(said).toMatchObject({ userErrors: [], act: { outcome: 'CLOSED', satisfied: true } });
    const corrected = await client.order('correctAct', { act: said.act?.id, note: '转仲裁', reason: '改' });
    expect(corrected).toMatchObject({ userErrors: [], act: { outcome: 'CLOSED', satisfied: null } });
    const read = await client.idOf('recordAct', { ...wages, note: '未调解成功，转仲裁' });
    const open = await client.order('correctAct', { act: read, note: '尚未结案，待补充', reason: '改' });
    expect(open).toMatchObject({ userErrors: [], act: { outcome: null, satisfied: null } });
    expect(
      await client.order('correctAct', { act: read, outcome: 'NOT_MEDIATED', reason: '改' }),
    ).toMatchObject({
      userErrors: [],
      act: { outcome: 'NOT_MEDIATED' },
    });
  });

  it('with a person named by number', async () => {
    const { act } = await client.order('recordAct', { ...service, on: '2024-05-01' });
    const number = workerNo(act?.worker ?? 0);
    expect(
      (await client.order('recordAct', { ...service, on: '2024-05-02', person: { number } })).act?.worker,
    ).toBe(number);
  });
});

describe('if an input has several problems', () => {
  it('the key is reported before all others', async () => {
    const { userErrors } = await client.order('correctAct', {
      idempotencyKey: '',
      act: '',
      on: 'x',
      reason: '',
    });
    expect(userErrors.map(({ code }) => code)).toStrictEqual(['BAD_KEY']);
  });

  it.each([
    ['approveSubsidy', { act: '', on: '2023-02-30', amountFen: -1 }, 'BAD_DATE'],
    ['refuseSubsidy', { act: '', on: '2023-02-30', reason: '' }, 'BAD_DATE'],
    ['correctAct', { act: '', kind: 'x', reason: '' }, 'UNKNOWN_KIND'],
  ] as const)('%s reports one of them', async (mutation, wrong, code) => {
    expect((await client.order(mutation, wrong)).userErrors.map((error) => error.code)).toStrictEqual([code]);
  });
});
