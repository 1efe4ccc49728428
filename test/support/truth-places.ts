import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDataFolder } from '@ledger/infra/data-folder/data-folder.js';
import { openDatabase, text } from '@ledger/infra/sqlite/sqlite-database.js';
import { settingsFrom, type Settings } from '@ledger/runtime/engines/settings.js';
import { readDatabase, replaceDatabase } from '../doubles/mongodb/database-copy.js';
import { dropDatabase } from '../doubles/mongodb/server.js';
import type { Node } from '../doubles/eventstore/node.js';
import { PairServers, type Pair } from './pair.js';

/** A log or a vault that nobody has open, as an operator moves it. */
export type Movable = Readonly<{
  /** A copy, to be put in the place of a ledger's own: of this one's again, or of another's. */
  copy(from: Settings): Promise<(into: Settings) => Promise<void>>;
  remove(of: Settings): Promise<void>;
  /** All that stands there, to be compared. */
  content(of: Settings): Promise<unknown>;
}>;

const parts = ['', '-wal', '-shm'] as const;

const embedded = (which: 'log' | 'vault'): Movable => {
  const filesOf = ({ data }: Settings): readonly string[] => parts.map((part) => `${data[which]}${part}`);
  const remove: Movable['remove'] = async (of) => {
    for (const file of filesOf(of)) rmSync(file, { force: true });
  };
  return {
    copy: async (from) => {
      const contents = filesOf(from).map((file) => (existsSync(file) ? readFileSync(file) : null));
      return async (into) => {
        await remove(into);
        for (const [index, file] of filesOf(into).entries()) {
          const content = contents[index] ?? null;
          if (content !== null) writeFileSync(file, content);
        }
      };
    },
    remove,
    content: async ({ data }) => {
      if (!existsSync(data[which])) return null;
      const db = openDatabase(data[which], { readOnly: true, waitMs: 0 });
      try {
        const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
        return tables.map(([name]) => [name, db.prepare(`SELECT * FROM ${text(name)}`).all()]);
      } finally {
        db.close();
      }
    },
  };
};

/** A log on the double: a ledger has its streams there by its name. */
const served = (node: Node): Movable => ({
  copy: async () => {
    const copy = node.storage.copy();
    return async () => {
      node.storage = copy.copy();
    };
  },
  remove: async ({ ledgerName }) => {
    node.storage = node.storage.copy((stream) => !stream.startsWith(`${ledgerName}.`));
  },
  content: async ({ ledgerName }) =>
    node.storage.log
      .filter(({ stream }) => stream.startsWith(`${ledgerName}.`))
      .map(({ stream, id, type, data }) => [stream, id, type, Buffer.from(data).toString()]),
});

const inMongo: Movable = {
  copy: async (from) => {
    const copy = await readDatabase(from.mongoUrl ?? '', `${from.ledgerName}_vault`);
    return (into) => replaceDatabase(into.mongoUrl ?? '', `${into.ledgerName}_vault`, copy);
  },
  remove: ({ mongoUrl, ledgerName }) => dropDatabase(mongoUrl ?? '', `${ledgerName}_vault`),
  content: ({ mongoUrl, ledgerName }) => readDatabase(mongoUrl ?? '', `${ledgerName}_vault`),
};

/** The logs and vaults of ledgers on one pair of engines, where they lie in files or on doubles. */
export type Movables = Readonly<{ log: Movable; vault: Movable }>;

export const movablesOn = ({ pair, eventStore }: PairServers): Movables => ({
  log: eventStore === null ? embedded('log') : served(eventStore),
  vault: pair.documents === 'mongodb' ? inMongo : embedded('vault'),
});

/** Ledgers on one pair of engines, and how their log and vault are moved. */
export type TruthPlaces = Movables &
  Readonly<{
    /** What says where a new ledger will be; nothing is there yet. */
    fresh(): Settings;
    /** The same ledger as another machine is told of it: the servers are shared, the folder and the master key are not. */
    otherMachine(of: Settings): Settings;
    close(): Promise<void>;
  }>;

const inFolder = (folder: string, environment: Readonly<Record<string, string>>): Settings => {
  const settings = settingsFrom({
    ...environment,
    LEDGER_DATA: join(folder, 'data'),
    LEDGER_MASTER_KEY_FILE: join(folder, 'master.key'),
  });
  makeDataFolder(settings.data);
  return settings;
};

/** Always on doubles: no server is told to go back to a backup. */
export const truthPlaces = async (pair: Pair): Promise<TruthPlaces> => {
  const servers = await PairServers.start(pair, '');
  const root = mkdtempSync(join(tmpdir(), 'ledger-truth-'));
  let made = 0;
  const next = (): string => {
    made += 1;
    return String(made);
  };
  return {
    ...movablesOn(servers),
    fresh: () => inFolder(join(root, next()), servers.fresh()),
    otherMachine: ({ ledgerName, eventStoreUrl, mongoUrl, oneMachine }) =>
      inFolder(join(root, next()), {
        LEDGER_NAME: ledgerName,
        EVENTSTORE_URL: eventStoreUrl ?? '',
        MONGODB_URL: mongoUrl ?? '',
        LEDGER_ONE_MACHINE: oneMachine ? 'yes' : '',
      }),
    close: async () => {
      await servers.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
};
