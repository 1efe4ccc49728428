import { settingsFrom, type Settings } from '@ledger/runtime/engines/settings.js';
import { itUnless } from '../contract/skipped-cases.js';
import { pairHere } from '../support/pair.js';
import { movablesOn, type Movables } from '../support/truth-places.js';
import { goodSheet } from './support/bad-sheets.js';
import { Clerk } from './support/clerk.js';
import { noBackups } from './support/log-backup.js';
import { patience } from './support/patience.js';
import { environmentOf, type Environment, type Place } from './support/place.js';
import { expectRefused } from './support/refused.js';
import { openStage, type Server } from './support/stage.js';
import { asked } from './support/json-output.js';

/**
 * Cases in which the log and the key vault do not match: one is missing, is older than the other, or belongs to another
 * ledger.
 */

const stage = openStage();

const settingsOf = (place: Place): Settings => settingsFrom(environmentOf(place, {}));
const movables = (): Movables => movablesOn(stage.servers);

const register = async ({ client }: Server, membership: string): Promise<string> => {
  const { worker } = await new Clerk(client).worker('registerWorker', {
    membership,
    name: `姓名 ${membership}`,
  });
  return worker.number;
};

/** Registers each member in a separate run of the server. Returns their worker numbers. */
const withMembers = async (place: Place, ...members: readonly string[]): Promise<readonly string[]> => {
  const numbers: string[] = [];
  for (const membership of members) {
    const server = await stage.serve(place);
    numbers.push(await register(server, membership));
    expect(await server.stop()).toStrictEqual({ code: 0, signal: null });
  }
  return numbers;
};

/**
 * Expects that the start of the server and each command fail with the given message, and that neither log nor vault
 * changes.
 */
const expectUnused = async (
  place: Place,
  sentence: RegExp,
  commands: readonly (readonly string[])[],
): Promise<void> => {
  const settings = settingsOf(place);
  const content = async (): Promise<unknown> => [
    await movables().log.content(settings),
    await movables().vault.content(settings),
  ];
  const before = await content();
  await expectRefused(stage, place, {}, sentence);
  for (const command of commands) {
    const reported = await stage.ledger(place, ...command);
    expect([command[0], reported.code, reported.stdout]).toStrictEqual([command[0], 2, '']);
    expect(reported.stderr.trimEnd()).toMatch(sentence);
  }
  expect(await content()).toStrictEqual(before);
};

/**
 * One command of each kind: one that reads views, two that read log and vault, one that records, and one that only
 * judges.
 */
const everyKind = ({ root }: Place): readonly (readonly string[])[] => [
  ['totals', '--from', '2024-01', '--to', '2024-12'],
  ['status'],
  ['verify'],
  ['import', goodSheet(root)],
  ['import', goodSheet(root), '--dry-run'],
];

it(
  'a vault that is missing or put back from before is told of, and one that fits is gone on with',
  async () => {
    const place = stage.place();
    const settings = settingsOf(place);
    const { vault } = movables();
    await withMembers(place, 'LV-1');
    const before = await vault.copy(settings);
    await withMembers(place, 'LV-2');
    const after = await vault.copy(settings);
    await vault.remove(settings);
    await expectUnused(
      place,
      /^the key vault .* is missing, and the log .* was written with one: put the vault back/,
      everyKind(place),
    );
    await before(settings);
    await expectUnused(
      place,
      /^the key vault .* is older than the log .*: it lacks the last block of worker numbers/,
      [['status']],
    );
    await after(settings);
    expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true, personsWithoutKey: 0 });
    const server = await stage.serve(place);
    const again = { membership: 'LV-2', name: '姓名 LV-2' };
    const refusal = await new Clerk(server.client).workerRefusal('registerWorker', again);
    expect(refusal.code).toBe('ALREADY_REGISTERED');
    await server.stop();
  },
  patience,
);

itUnless(
  noBackups,
  'a log that is put back is gone on with, the operator is told, and two new members are two people',
  async () => {
    const place = stage.place();
    const settings = settingsOf(place);
    await asked(stage, place, 'import', goodSheet(place.root));
    const before = await movables().log.copy(settings);
    const [lost] = await withMembers(place, 'LV-1');
    await before(settings);
    const server = await stage.serve(place);
    await server.process.says(
      /^the key vault .* has noted worker numbers up to \d+, of which the log /m,
      'stderr',
    );
    expect(await register(server, 'LV-2')).not.toBe(lost);
    expect(await register(server, 'LV-1')).toBe(lost);
    await server.stop();
    expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true, personsWithoutKey: 0 });
  },
  patience,
);

/** Starts several servers at the same time. Returns those that listen, and the error messages of the others. */
const beginTogether = async (
  places: readonly (readonly [Place, Environment])[],
): Promise<Readonly<{ listening: readonly Server[]; refusals: readonly string[] }>> => {
  const begun = places.map(([place, more]) => stage.begin(place, more));
  const came = await Promise.allSettled(begun.map((each) => stage.listening(each)));
  return {
    listening: came.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
    refusals: came.flatMap((each, index) =>
      each.status === 'rejected' ? [begun[index]?.stderr.trimEnd() ?? ''] : [],
    ),
  };
};

it(
  'of two first starts at once in one folder, one owns the ledger',
  async () => {
    const place = stage.place();
    const { listening, refusals } = await beginTogether([
      [place, {}],
      [place, {}],
    ]);
    expect(refusals).toStrictEqual([expect.stringMatching(/^the ledger in .* is in use by/)]);
    const [server] = listening;
    if (server === undefined) throw new Error('none of the two listens');
    await register(server, 'LV-1');
    await server.stop();
    await withMembers(place, 'LV-2');
    expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
  },
  patience,
);

/** A second machine that uses the same servers: it has a different data folder and a copy of the master key. */
const anotherMachine = ({ servers, masterKey }: Place): Place => ({ ...stage.place(), servers, masterKey });

const { log: logEngine, documents } = pairHere();
const isOnFolders = logEngine === 'embedded' && documents === 'embedded';

itUnless(
  isOnFolders ? 'skipped: two machines without a server are two ledgers' : null,
  'of two machines that first start at once on one server, both work together, or one says why not',
  async () => {
    const one = stage.place();
    const { listening, refusals } = await beginTogether([
      [one, {}],
      [anotherMachine(one), {}],
    ]);
    const numbers: string[] = [];
    for (const [index, server] of listening.entries()) {
      numbers.push(await register(server, `LV-${String(index)}`));
      await server.stop();
    }
    const isShared = logEngine === 'eventstoredb' && documents === 'mongodb';
    const reported: unknown = expect.stringMatching(
      /^the (log|key vault) .* (is missing, and|belong to two ledgers|was begun with another key vault)/,
    );
    expect([new Set(numbers).size, refusals]).toStrictEqual(isShared ? [2, []] : [1, [reported]]);
  },
  patience,
);
