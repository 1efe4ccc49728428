import { acts } from '@ledger/projections/acts/acts-projection.js';
import { readName } from '@ledger/projections/kernel/projection.js';
import {
  jsonIn,
  linesIn,
  openCommandFixture,
  type CommandFixture,
} from '@ledger/test/support/command-fixture.js';
import { MutationClient, service } from '@ledger/test/support/mutation-client.js';
import type { Verified } from '@ledger/projections/upkeep/verify-views.js';
import { conclusionOf, verifyViews } from './verify-command.js';

let fixture: CommandFixture;
beforeEach(async () => {
  fixture = await openCommandFixture();
  const mutations = new MutationClient(fixture.ledger);
  await mutations.idOf('recordAct', { ...service, on: '2024-03-01' });
  await fixture.keepDigests();
  await fixture.ledger.fold();
});
afterEach(() => fixture.close());

const reported = (options = {}, language: 'zh' | 'en' = 'en') =>
  fixture.ran((asking) => verifyViews(options, asking), language);

describe('ledger verify', () => {
  it('finds views as a fresh fold has them, and every key', async () => {
    const all = await reported({ json: true });
    expect([all.code, jsonIn(all)]).toMatchObject([0, { ok: true, personsWithoutKey: 0 }]);
    expect(linesIn(await reported()).at(-1)).toBe('every view equals a fresh fold of the log');
  });

  it('names the view whose documents differ, and what folds it anew', async () => {
    fixture.tamper('views', `DELETE FROM c_${readName(acts)}`);
    const differs = await reported();
    expect(differs.code).toBe(1);
    expect(linesIn(differs).at(-1)).toMatch(
      /^the views differ from the log; “ledger rebuild acts” folds anew what differs$/,
    );
  });

  it('counts who is registered and has no key', async () => {
    fixture.tamper('vault', "DELETE FROM keys WHERE subject LIKE 'worker-%'");
    const lacking = await reported({ json: true });
    expect([lacking.code, jsonIn(lacking)]).toMatchObject([1, { ok: false, personsWithoutKey: 1 }]);
    expect((await reported()).stdout).toMatch(
      /1 registered persons, the first \d{9}, have neither a key nor the mark of a destroyed one in the key vault/,
    );
  });
});

describe('what ledger verify concludes', () => {
  const sound: Verified = {
    ...{ view: 'totals', documents: 9, differences: 0, miscounts: 0 },
    ...{ first: null, stopped: null, incomplete: [] },
  };

  it.each<readonly [string, Partial<Verified>, RegExp]>([
    ['a sound view', {}, /^every view equals a fresh fold of the log$/],
    ['a view that differs', { differences: 1 }, /“ledger rebuild totals” folds anew what differs$/],
    [
      'figures that are not what the events add up to, before all else',
      { differences: 1, miscounts: 1 },
      /^figures of totals are not what the events add up to, in a fresh fold neither: .*do not use these figures/,
    ],
  ])('of %s', (_what, found, sentence) => {
    expect(
      conclusionOf(
        [
          { ...sound, view: 'acts' },
          { ...sound, ...found },
        ],
        'en',
      ),
    ).toMatch(sentence);
  });
});

describe('ledger verify --log', () => {
  it('finds every event as it was recorded; accepting is no order of its own', async () => {
    const all = await reported({ log: true });
    expect(all.code).toBe(0);
    expect(linesIn(all).at(-1)).toBe('every event is what was recorded');
    await expect(reported({ accept: true })).rejects.toThrow('--accept goes with --log');
  });

  it('says how many events are missing, and how they are accepted', async () => {
    fixture.tamper('log', 'DELETE FROM events WHERE pos = (SELECT max(pos) FROM events)');
    const missing = await reported({ log: true });
    expect(missing.code).toBe(1);
    expect(linesIn(missing).slice(-2)).toStrictEqual([
      expect.stringMatching(
        /^1 of \d+ events that were recorded are missing: the log holds them up to event \d+; it was put/,
      ),
      'once you know why, “ledger verify --log --accept” ends this report',
    ]);
  });

  it('names an event that was changed, and accepts nothing then', async () => {
    fixture.tamper(
      'log',
      `UPDATE events SET data = replace(data, '"headcount":1', '"headcount":2');
       DELETE FROM events WHERE pos = (SELECT max(pos) FROM events)`,
    );
    const changed = await reported({ log: true, accept: true });
    expect(changed.code).toBe(1);
    const lines = linesIn(changed);
    expect(lines.at(-2)).toMatch(
      /^event \d+ at \w{20} \(ServiceRecorded, .+ is not what was recorded there$/,
    );
    expect(lines.at(-1)).toMatch(/^nothing was accepted: missing events can be/);
    expect(jsonIn(await reported({ log: true, accept: true, json: true }))).toMatchObject({
      ...{
        ok: false,
        accepted: false,
        lost: [expect.objectContaining({ recorded: expect.any(Number) as unknown })],
      },
    });
  });
});
