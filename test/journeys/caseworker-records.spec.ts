import { historyQuery } from './support/operations.js';
import { Clerk, type Input } from './support/clerk.js';
import { actWith, instant } from './support/expected-act.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';
import type { Page, Act } from './support/wire.js';

const ledger = sharedLedger();
const clerk = (): Clerk => new Clerk(ledger().client, { 'x-ledger-actor': 'wang.fang' });
const chinese = { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.1' };

const healthCheck = (membership: string, more: Input = {}): Input => ({
  kind: 'health-check',
  on: '2023-03-08',
  district: '330603',
  person: { membership, sex: 'FEMALE' },
  headcount: 1,
  amountFen: 90_000,
  ...more,
});

describe('a caseworker', () => {
  it(
    'records a health check for a new member, who enters the register with it',
    async () => {
      const { act, position } = await clerk().act('recordAct', {
        kind: 'health-check',
        on: '2023-03-08',
        district: '330603',
        person: {
          membership: 'RC-0001',
          name: '沈小妹',
          sex: 'FEMALE',
          occupation: '外卖骑手',
          employer: '饿了么',
        },
        place: '区人民医院',
        headcount: 1,
        amountFen: 150_000,
        note: '空腹',
        reference: 'RC-2023-0001',
      });
      const number = act.worker ?? '';
      const expected = actWith({
        id: `passbook-${number}-2023.0`,
        kind: 'health-check',
        on: '2023-03-08',
        district: '330603',
        place: '区人民医院',
        worker: number,
        sex: 'FEMALE',
        occupation: '外卖骑手',
        employer: '饿了么',
        headcount: 1,
        amountFen: 150_000,
        paidFen: 150_000,
        note: '空腹',
        reference: 'RC-2023-0001',
        judgedBy: 'health-check/1',
        recordedBy: 'wang.fang',
      });
      expect(number).toMatch(/^\d{9}$/);
      expect(act).toStrictEqual(expected);
      expect(act.changedAt).toBe(act.recordedAt);
      expect(await clerk().readAct(act.id, position)).toStrictEqual(expected);
      const registered = {
        number,
        state: 'REGISTERED',
        office: 'LEDGER',
        membership: 'RC-0001',
        name: '沈小妹',
        nationalId: null,
        phone: null,
        sex: 'FEMALE',
        occupation: '外卖骑手',
        employer: '饿了么',
        registeredAt: instant,
      };
      const asked = [{ membership: 'RC-0001' }, { number }, { membership: ' RC-0001 ', office: 'ledger' }];
      for (const by of asked) {
        expect(await clerk().readWorker({ ...by, atLeast: position })).toStrictEqual(registered);
      }
      expect(await clerk().readWorker({ membership: 'RC-0001', office: 'other' })).toBeNull();
    },
    patience,
  );

  it(
    'records the next act of a member under the same number, by number or by membership number',
    async () => {
      const first = await clerk().act('recordAct', healthCheck('RC-0002'));
      const number = first.act.worker ?? '';
      const byNumber = await clerk().act('recordAct', {
        ...healthCheck('', { kind: 'cancer-screening', amountFen: null }),
        person: { number, sex: 'FEMALE' },
      });
      const byMembership = await clerk().act('recordAct', healthCheck('RC-0002', { on: '2022-03-08' }));
      expect([byNumber.act.id, byMembership.act.id]).toStrictEqual([
        `passbook-${number}-2023.1`,
        `passbook-${number}-2022.0`,
      ]);
      expect([byNumber.act.amountFen, byNumber.act.paidFen]).toStrictEqual([null, 0]);
    },
    patience,
  );

  it(
    'pages a worker’s history from the newest act to the oldest, and back',
    async () => {
      const days = [
        '2022-01-05',
        '2022-06-01',
        '2023-01-31',
        '2023-02-01',
        '2023-02-01',
        '2023-12-31',
        '2024-05-05',
      ];
      let atLeast = '';
      for (const on of days) {
        const screening = healthCheck('RC-0003', { kind: 'cancer-screening', on, amountFen: null });
        ({ position: atLeast } = await clerk().act('recordAct', screening));
      }
      const page = async (slice: Input): Promise<Page<Act>> => {
        const { worker } = await ledger().client.ask(historyQuery, {
          membership: 'RC-0003',
          atLeast,
          ...slice,
        });
        if (worker.worker === null) throw new Error('the member is not registered');
        return worker.worker.acts;
      };
      const pages = [await page({ first: 3 })];
      for (let last = pages[0]; last?.pageInfo.hasNextPage === true;) {
        last = await page({ first: 3, after: last.pageInfo.endCursor });
        pages.push(last);
      }
      const forward = pages.map(({ edges }) => edges.map(({ node }) => node.on));
      expect(forward).toStrictEqual([
        ['2024-05-05', '2023-12-31', '2023-02-01'],
        ['2023-02-01', '2023-01-31', '2022-06-01'],
        ['2022-01-05'],
      ]);
      const infos = pages.map(({ pageInfo, edges }) => ({
        ...pageInfo,
        startCursor: pageInfo.startCursor === edges[0]?.cursor,
        endCursor: pageInfo.endCursor === edges.at(-1)?.cursor,
      }));
      const own = { startCursor: true, endCursor: true };
      expect(infos).toStrictEqual([
        { hasNextPage: true, hasPreviousPage: false, ...own },
        { hasNextPage: true, hasPreviousPage: true, ...own },
        { hasNextPage: false, hasPreviousPage: true, ...own },
      ]);
      const everything = pages.flatMap(({ edges }) => edges);
      expect(new Set(everything.map(({ node }) => node.id)).size).toBe(days.length);

      const end = await page({ last: 3 });
      const middle = await page({ last: 3, before: end.pageInfo.startCursor });
      const front = await page({ last: 3, before: middle.pageInfo.startCursor });
      expect([...front.edges, ...middle.edges, ...end.edges]).toStrictEqual(everything);
      expect(
        [front, middle, end].map(({ pageInfo }) => [pageInfo.hasPreviousPage, pageInfo.hasNextPage]),
      ).toStrictEqual([
        [false, true],
        [true, true],
        [true, false],
      ]);
      const inJanuary = await page({ filter: { from: '2023-01-01', to: '2023-01-31' } });
      expect(inJanuary.edges.map(({ node }) => node.on)).toStrictEqual(['2023-01-31']);
    },
    patience,
  );

  it(
    'is refused a second health check in the year, in the words of the reader',
    async () => {
      const first = await clerk().act('recordAct', healthCheck('RC-0004', { amountFen: null }));
      const again = healthCheck('RC-0004', { on: '2023-12-31' });
      const refused = { code: 'ONCE_PER_YEAR', field: ['input', 'on'], existing: null };
      const before = await clerk().events();
      expect(await clerk().refusal('recordAct', again)).toStrictEqual({
        ...refused,
        message: 'this service was given once in 2023 already',
      });
      expect(await clerk().as(chinese).refusal('recordAct', again)).toStrictEqual({
        ...refused,
        message: '2023年已经享受过一次',
      });
      expect(await clerk().events()).toBe(before);
      const nextYear = await clerk().act('recordAct', healthCheck('RC-0004', { on: '2024-01-01' }));
      expect([first.act.worker, nextYear.act.on]).toStrictEqual([nextYear.act.worker, '2024-01-01']);
    },
    patience,
  );

  it.each([
    ['a man', 'MALE', 120_000, '1200.00'],
    ['a woman', 'FEMALE', 150_000, '1500.00'],
    ['somebody whose sex is not known', null, 120_000, '1200.00'],
  ])(
    'gives %s a health check up to the cap, and not a fen more',
    async (_whom, sex, capFen, cap) => {
      const membership = `RC-cap-${String(sex)}`;
      const checked = (amountFen: number): Input =>
        healthCheck(membership, { person: { membership, sex }, amountFen });
      const over = { code: 'OVER_CAP', field: ['input', 'amountFen'], existing: null };
      expect(await clerk().refusal('recordAct', checked(capFen + 1))).toStrictEqual({
        ...over,
        message: `over the cap of ${cap} yuan for one act`,
      });
      expect(
        await clerk()
          .as(chinese)
          .refusal('recordAct', checked(capFen + 1)),
      ).toStrictEqual({
        ...over,
        message: `超过每次上限${cap}元`,
      });
      expect(await clerk().readWorker({ membership })).toBeNull();
      const { act } = await clerk().act('recordAct', checked(capFen));
      expect([act.sex, act.amountFen, act.judgedBy]).toStrictEqual([sex, capFen, 'health-check/1']);
    },
    patience,
  );
});
