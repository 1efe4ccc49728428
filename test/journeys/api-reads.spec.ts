import { openApi, type TestApi } from '../support/api.js';
import { importTestFile } from '../support/sheet-imports.js';
import { Clerk } from './support/clerk.js';
import { patience } from './support/patience.js';
import { sheetOf } from './support/sample.js';

let opened: TestApi | null = null;
const api = (): TestApi => {
  if (opened === null) throw new Error('the API is opened before the first case');
  return opened;
};

beforeAll(async () => {
  opened = await openApi();
  for (const district of ['330604', '330784']) {
    await importTestFile(opened.ledger.write, sheetOf(district).file, { id: district });
  }
  await opened.ledger.fold();
}, patience);

afterAll(async () => {
  await opened?.close();
});

const readsOf = (text: string): Promise<readonly string[]> => api().readsOf(() => api().client.ask({ text }));

const year = 'from: "2024-01", to: "2024-12"';
const checkpoint = 'get checkpoints';

describe('a list reads as often for one node as for a hundred', () => {
  const acts = (first: number): string =>
    `{ acts(first: ${String(first)}, filter: { kinds: ["health-check"] }) { edges { node {
      id name note person { number name phone nationalId membership } } } view { lag } } }`;

  it(
    'of acts with names, notes and persons',
    async () => {
      const hundred = await readsOf(acts(100));
      expect(hundred).toStrictEqual([checkpoint, 'find acts', 'get workers', 'keys']);
      expect(await readsOf(acts(2))).toStrictEqual(hundred);
    },
    patience,
  );

  it(
    'of payouts with persons, whose totals nobody asked for',
    async () => {
      const payouts = (first: number): string =>
        `{ payouts(first: ${String(first)}) { edges { node { id person { name membership } } } } }`;
      const hundred = await readsOf(payouts(100));
      expect(hundred).toStrictEqual([checkpoint, 'find payouts', 'get workers', 'keys']);
      expect(await readsOf(payouts(2))).toStrictEqual(hundred);
    },
    patience,
  );

  it(
    'of histories of the persons of acts: a page for each, and nothing else',
    async () => {
      const reads = await readsOf(
        `{ acts(first: 30, filter: { kinds: ["health-check"] }) { edges { node {
          person { name acts(first: 5) { edges { node { id name note } } view { lag } } } } } } }`,
      );
      expect(reads.filter((read) => read === 'find acts')).toHaveLength(1 + 30);
      const others = reads.filter((read) => read !== 'find acts').toSorted();
      expect(others).toStrictEqual([checkpoint, checkpoint, 'get workers', 'keys']);
    },
    patience,
  );

  it(
    'of rows of totals with the events behind each: a page for each, and nothing else',
    async () => {
      const { client } = api();
      const text = `{ totals(${year}, by: KIND) { rows { acts events(first: 20) { edges { node { act } } view { lag } } } } }`;
      const { rows } = await new Clerk(client).totals({ from: '2024-01', to: '2024-12', by: 'KIND' });
      expect(rows.length).toBeGreaterThan(5);
      expect(await readsOf(text)).toStrictEqual([
        checkpoint,
        'sum totals',
        checkpoint,
        ...rows.map(() => 'find entries'),
      ]);
    },
    patience,
  );

  it(
    'of the same list asked several times over',
    async () => {
      const lists = Array.from(
        { length: 10 },
        (_, index) => `l${String(index)}: acts(first: 1) { edges { cursor } }`,
      );
      const reads = await readsOf(`{ ${lists.join(' ')} }`);
      expect(reads).toStrictEqual([checkpoint, ...lists.map(() => 'find acts')]);
    },
    patience,
  );
});

describe('nothing is counted that nobody asks for', () => {
  it.each([
    ['no people', `{ totals(${year}) { rows { acts paidFen } settled } }`, [checkpoint, 'sum totals']],
    ['people', `{ totals(${year}) { rows { people } } }`, [checkpoint, 'sum people of totals']],
    [
      'people in a fragment',
      `{ totals(${year}) { ...T } } fragment T on Totals { ... on Totals { rows { ...R } } } fragment R on TotalsRow { people }`,
      [checkpoint, 'sum people of totals'],
    ],
    ['the position alone', `{ totals(${year}) { view { position } } }`, [checkpoint]],
    [
      'the events behind it',
      `{ totals(${year}) { events(first: 1) { edges { cursor } } } }`,
      [checkpoint, checkpoint, 'find entries'],
    ],
    ['payouts', '{ payouts(first: 1) { edges { cursor } } }', [checkpoint, 'find payouts']],
    [
      'totals of payouts',
      '{ payouts(first: 1) { totals { state payouts } } }',
      [checkpoint, 'find payouts', 'sum payouts'],
    ],
    ['the catalogue', '{ catalogue { kinds { code } } district(code: "330604") { name } }', []],
  ])(
    '%s',
    async (_what, text, reads) => {
      expect(await readsOf(text)).toStrictEqual(reads);
    },
    patience,
  );

  it(
    'and totals are the same whether people are counted or not',
    async () => {
      const ask = async (fields: string): Promise<unknown> =>
        api().client.ask({
          text: `{ totals(${year}, by: MONTH) { rows { month acts headcount ${fields} paidFen } } }`,
        });
      const withPeople = JSON.stringify(await ask('people')).replaceAll(/"people":\d+,/g, '');
      expect(withPeople).toBe(JSON.stringify(await ask('')));
    },
    patience,
  );
});

describe('a person whom the view does not know yet', () => {
  it(
    'is read from the log: the answer to the mutation that registered them names them',
    async () => {
      const { client } = api();
      const input = {
        ...{ idempotencyKey: 'newcomer', kind: 'health-check', on: '2023-03-01', district: '330604' },
        person: { membership: 'NEW-1', name: '钱', sex: 'MALE' },
        amountFen: 100,
      };
      const text = `mutation ($input: RecordActInput!) {
        recordAct(input: $input) { act { person { name membership state } } userErrors { code } } }`;
      expect(await client.ask({ text }, { input })).toStrictEqual({
        recordAct: {
          act: { person: { name: '钱', membership: 'NEW-1', state: 'REGISTERED' } },
          userErrors: [],
        },
      });
      expect(api().loggedErrors).toStrictEqual([]);
    },
    patience,
  );
});
