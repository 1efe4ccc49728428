import { Clerk } from './support/clerk.js';
import type { Operation } from './support/client.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';
import type { PageInfo } from './support/wire.js';

const ledger = sharedLedger();

type Sums = Readonly<{ acts: number; headcount: number; amountFen: number; paidFen: number; items: number }>;
type Events = Readonly<{ edges: readonly Readonly<{ cursor: string; node: Sums }>[]; pageInfo: PageInfo }>;
type Row = Sums &
  Readonly<{ stands: string; people: number; value: string | number | null; events?: Events }>;

const sums = 'acts headcount amountFen paidFen items';

/**
 * Query for the totals of 2021 to 2025, split by `by`. `value` is an alias for the row's field that the split groups
 * by.
 */
const totalsBy = (
  by: string,
  more = '',
  events = '',
): Operation<{ totals: { rows: readonly Row[]; settled: boolean } }> => {
  const field = by === 'CATEGORY' ? 'value: category { code }' : `value: ${by.toLowerCase()}`;
  return {
    text: `{ totals(from: "2021-01", to: "2025-12", by: ${by} ${more}) {
      settled rows { stands ${by === 'NONE' ? '' : field} people ${sums} ${events} } } }`,
  };
};

const rowsBy = async (by: string, more = ''): Promise<readonly Row[]> => {
  const { totals } = await ledger().client.ask(totalsBy(by, more));
  expect(totals.settled).toBe(true);
  return totals.rows;
};

const added = (rows: readonly Sums[]): readonly number[] =>
  rows.reduce(
    ([acts = 0, heads = 0, amount = 0, paid = 0, items = 0], row) => [
      acts + row.acts,
      heads + row.headcount,
      amount + row.amountFen,
      paid + row.paidFen,
      items + row.items,
    ],
    [0, 0, 0, 0, 0],
  );

const splits = ['CATEGORY', 'QUARTER', 'YEAR', 'SEX', 'OCCUPATION', 'EMPLOYER'];

