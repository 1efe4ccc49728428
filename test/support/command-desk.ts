import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { settingsFrom, type Settings } from '@ledger/runtime/engines/settings.js';
import type { Written } from '../dsl/terminal-writes.js';
import { openLedger, testMasterKey, type TestLedger } from './ledger.js';

/** What a command has printed, and how it ended. */
export type Ran = Written & Readonly<{ code: number }>;

/** A ledger in a folder that nobody owns, and commands that read it in this process. */
export type CommandDesk = Readonly<{
  ledger: TestLedger;
  settings: Settings;
  close(): Promise<void>;
}>;

export const openCommandDesk = async (): Promise<CommandDesk> => {
  const ledger = await openLedger();
  if (ledger.folder === null) throw new Error('commands read files');
  const keyFile = join(ledger.folder, 'master.key');
  writeFileSync(keyFile, testMasterKey.toString('hex'));
  const settings = settingsFrom({ LEDGER_DATA: ledger.folder, LEDGER_MASTER_KEY_FILE: keyFile });
  return { ledger, settings, close: () => ledger.close() };
};

/** Runs a command, and answers what it printed in place of printing it. */
export const ran = async (command: () => Promise<number>): Promise<Ran> => {
  const texts = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      texts[name] += String(text);
      return true;
    }),
  );
  try {
    return { code: await command(), ...texts };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};

/** The one JSON value that a command has printed. */
export const jsonIn = ({ stdout }: Ran): unknown => JSON.parse(stdout) as unknown;

/** The lines that a command has printed, without blanks around and with one blank between words. */
export const linesIn = ({ stdout }: Ran): readonly string[] =>
  stdout
    .split('\n')
    .map((line) => line.replaceAll(/[\s│]+/g, ' ').trim())
    .filter((line) => line !== '');
