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

/** Copies, removes or compares a log or a vault while no process has it open, as an operator would. */
export type Movable = Readonly<{
  /**
   * Makes a copy. The returned function replaces a ledger's log or vault by this copy: the same ledger's or another's.
   */
  copy(from: Settings): Promise<(into: Settings) => Promise<void>>;
  remove(of: Settings): Promise<void>;
  /** The whole content, for comparison; null if it does not exist. */
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

/** A log on the EventStoreDB double. The names of a ledger's streams begin with the ledger's name. */
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

/** The log and vault operations for one pair of engines. */
export type Movables = Readonly<{ log: Movable; vault: Movable }>;

export const movablesOn = ({ pair, eventStore }: PairServers): Movables => ({
  log: eventStore === null ? embedded('log') : served(eventStore),
  vault: pair.documents === 'mongodb' ? inMongo : embedded('vault'),
});

/** Creates ledgers on one pair of engines, and can copy, remove or compare their logs and vaults. */
export type TruthPlaces = Movables &
  Readonly<{
    /** Settings for a new ledger. Only its empty data folder exists yet. */
    fresh(): Settings;
    /**
     * Settings of the same ledger for another machine: the same servers, but another data folder and another master
     * key.
     */
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

/**
 * Uses doubles even if the environment names a real server, because tests must not restore a real server from a backup.
 */
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
