import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { sheets } from './support/sample.js';
import { openStage, type Server } from './support/stage.js';
import { statusOf } from './support/json-output.js';

const stage = openStage();

/** The lines that a server prints at start about its database servers. Empty when it uses only local files. */
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

const asSample = { LEDGER_SAMPLE: 'yes' } as const;

const sampleLines = [
  'this ledger is a SAMPLE: its acts are invented, and it never becomes a real one.',
  'A ledger of your own begins empty: name its folder by LEDGER_DATA.',
];

const listening = ({ address, url }: Server): readonly string[] => [
  `open ${address}/ in a browser: what this is, queries to try, exports, health`,
  `the ledger listens at ${url} (Ctrl-C stops it)`,
];

it(
  'a sample that is started for the first time loads the sheets and prints what it loaded; the second time it does not',
  async () => {
    const place = stage.place();
    const first = await stage.serve(place, asSample);
    const lines = first.process.stdout.trimEnd().split('\n');
    const loaded = sheets.map(
      ({ name, rows, accepted, rejected }) =>
        `  ${name}.csv: ${String(rows)} rows, ${String(accepted)} accepted, ${String(rejected.length)} refused`,
    );
    const opened = [
      `data folder: ${place.data}`,
      `master key: ${place.masterKey}`,
      ...serverLines(place),
      ...sampleLines,
    ];
    expect(lines).toStrictEqual([...opened, ...loaded, ...listening(first)]);
    const { events, sample } = await statusOf(stage, place);
    expect(sample).toBe(true);
    expect(await first.stop('SIGINT')).toStrictEqual({ code: 0, signal: null });
    const second = await stage.serve(place);
    expect(second.process.stdout.trimEnd().split('\n')).toStrictEqual([...opened, ...listening(second)]);
    expect((await statusOf(stage, place)).events).toBe(events);
    expect(await second.stop('SIGINT')).toStrictEqual({ code: 0, signal: null });
    expect([first.process.stderr, second.process.stderr]).toStrictEqual(['', '']);
  },
  patience,
);
