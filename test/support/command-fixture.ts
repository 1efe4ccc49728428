import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeOwnership, type Ownership } from '@ledger/infra/data-folder/folder-owner.js';
import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import { sha256 } from '@ledger/infra/identifiers/sha256.js';
import { openDatabase } from '@ledger/infra/sqlite/sqlite-database.js';
import { digestRunner } from '@ledger/projections/digest/digest-runner.js';
import { projector } from '@ledger/projections/kernel/projector.js';
import { settingsFrom, type Settings } from '@ledger/runtime/engines/settings.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { openDoor } from '@ledger/cli/ledger-at-hand.js';
import { commandCaller, type Asking } from '@ledger/cli/terminal/command-caller.js';
import { recordedAt } from '../dsl/project.js';
import { writtenMeanwhile, type Written } from '../dsl/terminal-writes.js';
import { openLedger, testMasterKey, type TestLedger } from './ledger.js';

/** The output of a command and its exit code. */
export type Ran = Written & Readonly<{ code: number }>;

/** A ledger in a data folder without a running owner. Commands of the CLI read it in this process. */
export type CommandFixture = Readonly<{
  ledger: TestLedger;
  settings: Settings;
  /** Runs a command, captures what it would print, and returns it with the exit code. */
  ran(command: (asking: Asking) => Promise<number>, language?: Language): Promise<Ran>;
  /** Makes this process the owner of the ledger, as `ledger start` does. */
  own(): Ownership;
  /** Computes the digests of the log up to its end and stores them with the views. */
  keepDigests(): Promise<void>;
  /** Changes one of the ledger's files by SQL, outside of the ledger's own code. */
  tamper(file: 'log' | 'vault' | 'views', sql: string): void;
  close(): Promise<void>;
}>;

export const openCommandFixture = async (): Promise<CommandFixture> => {
  const ledger = await openLedger();
  if (ledger.folder === null) throw new Error('commands read files');
  const keyFile = join(ledger.folder, 'master.key');
  writeFileSync(keyFile, testMasterKey.toString('hex'), { mode: 0o600 });
  const settings = settingsFrom({ LEDGER_DATA: ledger.folder, LEDGER_MASTER_KEY_FILE: keyFile });
  return {
    ledger,
    settings,
    ran: async (command, language = 'en') => {
      const door = openDoor(language, settings);
      const run = () => command({ door, by: commandCaller(), language });
      const { answer, texts } = await writtenMeanwhile(() => run().finally(() => door.close()));
      return { code: answer, ...texts };
    },
    own: () => takeOwnership(settings.data, recordedAt),
    keepDigests: async () => {
      const { log } = ledger;
      const store = openEmbeddedDocuments(settings.data.views, 'write');
      const digesting = projector(log, [digestRunner({ log, store, sha256 }, 1)]);
      await digesting.open();
      await digesting.catchUp();
      await store.close();
    },
    tamper: (file, sql) => {
      const db = openDatabase(settings.data[file], { readOnly: false, waitMs: 1_000 });
      db.exec(sql);
      db.close();
    },
    close: () => ledger.close(),
  };
};

/** The JSON value that a command has printed. Throws if the output is not exactly one. */
export const jsonIn = ({ stdout }: Ran): unknown => JSON.parse(stdout) as unknown;

/** The lines that a command has printed, without table borders, and with single spaces between words. */
export const linesIn = ({ stdout }: Ran): readonly string[] =>
  stdout
    .split('\n')
    .map((line) => line.replaceAll(/[\s│]+/g, ' ').trim())
    .filter((line) => line !== '');
