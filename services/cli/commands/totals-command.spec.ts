import {
  jsonIn,
  linesIn,
  openCommandFixture,
  type CommandFixture,
} from '@ledger/test/support/command-fixture.js';
import { MutationClient, service } from '@ledger/test/support/mutation-client.js';
import { totals } from './totals-command.js';

let fixture: CommandFixture;
beforeAll(async () => {
  fixture = await openCommandFixture();
  const mutations = new MutationClient(fixture.ledger);
  await mutations.idOf('recordAct', { ...service, on: '2024-03-01', amountFen: 123_456 });
  await mutations.idOf('recordAct', {
    ...service,
    on: '2024-04-01',
    person: { membership: 'RF-2', name: '李' },
  });
  await mutations.idOf('recordAct', {
    ...{ kind: 'station-visit', on: '2024-05-01', district: '330602', headcount: 1_000, hours: 1.5 },
  });
  await fixture.ledger.fold();
});
afterAll(() => fixture.close());

const year = { from: '2024-01', to: '2024-12' };
const reported = (by: string, more = {}, language: 'zh' | 'en' = 'en') =>
  fixture.ran((asking) => totals({ ...year, by, ...more }, asking), language);

describe('ledger totals', () => {
  it('are one row where nothing splits them', async () => {
    expect(jsonIn(await reported('none', { json: true }))).toMatchObject([
      { acts: 3, headcount: 1_002, people: 2, amountFen: 123_556, paidFen: 123_556 },
    ]);
  });

  it.each([
    ['month', 'month', ['2024-03', '2024-04', '2024-05']],
    ['district', 'district', ['330602', '330603']],
  ])('are split by %s, each row under its value', async (by, field, values) => {
    const rows = jsonIn(await reported(by, { district: '330600', json: true })) as readonly Record<
      string,
      unknown
    >[];
    expect(rows.map((row) => row[field]).toSorted()).toStrictEqual(values);
  });

  it('tell apart who is not stated and who is not named', async () => {
    expect(jsonIn(await reported('sex', { json: true }))).toMatchObject(
      [
        { sex: 'female', stands: 'value', acts: 1 },
        { sex: null, stands: 'not-stated', acts: 1 },
        { sex: null, stands: 'not-named', acts: 1 },
      ].map((row) => expect.objectContaining(row) as unknown),
    );
    const lines = linesIn(await reported('sex'));
    expect(lines.some((line) => line.startsWith('(not stated) 1'))).toBe(true);
    expect(lines.some((line) => line.startsWith('(nobody named) 1 1,000'))).toBe(true);
  });

  it('show numbers in groups, values by name, and what they are of', async () => {
    const lines = linesIn(await reported('kind', { district: '330600' }));
    expect(lines.some((line) => line.startsWith('两癌筛查 cancer-screening 2 2 2 0'))).toBe(true);
    expect(lines.some((line) => line.includes('1,235.56'))).toBe(true);
    expect(lines.at(-1)).toMatch(/^330600 绍兴市, 2024-01 to 2024-12, at position \w{20} \(event \d+\)$/);
    expect(linesIn(await reported('category')).some((line) => /^\S+ health 2/.test(line))).toBe(true);
    expect(linesIn(await reported('district')).some((line) => line.startsWith('330000 浙江省 3'))).toBe(true);
    expect(linesIn(await reported('none')).at(-1)).toMatch(/^全国, /);
  });

  it('refuse a split that there is not', async () => {
    await expect(reported('weather')).rejects.toThrow('weather');
  });
});
