import { Clerk, newKey, type Input } from './support/clerk.js';
import { actWith } from './support/expected-act.js';
import { entriesQuery } from './support/operations.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';

const ledger = sharedLedger();
const clerk = (): Clerk => new Clerk(ledger().client);

const healthCheck = (membership: string, district: string, more: Input = {}): Input => ({
  kind: 'health-check',
  on: '2023-03-08',
  district,
  person: { membership, sex: 'FEMALE', occupation: '骑手', employer: '饿了么' },
  headcount: 1,
  amountFen: 90_000,
  ...more,
});

/**
 * Monthly totals of one district for 2023, as arrays: month, acts, people, headcount, amount and paid amount (in fen).
 */
const monthsOf = async (district: string, atLeast: string): Promise<readonly unknown[]> => {
  const asked = { district, from: '2023-01', to: '2023-12', by: 'MONTH', atLeast };
  const { rows } = await clerk().totals(asked);
  return rows.map((row) => [row.month, row.acts, row.people, row.headcount, row.amountFen, row.paidFen]);
};

/** The signed entries that the totals of one district for 2023 are made of, as arrays. */
const linesOf = async (district: string): Promise<readonly unknown[]> => {
  const { totals } = await ledger().client.ask(entriesQuery, { district, from: '2023-01', to: '2023-12' });
  return totals.events.edges.map(({ node }) => [
    node.event,
    node.on,
    node.kind.code,
    node.acts,
    node.headcount,
    node.amountFen,
    node.paidFen,
  ]);
};

