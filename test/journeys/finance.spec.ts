import { Clerk, newKey, type Input } from './support/clerk.js';
import { actWith } from './support/expected-act.js';
import { payoutsQuery } from './support/operations.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';
import type { Payout, PayoutPage } from './support/wire.js';

const ledger = sharedLedger();
const clerk = (): Clerk =>
  new Clerk(ledger().client, { 'x-ledger-actor': 'chen.cw', 'x-ledger-role': 'finance' });

const subsidy = (membership: string, more: Input = {}): Input => ({
  kind: 'education-subsidy',
  on: '2023-02-01',
  district: '330681',
  person: { membership, sex: 'MALE' },
  headcount: 1,
  amountFen: 150_000,
  ...more,
});

const payoutsOf = async (asked: Input): Promise<PayoutPage> =>
  (await ledger().client.ask(payoutsQuery, asked)).payouts;

/**
 * Monthly totals of one district for 2023 and 2024, as arrays: month, acts, headcount, people, amount and paid amount
 * (in fen).
 */
const monthsOf = async (district: string, atLeast: string): Promise<readonly unknown[]> => {
  const { rows } = await clerk().totals({ district, from: '2023-01', to: '2024-12', by: 'MONTH', atLeast });
  return rows.map((row) => [row.month, row.acts, row.headcount, row.people, row.amountFen, row.paidFen]);
};

const payoutWith = (
  known: Omit<Partial<Payout>, 'kind' | 'district'> & { kind: string; district: string },
): unknown => ({
  requestedOn: null,
  approvedOn: null,
  paidOn: null,
  refusedOn: null,
  requestedFen: null,
  approvedFen: null,
  paidFen: null,
  office: 'LEDGER',
  reference: null,
  ...known,
  kind: { code: known.kind },
  district: { code: known.district },
});

/** The two procedures that lead to a payout (subsidy and mutual aid claim), with the mutation of each step. */
const procedures = [
  {
    name: 'a subsidy',
    kind: 'education-subsidy',
    ask: 'requestSubsidy',
    agree: 'approveSubsidy',
    pay: 'paySubsidy',
    refuse: 'refuseSubsidy',
    asked: 'REQUESTED',
    agreed: 'APPROVED',
    rule: 'education-subsidy/1',
    districts: ['330303', '330304', '330305'],
  },
  {
    name: 'a mutual-aid claim',
    kind: 'medical-mutual-aid-payout',
    ask: 'submitMutualAidClaim',
    agree: 'assessMutualAidClaim',
    pay: 'payMutualAidClaim',
    refuse: 'refuseMutualAidClaim',
    asked: 'SUBMITTED',
    agreed: 'ASSESSED',
    rule: null,
    districts: ['330324', '330326', '330327'],
  },
] as const;

