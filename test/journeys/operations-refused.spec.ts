import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { dataFolder, type DataFolder } from '@ledger/infra/data-folder/data-folder.js';
import { openDatabase } from '@ledger/infra/sqlite/sqlite-database.js';
import { goodSheet } from './support/bad-sheets.js';
import { checkpoint, withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import type { Environment, Place } from './support/place.js';
import { expectRefused as refused } from './support/refused.js';
import { openStage } from './support/stage.js';
import { asked, statusOf } from './support/json-output.js';

const stage = openStage();
const expectRefused = (place: Place, more: Environment, sentence: RegExp | string): Promise<void> =>
  refused(stage, place, more, sentence);

const small = async (): Promise<Place> => {
  const place = await withOneAct(stage);
  return place;
};

describe('a ledger does not start', () => {
  it(
    'on a port in use, and makes nothing',
    async () => {
      const place = stage.place();
      const other = createServer();
      const port = await new Promise<number>((resolve) => {
        other.listen(0, '127.0.0.1', () => {
          const at = other.address();
          resolve(at !== null && typeof at === 'object' ? at.port : 0);
        });
      });
      const sentence = `port ${String(port)} is in use; stop what listens there, or name another in PORT`;
      await expectRefused(place, { PORT: String(port) }, sentence);
      expect(readdirSync(place.root)).toStrictEqual([]);
      await new Promise((resolve) => other.close(resolve));
    },
    patience,
  );

  it.each(['abc', '65536', '-1', '80.5'])(
    'on a port that is none: %s',
    async (port) => {
      const sentence = `PORT is “${port}”; it must be a number from 0 to 65535 (0 takes any free port)`;
      await expectRefused(stage.place(), { PORT: port }, sentence);
    },
    patience,
  );

  it.each([
    ['EVENTSTORE_URL', 'http://clerk:secret@log.example', 'esdb:// or esdb+discover://'],
    ['EVENTSTORE_URL', 'esdb://', 'esdb:// or esdb+discover://'],
    ['MONGODB_URL', 'clerk:secret@views.example', 'mongodb:// or mongodb+srv://'],
  ])(
    'on a connection string that is none, whose password it does not repeat: %s=%s',
    async (variable, url, schemes) => {
      const sentence = `${variable} is no connection string: it must begin with ${schemes}`;
      const place = stage.place();
      await expectRefused(place, { [variable]: url }, sentence);
      expect(readdirSync(place.root)).toStrictEqual([]);
    },
    patience,
  );

  it(
    'on keys of this machine and a log of a server that others reach, unless somebody says that none does',
    async () => {
      const place = stage.place();
      const url = 'esdb://127.0.0.1:1?tls=false';
      const shared = { EVENTSTORE_URL: url, MONGODB_URL: '', LEDGER_ONE_MACHINE: '' };
      await expectRefused(
        place,
        shared,
        `the log lies on a server that other machines can reach, the keys of persons in ${dataFolder(place.data).vault} ` +
          'of this one: name a MongoDB in MONGODB_URL for the keys, or set LEDGER_ONE_MACHINE=yes if no other machine ever owns this ledger',
      );
      const sheet = goodSheet(place.root);
      const reported = await stage.ledgerIn(place, shared, 'import', sheet);
      expect([reported.code, reported.stderr]).toStrictEqual([
        2,
        expect.stringMatching(/^the log lies on a server/) as unknown,
      ]);
      rmSync(sheet);
      for (const value of ['maybe', 'no', 'YES'])
        await expectRefused(
          place,
          { ...shared, LEDGER_ONE_MACHINE: value },
          `LEDGER_ONE_MACHINE is “${value}”; it must be yes, or not set where several machines own the ledger`,
        );
      expect(readdirSync(place.root)).toStrictEqual([]);
      await expectRefused(place, { ...shared, LEDGER_ONE_MACHINE: 'yes' }, /^the log cannot be reached/);
    },
    patience,
  );

  it.each(['Ledger', 'a.b', '-a', 'a'.repeat(41)])(
    'under a name that no server can keep: %s',
    async (name) => {
      const sentence = `LEDGER_NAME is “${name}”; it must be up to 40 small letters, digits and hyphens, and begin with no hyphen`;
      await expectRefused(stage.place(), { LEDGER_NAME: name }, sentence);
    },
    patience,
  );

  it(
    'in a data folder that cannot be written',
    async () => {
      const place = stage.place();
      const file = join(place.root, 'file');
      writeFileSync(file, '');
      for (const folder of [file, join(file, 'ledger')]) {
        const sentence = new RegExp(
          `^the data folder ${folder} cannot be written \\(.+\\); name another in LEDGER_DATA$`,
        );
        await expectRefused(place, { LEDGER_DATA: folder }, sentence);
      }
      expect(readdirSync(place.root)).toStrictEqual(['file']);
    },
    patience,
  );

  it(
    'beside an owner, which goes on',
    async () => {
      const place = await small();
      const owner = await stage.serve(place);
      const sentence =
        `the ledger in ${place.data} is in use by process ${String(owner.process.pid)} at ${owner.address}; ` +
        'stop that process, or hand the work to it';
      await expectRefused(place, {}, sentence);
      expect((await statusOf(stage, place)).owner?.pid).toBe(owner.process.pid);
      expect(owner.process.stderr).toBe('');
      await owner.stop();
    },
    patience,
  );

  it(
    'without the master key that its vault was made with',
    async () => {
      const place = await small();
      const other = join(place.root, 'other.key');
      const missing = `the master key ${other} is missing: without it the personal data cannot be read`;
      await expectRefused(place, { LEDGER_MASTER_KEY_FILE: other }, missing);
      expect(existsSync(other)).toBe(false);
      writeFileSync(other, 'ab'.repeat(32), { mode: 0o600 });
      const wrong = `${dataFolder(place.data).vault} was made with another master key; name the right one in LEDGER_MASTER_KEY_FILE`;
      await expectRefused(place, { LEDGER_MASTER_KEY_FILE: other }, wrong);
      writeFileSync(other, 'secret', { mode: 0o600 });
      const broken = `${other} holds no master key: 64 hexadecimal digits are expected; restore it from your backup`;
      await expectRefused(place, { LEDGER_MASTER_KEY_FILE: other }, broken);
    },
    patience,
  );
});

type Database = 'log' | 'vault' | 'views';

const written = (data: DataFolder, name: Database, sql: string): void => {
  const db = openDatabase(data[name], { readOnly: false, waitMs: 0 });
  db.exec(sql);
  db.close();
};

describe.each([
  ['log', 'event log', 4],
  ['vault', 'key vault', 3],
  ['views', 'database of views', 1],
] as const)('with a %s database', (name, what, format) => {
  it(
    'of another version, of something else, or that is none, it does not start, and harms nothing',
    async () => {
      const place = await small();
      const intact = stage.place();
      cpSync(place.root, intact.root, { recursive: true });
      const data = dataFolder(place.data);
      const file = data[name];
      written(data, name, 'PRAGMA user_version = 99');
      const newer = `${file} is of format 99 of the ${what}; this version of the ledger reads format ${String(format)}: use the newer version that wrote it`;
      await expectRefused(place, {}, newer);
      written(data, name, `PRAGMA user_version = ${String(format)}; PRAGMA application_id = 7`);
      const foreign = `${file} is a database, but no ${what} of a service ledger; move it away or name another folder`;
      await expectRefused(place, {}, foreign);
      for (const each of [file, `${file}-wal`, `${file}-shm`])
        writeFileSync(each, 'no database at all, '.repeat(500));
      await expectRefused(place, {}, new RegExp(`^${file} cannot be (used as ${what}|opened) \\(.*\\)`));
      for (const each of readdirSync(intact.data)) {
        if (each.startsWith(`${name}.db`)) cpSync(join(intact.data, each), join(place.data, each));
      }
      const server = await stage.serve(place);
      await server.stop();
      expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
    },
    patience,
  );
});

describe('views of another ledger', () => {
  it(
    'are not gone on with: the ledger says so, and so does every command that answers from them',
    async () => {
      const [place, other] = [await small(), stage.place()];
      await asked(stage, other, 'import', goodSheet(other.root));
      checkpoint(other);
      cpSync(dataFolder(other.data).views, dataFolder(place.data).views);
      await expectRefused(
        place,
        {},
        /^view \w+ was folded from another log; remove the views' database and start again$/,
      );
      const reported = await stage.ledger(place, 'payouts');
      expect([reported.code, reported.stdout]).toStrictEqual([2, '']);
      expect(reported.stderr).toMatch(/^view \w+ was folded from another log/);
      expect(new Set((await statusOf(stage, place)).views.map(({ past }) => past))).toStrictEqual(
        new Set(['foreign']),
      );
    },
    patience,
  );
});