describe('a correction', () => {
  it(
    'changes what it names, keeps the rest, and moves the totals',
    async () => {
      const [from, to] = ['330112', '330113'];
      const input = healthCheck('AM-0001', from, { note: '空腹', place: '一院', reference: 'AM-2023-0001' });
      const { act } = await clerk().act('recordAct', input);
      const corrected = await clerk().as({ 'x-ledger-actor': 'wang.fang' }).act('correctAct', {
        act: act.id,
        reason: '抄错',
        district: to,
        on: '2023-04-09',
        amountFen: 120_000,
        headcount: 2,
        place: null,
        employer: '美团配送',
      });
      const expected = actWith({
        ...act,
        kind: 'health-check',
        district: to,
        on: '2023-04-09',
        amountFen: 120_000,
        paidFen: 120_000,
        headcount: 2,
        place: null,
        employer: '美团配送',
        changedAt: corrected.act.changedAt,
      });
      expect(corrected.act).toStrictEqual(expected);
      expect(corrected.act.changedAt >= act.recordedAt).toBe(true);
      expect(await clerk().readAct(act.id, corrected.position)).toStrictEqual(expected);
      expect(await monthsOf(from, corrected.position)).toStrictEqual([]);
      expect(await monthsOf(to, corrected.position)).toStrictEqual([['2023-04', 1, 1, 2, 120_000, 120_000]]);
      expect(await linesOf(from)).toStrictEqual([
        ['HealthCheckRecorded', '2023-03-08', 'health-check', 1, 1, 90_000, 90_000],
        ['ActCorrected', '2023-03-08', 'health-check', -1, -1, -90_000, -90_000],
      ]);
      expect(await linesOf(to)).toStrictEqual([
        ['ActCorrected', '2023-04-09', 'health-check', 1, 2, 120_000, 120_000],
      ]);
    },
    patience,
  );

  it(
    'is judged like a new act: over the cap it is refused, at the cap it is not',
    async () => {
      const { act } = await clerk().act('recordAct', healthCheck('AM-0002', '330114'));
      const before = await clerk().events();
      const correction = { act: act.id, reason: '补录' };
      expect(await clerk().refusal('correctAct', { ...correction, amountFen: 150_001 })).toStrictEqual({
        code: 'OVER_CAP',
        field: ['input', 'amountFen'],
        message: 'over the cap of 1500.00 yuan for one act',
        existing: null,
      });
      const asMan = { ...correction, sex: 'MALE', amountFen: 150_000 };
      expect((await clerk().refusal('correctAct', asMan)).code).toBe('OVER_CAP');
      expect(await clerk().events()).toBe(before);
      const { act: corrected } = await clerk().act('correctAct', { ...correction, amountFen: 150_000 });
      expect(corrected.amountFen).toBe(150_000);
    },
    patience,
  );

  it(
    'cannot move an act to another year or another home',
    async () => {
      const { act } = await clerk().act('recordAct', healthCheck('AM-0003', '330122'));
      const before = await clerk().events();
      const moves = [{ on: '2022-12-31' }, { kind: 'legal-case' }, { kind: 'education-subsidy' }];
      for (const move of moves) {
        expect(await clerk().refusal('correctAct', { act: act.id, reason: '改', ...move })).toStrictEqual({
          code: 'NEEDS_MOVE',
          field: null,
          message:
            'a correction cannot move an act to another person, year or home: reverse it on the ground MISTAKE with releaseReference, and record it again',
          existing: null,
        });
      }
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );

  it(
    'that changes nothing writes nothing',
    async () => {
      const { act } = await clerk().act('recordAct', healthCheck('AM-0004', '330127'));
      const before = await clerk().events();
      for (const same of [{}, { amountFen: 90_000 }, { district: '330127', on: '2023-03-08' }]) {
        const { act: after } = await clerk().act('correctAct', { act: act.id, reason: '没有变', ...same });
        expect(after).toStrictEqual(act);
      }
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );

  it(
    'sent again is answered as the first time; with other content it is refused',
    async () => {
      const { act } = await clerk().act('recordAct', healthCheck('AM-0005', '330182'));
      const input = { idempotencyKey: newKey(), act: act.id, reason: '抄错', amountFen: 80_000 };
      const first = await clerk().tryAct('correctAct', input);
      const before = await clerk().events();
      expect(await clerk().tryAct('correctAct', input)).toStrictEqual(first);
      for (const other of [{ amountFen: 70_000 }, { reason: '又错' }, { note: '另有' }]) {
        expect((await clerk().refusal('correctAct', { ...input, ...other })).code).toBe('COMMAND_ID_REUSED');
      }
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );
});

describe('a reversal', () => {
  it(
    'frees the totals and the year, and the reference where it says so; the history keeps the act',
    async () => {
      const district = '330203';
      const input = healthCheck('AM-0006', district, { reference: 'AM-2023-0006' });
      const { act, position } = await clerk().act('recordAct', input);
      expect(await monthsOf(district, position)).toStrictEqual([['2023-03', 1, 1, 1, 90_000, 90_000]]);
      const reversed = await clerk().act('reverseAct', {
        ...{ act: act.id, reason: '人不对', ground: 'MISTAKE', releaseReference: true },
      });
      const expected = { ...act, state: 'REVERSED', paidFen: 0, changedAt: reversed.act.changedAt };
      expect(reversed.act).toStrictEqual(expected);
      expect(await clerk().readAct(act.id, reversed.position)).toStrictEqual(expected);
      expect(await monthsOf(district, reversed.position)).toStrictEqual([]);
      expect(await linesOf(district)).toStrictEqual([
        ['HealthCheckRecorded', '2023-03-08', 'health-check', 1, 1, 90_000, 90_000],
        ['ActReversed', '2023-03-08', 'health-check', -1, -1, -90_000, -90_000],
      ]);
      const again = await clerk().act('recordAct', { ...input, amountFen: 150_000 });
      expect(again.act.id).toBe(`passbook-${act.worker ?? ''}-2023.2`);
      expect(await monthsOf(district, again.position)).toStrictEqual([
        ['2023-03', 1, 1, 1, 150_000, 150_000],
      ]);
      expect((await clerk().refusal('recordAct', { ...input, reference: null })).code).toBe('ONCE_PER_YEAR');
      const third = { ...input, amountFen: 150_000 };
      expect(await clerk().refusal('recordAct', third)).toStrictEqual({
        code: 'DUPLICATE',
        field: ['input', 'reference'],
        message: 'reference AM-2023-0006 is recorded already, with the same content',
        existing: again.act.id,
      });
    },
    patience,
  );

  it(
    'frees what a yearly cap has taken',
    async () => {
      const subsidy = (amountFen: number): Input =>
        healthCheck('AM-0007', '330205', { kind: 'education-subsidy', amountFen });
      const first = await clerk().act('recordAct', subsidy(150_000));
      expect((await clerk().refusal('recordAct', subsidy(50_001))).message).toBe(
        'over the cap of 2000.00 yuan a year (1500.00 yuan used in 2023)',
      );
      await clerk().act('recordAct', subsidy(50_000));
      await clerk().act('reverseAct', { act: first.act.id, reason: '退回' });
      const { act } = await clerk().act('recordAct', subsidy(150_000));
      expect([act.state, act.amountFen]).toStrictEqual(['PAID', 150_000]);
    },
    patience,
  );

  it(
    'happens once; what is reversed is not corrected either',
    async () => {
      const { act } = await clerk().act('recordAct', healthCheck('AM-0008', '330206'));
      const reversal = { idempotencyKey: newKey(), act: act.id, reason: '重复' };
      const first = await clerk().tryAct('reverseAct', reversal);
      const before = await clerk().events();
      expect(await clerk().tryAct('reverseAct', reversal)).toStrictEqual(first);
      const wrong = {
        code: 'WRONG_STATE',
        field: ['input', 'act'],
        message: 'the act is reversed; that does not allow this',
        existing: null,
      };
      const orders = [
        clerk().refusal('reverseAct', { act: act.id, reason: '重复' }),
        clerk().refusal('correctAct', { act: act.id, reason: '重复', amountFen: 1 }),
      ];
      expect(await Promise.all(orders)).toStrictEqual([wrong, wrong]);
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );

  it(
    'of a gathering and of a case takes them out of the totals too',
    async () => {
      const district = '330211';
      const visit = { kind: 'station-visit', on: '2023-07-01', district, headcount: 25 };
      const hotline = healthCheck('AM-0009', district, { kind: 'hotline-case', amountFen: 5_000 });
      const visited = await clerk().act('recordAct', visit);
      const called = await clerk().act('recordAct', hotline);
      expect(await monthsOf(district, called.position)).toStrictEqual([
        ['2023-03', 1, 1, 1, 5_000, 0],
        ['2023-07', 1, 0, 25, 0, 0],
      ]);
      await clerk().act('reverseAct', { act: visited.act.id, reason: '记错' });
      const last = await clerk().act('reverseAct', { act: called.act.id, reason: '记错' });
      expect(await monthsOf(district, last.position)).toStrictEqual([]);
    },
    patience,
  );
});