describe.each(procedures)('$name', ({ kind, ask, agree, pay, refuse, asked, agreed, rule, districts }) => {
  it(
    'is asked for, granted in part, and paid: on that day, and with that sum, it counts',
    async () => {
      const [district] = districts;
      const reference = `FI-${kind}-1`;
      const requested = await clerk().act(ask, subsidy(`FI-${kind}`, { kind, district, reference }));
      const { act } = requested;
      const worker = act.worker;
      const facts = {
        id: act.id,
        kind,
        district,
        worker,
        sex: 'MALE',
        headcount: 1,
        reference,
        recordedBy: 'chen.cw',
        judgedBy: rule,
      };
      const asIs = { on: '2023-02-01', amountFen: 150_000 };
      expect(act).toStrictEqual(actWith({ ...facts, ...asIs, state: asked }));
      expect(await monthsOf(district, requested.position)).toStrictEqual([]);
      const inList = {
        id: act.id,
        kind,
        district,
        worker,
        reference,
        requestedOn: '2023-02-01',
        requestedFen: 150_000,
      };
      const list = async (atLeast: string): Promise<readonly unknown[]> => {
        const page = await payoutsOf({ filter: { district }, atLeast });
        return [page.edges.map(({ node }) => node), page.totals];
      };
      expect(await list(requested.position)).toStrictEqual([
        [payoutWith({ ...inList, state: asked, on: '2023-02-01', amountFen: 150_000 })],
        [{ state: asked, payouts: 1, amountFen: 150_000 }],
      ]);

      const granted = await clerk().act(agree, { act: act.id, on: '2023-03-01', amountFen: 120_000 });
      expect(granted.act).toStrictEqual(
        actWith({ ...facts, ...asIs, state: agreed, changedAt: granted.act.changedAt }),
      );
      expect(await monthsOf(district, granted.position)).toStrictEqual([]);
      const step = { ...inList, approvedOn: '2023-03-01', approvedFen: 120_000 };
      expect(await list(granted.position)).toStrictEqual([
        [payoutWith({ ...step, state: agreed, on: '2023-03-01', amountFen: 120_000 })],
        [{ state: agreed, payouts: 1, amountFen: 120_000 }],
      ]);

      const paid = await clerk().act(pay, { act: act.id, on: '2024-04-30' });
      expect(paid.act).toStrictEqual(
        actWith({ ...facts, state: 'PAID', on: '2024-04-30', amountFen: 120_000, paidFen: 120_000 }),
      );
      expect(await clerk().readAct(act.id, paid.position)).toStrictEqual(paid.act);
      expect(await monthsOf(district, paid.position)).toStrictEqual([['2024-04', 1, 1, 1, 120_000, 120_000]]);
      const last = { ...step, paidOn: '2024-04-30', paidFen: 120_000 };
      expect(await list(paid.position)).toStrictEqual([
        [payoutWith({ ...last, state: 'PAID', on: '2024-04-30', amountFen: 120_000 })],
        [{ state: 'PAID', payouts: 1, amountFen: 120_000 }],
      ]);
    },
    patience,
  );

  it(
    'is refused before or after it was granted, and counts nowhere',
    async () => {
      const [, district] = districts;
      const first = await clerk().act(ask, subsidy(`FI-${kind}-no`, { kind, district, amountFen: 90_000 }));
      const second = await clerk().act(ask, subsidy(`FI-${kind}-no`, { kind, district, amountFen: 80_000 }));
      await clerk().act(agree, { act: second.act.id, on: '2023-02-10' });
      const reason = '材料不全';
      const one = await clerk().act(refuse, { act: first.act.id, on: '2023-02-15', reason });
      const two = await clerk().act(refuse, { act: second.act.id, on: '2023-02-20', reason });
      expect([one.act.state, two.act.state]).toStrictEqual(['REFUSED', 'REFUSED']);
      expect(await monthsOf(district, two.position)).toStrictEqual([]);
      const { edges, totals } = await payoutsOf({ filter: { district }, atLeast: two.position });
      const { worker } = first.act;
      const facts = { kind, district, worker, requestedOn: '2023-02-01', state: 'REFUSED' };
      expect(edges.map(({ node }) => node)).toStrictEqual([
        payoutWith({
          ...facts,
          id: first.act.id,
          requestedFen: 90_000,
          on: '2023-02-15',
          refusedOn: '2023-02-15',
          amountFen: 90_000,
        }),
        payoutWith({
          ...facts,
          id: second.act.id,
          requestedFen: 80_000,
          approvedOn: '2023-02-10',
          approvedFen: 80_000,
          on: '2023-02-20',
          refusedOn: '2023-02-20',
          amountFen: 80_000,
        }),
      ]);
      expect(totals).toStrictEqual([{ state: 'REFUSED', payouts: 2, amountFen: 170_000 }]);
    },
    patience,
  );

  it(
    'goes from step to step in this order only',
    async () => {
      const [, , district] = districts;
      const request = (amountFen: number): Promise<string> =>
        clerk()
          .act(ask, subsidy(`FI-${kind}-order`, { kind, district, amountFen }))
          .then(({ act }) => act.id);
      const [toPay, toRefuse] = [await request(10_000), await request(20_000)];
      const on = '2023-06-01';
      const steps = {
        agree: (act: string) => clerk().refusal(agree, { act, on }),
        pay: (act: string) => clerk().refusal(pay, { act, on }),
        refuse: (act: string) => clerk().refusal(refuse, { act, on, reason: '不符合' }),
        correct: (act: string) => clerk().refusal('correctAct', { act, reason: '改', amountFen: 1 }),
        reverse: (act: string) => clerk().refusal('reverseAct', { act, reason: '错' }),
      };
      const expectWrong = async (
        act: string,
        state: string,
        which: readonly (keyof typeof steps)[],
      ): Promise<void> => {
        const before = await clerk().events();
        for (const step of which) {
          expect(await steps[step](act)).toStrictEqual({
            code: 'WRONG_STATE',
            field: ['input', 'act'],
            message: `the act is ${state}; that does not allow this`,
            existing: null,
          });
        }
        expect(await clerk().events()).toBe(before);
      };
      await expectWrong(toPay, asked.toLowerCase(), ['pay', 'correct', 'reverse']);
      await clerk().act(agree, { act: toPay, on });
      await expectWrong(toPay, agreed.toLowerCase(), ['agree', 'correct', 'reverse']);
      await clerk().act(pay, { act: toPay, on });
      await expectWrong(toPay, 'paid', ['agree', 'pay', 'refuse']);
      await clerk().act(refuse, { act: toRefuse, on, reason: '不符合' });
      await expectWrong(toRefuse, 'refused', ['agree', 'pay', 'refuse', 'correct', 'reverse']);
      await clerk().act('reverseAct', { act: toPay, reason: '退款' });
      await expectWrong(toPay, 'reversed', ['agree', 'pay', 'refuse', 'correct', 'reverse']);
    },
    patience,
  );

  it(
    'is not granted above what was asked for',
    async () => {
      const { act } = await clerk().act(ask, subsidy(`FI-${kind}-over`, { kind, amountFen: 100_000 }));
      const before = await clerk().events();
      const over = { act: act.id, on: '2023-03-01', amountFen: 100_001 };
      expect(await clerk().refusal(agree, over)).toStrictEqual({
        code: 'OVER_REQUEST',
        field: ['input', 'amountFen'],
        message: 'more than the 1000.00 yuan asked for',
        existing: null,
      });
      expect(await clerk().events()).toBe(before);
      const granted = await clerk().act(agree, { act: act.id, on: '2023-03-01' });
      expect(granted.act.state).toBe(agreed);
    },
    patience,
  );

  it(
    'step that is sent again is answered as the first time',
    async () => {
      const { act } = await clerk().act(ask, subsidy(`FI-${kind}-again`, { kind, amountFen: 10_000 }));
      const steps = [
        [agree, { idempotencyKey: newKey(), act: act.id, on: '2023-03-01' }],
        [pay, { idempotencyKey: newKey(), act: act.id, on: '2023-03-02' }],
      ] as const;
      for (const [step, input] of steps) {
        const first = await clerk().tryAct(step, input);
        const before = await clerk().events();
        expect(await clerk().tryAct(step, input)).toStrictEqual(first);
        const other = { ...input, on: '2023-03-03' };
        expect((await clerk().refusal(step, other)).code).toBe('COMMAND_ID_REUSED');
        expect(await clerk().events()).toBe(before);
      }
    },
    patience,
  );
});
