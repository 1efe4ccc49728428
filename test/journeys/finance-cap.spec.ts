import { Clerk, type Input } from './support/clerk.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';

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

const claim = (membership: string, more: Input = {}): Input => ({
  ...subsidy(membership),
  kind: 'medical-mutual-aid-payout',
  ...more,
});

describe('the yearly cap', () => {
  const over = (used: string): unknown => ({
    code: 'OVER_CAP',
    field: ['input', 'amountFen'],
    message: `over the cap of 2000.00 yuan a year (${used} yuan used in 2023)`,
    existing: null,
  });

  it(
    'counts what is approved and what is paid, not what is only asked for',
    async () => {
      const request = (amountFen: number): Promise<string> =>
        clerk()
          .act('requestSubsidy', subsidy('FI-cap', { amountFen }))
          .then(({ act }) => act.id);
      const ids = [await request(200_000), await request(200_000), await request(200_000)];
      const [first = '', second = '', third = ''] = ids;
      const approval = (act: string, amountFen: number): Input => ({ act, on: '2023-03-01', amountFen });
      await clerk().act('approveSubsidy', approval(first, 120_000));
      expect(await clerk().refusal('approveSubsidy', approval(second, 80_001))).toStrictEqual(
        over('1200.00'),
      );
      await clerk().act('paySubsidy', { act: first, on: '2023-03-02' });
      expect(await clerk().refusal('approveSubsidy', approval(second, 80_001))).toStrictEqual(
        over('1200.00'),
      );
      await clerk().act('approveSubsidy', approval(second, 80_000));
      expect(await clerk().refusal('approveSubsidy', approval(third, 1))).toStrictEqual(over('2000.00'));
      expect(await clerk().refusal('recordAct', subsidy('FI-cap', { amountFen: 1 }))).toStrictEqual(
        over('2000.00'),
      );
      await clerk().act('refuseSubsidy', { act: second, on: '2023-03-03', reason: '放弃' });
      await clerk().act('approveSubsidy', approval(third, 80_000));
    },
    patience,
  );

  it(
    'is that of the year of the request, also where it is paid in the next',
    async () => {
      const asked = await clerk().act(
        'requestSubsidy',
        subsidy('FI-year', { on: '2023-12-30', amountFen: 200_000 }),
      );
      await clerk().act('approveSubsidy', { act: asked.act.id, on: '2024-01-05' });
      await clerk().act('paySubsidy', { act: asked.act.id, on: '2024-01-10' });
      expect(
        await clerk().refusal('recordAct', subsidy('FI-year', { on: '2023-12-31', amountFen: 1 })),
      ).toStrictEqual(over('2000.00'));
      const next = await clerk().act(
        'recordAct',
        subsidy('FI-year', { on: '2024-01-11', amountFen: 200_000 }),
      );
      expect(next.act.state).toBe('PAID');
    },
    patience,
  );

  it(
    'does not hold for mutual aid',
    async () => {
      const asked = await clerk().act('submitMutualAidClaim', claim('FI-aid', { amountFen: 123_456_789 }));
      const granted = await clerk().act('assessMutualAidClaim', { act: asked.act.id, on: '2023-03-01' });
      expect([granted.act.state, granted.act.judgedBy]).toStrictEqual(['ASSESSED', null]);
    },
    patience,
  );
});
