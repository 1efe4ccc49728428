import {
  jsonIn,
  linesIn,
  openCommandFixture,
  type CommandFixture,
} from '@ledger/test/support/command-fixture.js';
import { MutationClient, subsidy } from '@ledger/test/support/mutation-client.js';
import { payouts } from './payouts-command.js';

/** One more than a table shows. */
const many = 51;

let fixture: CommandFixture;
beforeAll(async () => {
  fixture = await openCommandFixture();
  const mutations = new MutationClient(fixture.ledger);
  for (let number = 1; number <= many; number += 1) {
    const person = { membership: `RF-${String(number)}`, name: '韩', sex: 'FEMALE' };
    await mutations.idOf('requestSubsidy', { ...subsidy, person, on: '2024-03-02', amountFen: 100 * number });
  }
  await fixture.ledger.fold();
});
afterAll(() => fixture.close());

const reported = (options = {}) => fixture.ran((asking) => payouts(options, asking));
const amountFen = (100 * (many * (many + 1))) / 2;

describe('ledger payouts', () => {
  it('has all of them and their totals by state as JSON', async () => {
    const { totals, payouts: listed } = jsonIn(await reported({ json: true })) as {
      totals: unknown;
      payouts: readonly Record<string, unknown>[];
    };
    expect(totals).toStrictEqual([
      { state: 'requested', by: null, payouts: many, amountFen, paidFen: 0, takenBackFen: 0 },
    ]);
    expect(listed).toHaveLength(many);
    expect(listed.every(({ workerNo }) => /^\d{9}$/.test(String(workerNo)))).toBe(true);
    expect(listed[0]).toMatchObject({
      ...{ kind: 'education-subsidy', district: '330603', state: 'requested', date: '2024-03-02' },
      ...{ requestedOn: '2024-03-02', paidOn: null, reference: null },
    });
  });

  it('shows fifty of them and how many more there are; the totals are of all', async () => {
    const lines = linesIn(await reported());
    expect(lines.filter((line) => line.includes('学历技能提升补助'))).toHaveLength(many - 1);
    expect(lines).toContain('… and 1 more; --json lists all');
    expect(lines).toContain(`requested ${String(many)} 1,326.00 0.00 0.00`);
  });

  it('keeps to what is asked for', async () => {
    expect(jsonIn(await reported({ state: ['paid'], json: true }))).toStrictEqual({
      totals: [],
      payouts: [],
    });
    await expect(reported({ state: ['lost'] })).rejects.toThrow('lost');
    await expect(reported({ by: 'refused' })).rejects.toThrow('requested, approved, paid');
    expect(jsonIn(await reported({ paidBy: 'nobody', json: true }))).toStrictEqual({
      totals: [],
      payouts: [],
    });
    expect(linesIn(await reported({ by: 'approved' }))).toContain(
      `requested ${String(many)} 1,326.00 0.00 0.00`,
    );
  });
});
