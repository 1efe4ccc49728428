import { goodSheet } from './support/bad-sheets.js';
import { Clerk } from './support/clerk.js';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import { openStage } from './support/stage.js';
import { statusOf } from './support/json-output.js';

const stage = openStage();

const asSample = { LEDGER_SAMPLE: 'yes' } as const;

describe('an empty ledger', () => {
  it(
    'becomes a sample by an import that asks for one, and stays one',
    async () => {
      const place = stage.place();
      const ran = await stage.ledgerIn(place, asSample, 'import', goodSheet(place.root));
      expect(ran.code).toBe(0);
      expect(ran.stderr).toContain('its acts are invented.');
      expect((await statusOf(stage, place)).sample).toBe(true);
      const again = await stage.ledger(place, 'import', goodSheet(place.root));
      expect(again.stderr).toContain('its acts are invented.');
    },
    patience,
  );
});

describe('a ledger in use', () => {
  it(
    'refuses to become a sample by a start, by “ledger sample” and by an import; nothing is changed',
    async () => {
      const place = await withOneAct(stage);
      const before = await statusOf(stage, place);
      const begun = stage.begin(place, asSample);
      expect(await begun.ended).toStrictEqual({ code: 1, signal: null });
      const byCommand = await stage.ledger(place, 'sample');
      const byImport = await stage.ledgerIn(place, asSample, 'import', goodSheet(place.root));
      for (const said of [begun.stderr, byCommand.stderr, byImport.stderr])
        expect(said).toContain('is in use and is no sample: sample acts are never written into it.');
      expect([byCommand.code, byImport.code]).toStrictEqual([2, 2]);
      const { events, position, sample } = await statusOf(stage, place);
      expect({ events, position, sample }).toStrictEqual({
        events: before.events,
        position: before.position,
        sample: false,
      });
    },
    patience,
  );

  it(
    'stays empty until somebody records',
    async () => {
      const place = stage.place();
      const server = await stage.serve(place);
      const { rows } = await new Clerk(server.client).totals({ from: '2000-01', to: '2099-12' });
      expect(rows.map(({ acts }) => acts)).toStrictEqual([0]);
      expect(await statusOf(stage, place)).toMatchObject({ events: 0, sample: false });
      await server.stop();
    },
    patience,
  );
});