describe('totals by a split', () => {
  it.each(splits)(
    'by %s add up to the whole, and the unknown has a row of its own',
    async (by) => {
      const rows = await rowsBy(by);
      expect(added(rows)).toStrictEqual(added(await rowsBy('NONE')));
      expect(rows.length).toBeGreaterThan(2);
      const unknown = rows.filter(({ stands }) => stands !== 'VALUE');
      const isFacet = ['SEX', 'OCCUPATION', 'EMPLOYER'].includes(by);
      expect(unknown.map(({ stands, value, people }) => [stands, value, people])).toStrictEqual(
        isFacet ? [['NOT_NAMED', null, 0]] : [],
      );
    },
    patience,
  );

  it(
    'leave the largest employers a row each, and the others one together',
    async () => {
      const all = await rowsBy('EMPLOYER');
      const few = await rowsBy('EMPLOYER', 'top: 3');
      expect(few.map(({ stands }) => stands)).toStrictEqual(['VALUE', 'VALUE', 'VALUE', 'NOT_NAMED', 'REST']);
      expect(few.slice(0, 3)).toStrictEqual(all.slice(0, 3));
      expect(added(few)).toStrictEqual(added(all));
    },
    patience,
  );

  it(
    'list the events of each row, which add up to it',
    async () => {
      const events = `events(first: 100) { edges { cursor node { ${sums} } } pageInfo { hasNextPage } }`;
      const text = totalsBy('SEX', 'district: "330784" kinds: ["recuperation", "retraining"]', events);
      const { rows } = (await ledger().client.ask(text)).totals;
      expect(rows.map(({ stands }) => stands).toSorted()).toStrictEqual(['NOT_NAMED', 'VALUE', 'VALUE']);
      for (const row of rows) {
        const { edges = [], pageInfo } = row.events ?? {};
        if (pageInfo?.hasNextPage === false) {
          expect(added(edges.map(({ node }) => node))).toStrictEqual(added([row]));
        } else expect(edges).toHaveLength(100);
      }
      expect(rows.some(({ events: page }) => page?.pageInfo.hasNextPage === false)).toBe(true);
    },
    patience,
  );

  it(
    'refuse the cursor of another row, an unknown category and a top that cannot be',
    async () => {
      const { client } = ledger();
      const page = (by: string, more: string, after: string): string =>
        totalsBy(by, more, `events(first: 1, after: "${after}") { edges { cursor node { ${sums} } } }`).text;
      const first = totalsBy(
        'NONE',
        'sexes: [MALE]',
        `events(first: 1) { edges { cursor node { ${sums} } } }`,
      );
      const { rows } = (await client.ask(first)).totals;
      const cursor = rows[0]?.events?.edges[0]?.cursor ?? '';
      const codeOf = async (text: string): Promise<readonly unknown[]> =>
        (await client.codes({ query: text })).codes;
      expect(await codeOf(page('NONE', 'sexes: [MALE]', cursor))).toStrictEqual([]);
      expect(await codeOf(page('NONE', 'sexes: [FEMALE]', cursor))).toStrictEqual(['BAD_CURSOR']);
      expect(await codeOf(page('NONE', '', cursor))).toStrictEqual(['BAD_CURSOR']);
      expect(await codeOf(totalsBy('SEX', 'categories: ["x"]').text)).toStrictEqual(['BAD_USER_INPUT']);
      expect(await codeOf(totalsBy('EMPLOYER', 'top: 0').text)).toStrictEqual(['BAD_USER_INPUT']);
      expect(await codeOf(totalsBy('EMPLOYER', 'top: 1001').text)).toStrictEqual(['BAD_USER_INPUT']);
    },
    patience,
  );

  it(
    'say what each figure means',
    async () => {
      const text =
        '{ catalogue { measures { code field unit adds meaningZh meaningEn } categories { code zh } } }';
      type Reported = Readonly<{ code: string; field: string; adds: boolean; meaningEn: string }>;
      const { catalogue } = await ledger().client.ask<{
        catalogue: { measures: readonly Reported[]; categories: readonly { code: string }[] };
      }>({ text });
      expect(catalogue.measures.filter(({ adds }) => !adds).map(({ code }) => code)).toStrictEqual([
        'PEOPLE',
      ]);
      const fields = catalogue.measures.map(({ field }) => field);
      const { codes } = await ledger().client.codes({
        query: `{ totals(from: "2024-01", to: "2024-12") { rows { ${fields.join(' ')} } } }`,
      });
      expect(codes).toStrictEqual([]);
      expect(catalogue.categories).toHaveLength(9);
    },
    patience,
  );
});

type Step = Readonly<{
  event: string;
  actor: string;
  role: string;
  district: string | null;
  reason: string | null;
  judgedBy: string | null;
  state: string;
  written: Readonly<{ office: string | null; district: string | null }> | null;
  changes: readonly Readonly<{
    field: string;
    before: string | null;
    after: string | null;
    erased: boolean;
  }>[];
  entries: readonly Readonly<{ acts: number; headcount: number }>[];
}>;

const historyQuery: Operation<{ act: { act: { history: readonly Step[] } } }> = {
  text: `query ($id: ID!, $atLeast: Position) { act(id: $id, atLeast: $atLeast) { act { history {
    event actor role district reason judgedBy state written { office district } changes { field before after erased }
    entries { acts headcount } } } } }`,
};

const reported = (step: Step | undefined): readonly unknown[] => {
  if (step === undefined) throw new Error('the history is too short');
  const { event, actor, role, district, reason, judgedBy, state } = step;
  return [event, actor, role, district, reason, judgedBy, state];
};

const changesIn = (step: Step | undefined): Step['changes'] => step?.changes ?? [];

