import { Desk } from './support/desk.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { sheets } from './support/sample.js';
import { openStage } from './support/stage.js';
import { statusOf } from './support/told.js';

const stage = openStage();

/** What a ledger says of the servers that it keeps things on. */
const serverLines = ({ servers }: Place): readonly string[] => {
  const { LEDGER_NAME: name, EVENTSTORE_URL: log, MONGODB_URL: mongo } = servers;
  return [
    ...(log === '' ? [] : [`log: eventstoredb at ${new URL(log).host}, streams ${name}.*`]),
    ...(mongo === ''
      ? []
      : ['views', 'vault'].map(
          (what) =>
            `${what === 'vault' ? 'keys' : what}: mongodb at ${new URL(mongo).host}, database ${name}_${what}`,
        )),
  ];
};

const onlyNote = /^the ledger holds (\d+) events; the sample is loaded into an empty ledger only$/m;

describe('a ledger that is started for the first time', () => {
  it(
    'loads the sample and prints what it loaded; for the second time it does not',
    async () => {
      const place = stage.place();
      const first = await stage.serve(place);
      const lines = first.process.stdout.trimEnd().split('\n');
      const loaded = sheets.map(
        ({ name, rows, accepted, rejected }) =>
          `  ${name}.csv: ${String(rows)} rows, ${String(accepted)} accepted, ${String(rejected.length)} refused`,
      );
      expect(lines).toStrictEqual([
        `data folder: ${place.data}`,
        `master key: ${place.masterKey}`,
        ...serverLines(place),
        'the ledger is empty: loading the sample …',
        ...loaded,
        `the ledger listens at ${first.url} (Ctrl-C stops it)`,
      ]);
      const { events } = await statusOf(stage, place);
      expect(await first.stop('SIGINT')).toStrictEqual({ code: 0, signal: null });
      const second = await stage.serve(place);
      expect(onlyNote.exec(second.process.stdout)?.[1]).toBe(String(events));
      expect((await statusOf(stage, place)).events).toBe(events);
      expect(await second.stop('SIGINT')).toStrictEqual({ code: 0, signal: null });
      expect([first.process.stderr, second.process.stderr]).toStrictEqual(['', '']);
    },
    patience,
  );

  it(
    'and interrupted while it loads the sample leaves nothing running, and goes on when it is started again',
    async () => {
      const place = stage.place();
      const begun = stage.begin(place);
      await begun.says(/330521-\S+\.csv: /);
      expect(await begun.stop('SIGINT')).toStrictEqual({ code: 0, signal: null });
      const { events, owner } = await statusOf(stage, place);
      expect(owner).toBeNull();
      const server = await stage.serve(place);
      const { rows } = await new Desk(server.client).totals({ from: '2000-01', to: '2099-12' });
      expect(rows.map(({ acts }) => acts)).toStrictEqual([
        sheets.reduce((sum, each) => sum + each.accepted, 0),
      ]);
      expect((await statusOf(stage, place)).events).toBeGreaterThan(events);
      await server.stop();
    },
    patience,
  );
});
