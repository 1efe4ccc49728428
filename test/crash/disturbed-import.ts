import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '../journeys/support/client.js';
import { get, importsQuery, settled, undoMutation, upload } from '../journeys/support/imports.js';
import { sheetOf as sampleOf } from '../journeys/support/sample.js';
import { breachesIn, unregisteredIn } from '../support/serial-judge.js';
import { orderOf, sheetOf } from './orders.js';
import { eventsIn } from './place-log.js';
import { runCli, startServer, type Place, type RunningServer } from './processes.js';
import { randomOf } from './random.js';

const sample = sampleOf('330604');

const asked = ({ url }: RunningServer) => ({ client: new Client(url), address: url.replace('/graphql', '') });

/**
 * Runs a server several times and kills it each time. `importSheet` starts the import or the undo during the first run;
 * each later run continues the unfinished work.
 */
export type Lives = (
  place: Place,
  what: 'import' | 'undo',
  importSheet: (server: RunningServer) => Promise<unknown>,
) => Promise<void>;

/** A new ledger with one act, because an empty ledger would be filled with the sample. */
export const placeFor = async (root: string, name: string, more: Partial<Place> = {}): Promise<Place> => {
  const place = { folder: join(root, name, 'data'), masterKey: join(root, name, 'master.key'), ...more };
  const first = join(root, `${name}.csv`);
  await writeFile(first, sheetOf([orderOf(randomOf(7), 'first')]));
  expect((await runCli(place, ['import', first, '--json'])).code).toBe(0);
  return place;
};

/** The id of the latest import. */
const lastImportOf = async (server: RunningServer): Promise<string> => {
  const { imports } = await asked(server).client.ask(importsQuery, { first: 1 });
  return imports.edges[0]?.node.id ?? '';
};

const stop = async (server: RunningServer): Promise<void> => {
  server.child.kill('SIGTERM');
  await server.gone;
};

const totalsIn = async (place: Place): Promise<unknown> =>
  (await runCli(place, ['totals', '--from', '2024-01', '--to', '2024-12', '--by', 'kind', '--json'])).json;

type ReportedRows = Readonly<{ report: unknown; csv: unknown }>;

const reportedBy = async (server: RunningServer, id: string): Promise<ReportedRows> => ({
  report: await get(asked(server), `${id}/report`),
  csv: await get(asked(server), `${id}/refused.csv`),
});

/** The report of an import that is not interrupted. */
const calmly = async (place: Place, content: Uint8Array): Promise<ReportedRows> => {
  const server = await startServer(place);
  const { id } = await upload(asked(server), { name: '上虞.csv', content });
  await settled(asked(server), id);
  const reported = await reportedBy(server, id);
  await stop(server);
  return reported;
};

/** Expects that the log contains only events that the commands can also produce when they run one after the other. */
const expectSerial = async (place: Place): Promise<void> => {
  const events = await eventsIn(place);
  expect(breachesIn(events)).toStrictEqual([]);
  expect(unregisteredIn(events)).toStrictEqual([]);
};

/**
 * Imports a sheet and undoes the import, with kills during both. The results must equal those of an uninterrupted
 * import at another place.
 */
export const expectUndisturbed = async (calm: Place, place: Place, lives: Lives): Promise<void> => {
  const content = await readFile(sample.file);
  const expected = await calmly(calm, content);
  // The response to the upload may be lost with the server, so the id is read later.
  await lives(place, 'import', (server) => upload(asked(server), { name: '上虞.csv', content }));
  let server = await startServer(place);
  const id = await lastImportOf(server);
  const done = await settled(asked(server), id);
  expect([done.state, done.accepted]).toStrictEqual(['DONE', sample.accepted]);
  expect(await reportedBy(server, id)).toStrictEqual(expected);
  expect(await totalsIn(place)).toStrictEqual(await totalsIn(calm));
  await stop(server);
  await expectSerial(place);

  await lives(place, 'undo', ({ url }) => new Client(url).ask(undoMutation, { input: { id, reason: '错' } }));
  server = await startServer(place);
  const undone = await settled(asked(server), id);
  expect(undone).toMatchObject({ state: 'UNDONE', undo: { undone: sample.accepted, left: [] } });
  await stop(server);
  await expectSerial(place);
  expect((await runCli(place, ['verify', '--json'])).code).toBe(0);
  expect((await runCli(place, ['verify', '--log', '--json'])).code).toBe(0);
};