describe('the history of an act', () => {
  it(
    'tells who, when, why, before and after, and the rule; after erasing, without the words',
    async () => {
      const clerk = new Clerk(ledger().client, { 'x-ledger-actor': 'li.na', 'x-ledger-district': '330103' });
      const person = { membership: 'HI-0001', name: '王小明', sex: 'MALE', occupation: '骑手' };
      const on = { kind: 'health-check', on: '2023-03-08', district: '３３０ 103', amountFen: 80_000 };
      const { act } = await clerk.act('recordAct', { ...on, person, note: '空腹' });
      const boss = clerk.as({ 'x-ledger-actor': 'wang.fang', 'x-ledger-role': 'finance' });
      const changes = { amountFen: 70_000, sex: 'FEMALE', note: '复查' };
      await boss.act('correctAct', { act: act.id, reason: '抄错', ...changes });
      const { position } = await boss.act('reverseAct', { act: act.id, reason: '重复登记' });
      const read = async (atLeast: string): Promise<readonly Step[]> =>
        (await ledger().client.ask(historyQuery, { id: act.id, atLeast })).act.act.history;
      const [recorded, registered, corrected, reversed, ...more] = await read(position);
      expect(more).toStrictEqual([]);
      expect([reported(registered)[0], changesIn(registered)]).toStrictEqual(['WorkerRegistered', []]);
      expect([recorded, corrected].map((step) => step?.written)).toStrictEqual([
        { office: null, district: '３３０ 103' },
        null,
      ]);
      const who = ['li.na', 'caseworker', '330103'];
      expect(reported(recorded)).toStrictEqual(['HealthCheckRecorded', ...who, null, act.judgedBy, 'GIVEN']);
      expect(changesIn(recorded).find(({ field }) => field === 'note')).toStrictEqual({
        field: 'note',
        before: null,
        after: '空腹',
        erased: false,
      });
      expect([reported(corrected)[1], reported(corrected)[2], reported(corrected)[4]]).toStrictEqual([
        'wang.fang',
        'finance',
        '抄错',
      ]);
      expect(changesIn(corrected)).toStrictEqual(
        [
          ['sex', 'MALE', 'FEMALE'],
          ['amountFen', '80000', '70000'],
          ['paidFen', '80000', '70000'],
          ['note', '空腹', '复查'],
        ].map(([field, before, after]) => ({ field, before, after, erased: false })),
      );
      expect(corrected?.entries.map(({ acts }) => acts)).toStrictEqual([-1, 1]);
      expect([reported(reversed)[0], reported(reversed)[4], changesIn(reversed)]).toStrictEqual([
        'ActReversed',
        '重复登记',
        [
          ['paidFen', '70000', '0'],
          ['takenBackFen', '0', '70000'],
          ['state', 'GIVEN', 'REVERSED'],
        ].map(([field, before, after]) => ({ field, before, after, erased: false })),
      ]);
      const erased = await clerk.worker('eraseWorker', { worker: act.worker });
      const [, , after] = await read(erased.position);
      expect([reported(after)[4], changesIn(after).at(-1)]).toStrictEqual([
        null,
        { field: 'note', before: null, after: null, erased: true },
      ]);
    },
    patience,
  );

  it(
    'shows what a session noted of an act that is at home elsewhere',
    async () => {
      const clerk = new Clerk(ledger().client);
      const place = { on: '2023-05-08', district: '330104' };
      const session = { kind: 'recuperation', sessions: 1, headcount: 0, reference: 'HI-S-1' };
      const held = await clerk.act('recordAct', { ...session, ...place });
      const attends = { kind: 'recuperation', headcount: 1, person: { membership: 'HI-0002', name: '李四' } };
      const { act, position } = await clerk.act('recordAct', { ...attends, ...place, session: held.act.id });
      const { history } = (await ledger().client.ask(historyQuery, { id: act.id, atLeast: position })).act
        .act;
      expect(history.map(({ event, entries }) => [event, entries])).toStrictEqual([
        ['ServiceRecorded', [{ acts: 1, headcount: 0 }]],
        ['WorkerRegistered', []],
        ['AttendanceNoted', [{ acts: 0, headcount: 1 }]],
      ]);
    },
    patience,
  );
});
