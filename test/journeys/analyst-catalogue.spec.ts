import type { Operation } from './support/client.js';
import { Clerk } from './support/clerk.js';
import { kinds } from './support/naive-reading.js';
import { viewsQuery } from './support/operations.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';

const ledger = sharedLedger();
const clerk = (): Clerk => new Clerk(ledger().client);

type Kind = Readonly<{
  code: string;
  zh: string;
  en: string;
  category: string;
  money: string;
  measures: readonly string[];
}>;
type Rule = Readonly<{ version: string; kind: { code: string }; oncePerYear: boolean }>;
type Refusal = Readonly<{ code: string; rank: number; zh: string; en: string }>;

const catalogueQuery: Operation<{
  catalogue: { kinds: readonly Kind[]; rules: readonly Rule[]; refusals: readonly Refusal[] };
}> = {
  text: `{ catalogue {
    kinds { code zh en category money measures }
    rules { version kind { code } from until oncePerYear cap { per male female unknown } source }
    refusals { code rank zh en } } }`,
};

const districtQuery: Operation<{ district: unknown }> = {
  text: 'query ($code: DistrictCode!) { district(code: $code) { code name level parent } }',
};

const codesQuery: Operation<{ type: { enumValues: readonly { name: string }[] } }> = {
  text: '{ type: __type(name: "RefusalCode") { enumValues { name } } }',
};

/**
 * Refusal codes in the order of the sheet standard, highest rank first: of several faults in a row, the highest is
 * reported.
 */
const standardRanks = [
  'MISSING_REF',
  'UNKNOWN_KIND',
  'MISSING_DISTRICT',
  'UNKNOWN_DISTRICT',
  'BAD_DATE',
  'DATE_IN_FUTURE',
  'BAD_AMOUNT',
  'NEGATIVE_AMOUNT',
  'BAD_COUNT',
  'DUPLICATE',
  'REF_REUSED',
  'UNKNOWN_SESSION',
  'ALREADY_ATTENDED',
  'ONCE_PER_YEAR',
  'OVER_CAP',
];

describe('the catalogue', () => {
  it(
    'has the 31 kinds of the sheet standard, each with both names and its measures',
    async () => {
      const { catalogue } = await ledger().client.ask(catalogueQuery);
      expect(catalogue.kinds.map(({ zh, code }) => [zh, code])).toStrictEqual(kinds);
      expect(catalogue.kinds).toHaveLength(31);
      expect(catalogue.kinds.filter(({ en, measures }) => en === '' || measures.length === 0)).toStrictEqual(
        [],
      );
      const disputes = catalogue.kinds.filter(({ money }) => money === 'DISPUTE').map(({ code }) => code);
      expect(disputes).toStrictEqual(['dispute-mediation', 'hotline-case']);
      expect(catalogue.kinds[0]).toStrictEqual({
        code: 'health-check',
        zh: '免费体检',
        en: 'Health check',
        category: 'health',
        money: 'COST',
        measures: ['HEADCOUNT', 'PEOPLE', 'AMOUNT', 'PAID'],
      });
    },
    patience,
  );

  it(
    'has the rules of the published standards',
    async () => {
      const { catalogue } = await ledger().client.ask(catalogueQuery);
      const always = { from: null, until: null };
      expect(catalogue.rules).toStrictEqual([
        {
          version: 'health-check/1',
          kind: { code: 'health-check' },
          ...always,
          oncePerYear: true,
          cap: { per: 'ACT', male: 120_000, female: 150_000, unknown: 120_000 },
          source: '柯桥区总工会 2022：体检标准男性1200元/人、女性1500元/人',
        },
        {
          version: 'recuperation/1',
          kind: { code: 'recuperation' },
          ...always,
          oncePerYear: true,
          cap: { per: 'ACT', male: 100_000, female: 100_000, unknown: 100_000 },
          source: '柯桥区总工会 2022：疗休养两天一晚1000元/人',
        },
        {
          version: 'education-subsidy/1',
          kind: { code: 'education-subsidy' },
          ...always,
          oncePerYear: false,
          cap: { per: 'YEAR', male: 200_000, female: 200_000, unknown: 200_000 },
          source: 'A rule of this ledger for its sample: at most 2,000 yuan per person and year',
        },
      ]);
    },
    patience,
  );

  it(
    'ranks every reason to refuse that there is, the standard’s own in the standard’s order',
    async () => {
      const { catalogue } = await ledger().client.ask(catalogueQuery);
      const codes = catalogue.refusals.map(({ code }) => code);
      const { type } = await ledger().client.ask(codesQuery);
      expect(catalogue.refusals.map(({ rank }) => rank)).toStrictEqual(codes.map((_, index) => index));
      expect(codes.filter((code) => standardRanks.includes(code))).toStrictEqual(standardRanks);
      expect(codes.toSorted()).toStrictEqual(type.enumValues.map(({ name }) => name).toSorted());
      expect(catalogue.refusals.filter(({ zh, en }) => zh === '' || en === '')).toStrictEqual([]);
    },
    patience,
  );

  it(
    'documents the reasons in the order of their ranks',
    async () => {
      const { catalogue } = await ledger().client.ask(catalogueQuery);
      const { type } = await ledger().client.ask(codesQuery);
      expect(type.enumValues.map(({ name }) => name)).toStrictEqual(
        catalogue.refusals.map(({ code }) => code),
      );
    },
    patience,
  );

  it.each([
    ['330000', { code: '330000', name: '浙江省', level: 0, parent: null }],
    ['330600', { code: '330600', name: '绍兴市', level: 1, parent: '330000' }],
    ['330603', { code: '330603', name: '柯桥区', level: 2, parent: '330600' }],
    ['339999', null],
    ['', null],
  ])(
    'knows district %j',
    async (code, district) => {
      expect(await ledger().client.ask(districtQuery, { code })).toStrictEqual({ district });
    },
    patience,
  );
});

describe('the views', () => {
  it(
    'each say how far they have come, and move on with what is written',
    async () => {
      const { views: before } = await ledger().client.ask(viewsQuery);
      const names = ['workers', 'acts', 'entries', 'totals', 'payouts', 'imports'];
      expect(before.map(({ name }) => name)).toStrictEqual(names);
      const [first] = before;
      expect(before).toStrictEqual(before.map(({ name }) => ({ ...first, name, lag: 0, stopped: null })));
      expect(first?.ordinal).toBe(await clerk().events());
      const visit = { kind: 'station-visit', on: '2023-06-01', district: '330602', headcount: 3 };
      const { position } = await clerk().act('recordAct', visit);
      const { view } = await clerk().totals({ from: '2023-06', to: '2023-06', atLeast: position });
      expect([view.position, view.lag]).toStrictEqual([position, 0]);
      expect(view.ordinal).toBeGreaterThan(first?.ordinal ?? 0);
    },
    patience,
  );
});
