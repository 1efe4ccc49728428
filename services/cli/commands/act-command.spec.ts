import {
  jsonIn,
  linesIn,
  openCommandFixture,
  type CommandFixture,
} from '@ledger/test/support/command-fixture.js';
import { MutationClient, service } from '@ledger/test/support/mutation-client.js';
import { act } from './act-command.js';

let fixture: CommandFixture;
let mutations: MutationClient;
let id: string;
beforeAll(async () => {
  fixture = await openCommandFixture();
  mutations = new MutationClient(fixture.ledger);
  id = await mutations.idOf('recordAct', {
    ...{ ...service, on: '2024-03-01', note: '复查', place: '柯桥' },
    ...{ office: ' ｌedger', district: '３３０６０３' },
  });
  await mutations.idOf('correctAct', { act: id, headcount: 2, place: null, reason: '改' });
});
afterAll(() => fixture.close());

describe('ledger act', () => {
  it('tells every step of an act, its sealed texts opened', async () => {
    const { code, ...reported } = await fixture.ran((asking) => act(id, { json: true }, asking));
    expect(code).toBe(0);
    expect(jsonIn({ code, ...reported })).toMatchObject({
      act: id,
      steps: [
        {
          ...{ event: 'ServiceRecorded', revision: 0, actor: 'li', reason: null, state: 'given' },
          handedIn: { name: '韩', erased: false, sex: 'female' },
          written: { office: 'ｌedger', district: '３３０６０３' },
        },
        { event: 'WorkerRegistered', details: ['name', 'sex', 'occupation', 'employer'], handedIn: null },
        {
          ...{ event: 'ActCorrected', revision: 1, reason: '改', state: 'given' },
          written: null,
          changes: [
            { field: 'headcount', before: '1', after: '2', erased: false },
            { field: 'place', before: '柯桥', after: null, erased: false },
          ],
        },
      ],
    });
  });

  it('shows them as a table: of a first step what there is, of a change before and after', async () => {
    const lines = linesIn(await fixture.ran((asking) => act(id, {}, asking)));
    expect(lines).toContain('note: 复查');
    expect(lines.some((line) => line.endsWith('as submitted: 韩, female'))).toBe(true);
    expect(lines).toContain('written: ｌedger, ３３０６０３');
    expect(lines.some((line) => line.endsWith('in the register: name, sex, occupation, employer'))).toBe(
      true,
    );
    expect(
      lines.some((line) => line.includes('ActCorrected li · caseworker · 330602 改 headcount: 1 → 2')),
    ).toBe(true);
    expect(lines).toContain('place: 柯桥 → (nothing)');
    expect(lines.at(-1)).toBe(`act ${id}, given`);
  });

  it.each(['passbook-000000011-2024.99', 'nonsense', ''])(
    'says what to do where there is none: “%s”',
    async (none) => {
      await expect(fixture.ran((asking) => act(none, {}, asking))).rejects.toThrow(
        `there is no act “${none}”; “ledger history” lists the acts of a worker`,
      );
    },
  );
});
