import { jsonIn, linesIn, openCommandDesk, type CommandDesk } from '@ledger/test/support/command-desk.js';
import { MutationDesk, service } from '@ledger/test/support/mutation-desk.js';
import { act } from './act-command.js';

let desk: CommandDesk;
let mutations: MutationDesk;
let id: string;
beforeAll(async () => {
  desk = await openCommandDesk();
  mutations = new MutationDesk(desk.ledger);
  id = await mutations.idOf('recordAct', {
    ...{ ...service, on: '2024-03-01', note: '复查', place: '柯桥' },
    ...{ office: ' ｌedger', district: '３３０６０３' },
  });
  await mutations.idOf('correctAct', { act: id, headcount: 2, place: null, reason: '改' });
});
afterAll(() => desk.close());

describe('ledger act', () => {
  it('tells every step of an act, its sealed texts opened', async () => {
    const { code, ...told } = await desk.ran((asking) => act(id, { json: true }, asking));
    expect(code).toBe(0);
    expect(jsonIn({ code, ...told })).toMatchObject({
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
    const lines = linesIn(await desk.ran((asking) => act(id, {}, asking)));
    expect(lines).toContain('note: 复查');
    expect(lines.some((line) => line.endsWith('handed in: 韩, female'))).toBe(true);
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
      await expect(desk.ran((asking) => act(none, {}, asking))).rejects.toThrow(
        `there is no act “${none}”; “ledger history” lists the acts of a worker`,
      );
    },
  );
});
