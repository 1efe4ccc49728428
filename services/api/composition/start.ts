import { basename } from 'node:path';
import { openLedger, type Ledger } from './ledger.js';
import { loadSample } from './sample.js';
import { limits } from '../graphql/limits.js';
import { readSafelist } from './safelist-file.js';
import { checkPort, serve } from './server.js';
import type { Settings } from './settings.js';

type Say = (line: string) => void;

export type Started = Readonly<{ address: string; stop: () => Promise<void> }>;

/** Loads the sample into an empty ledger, and tells what was loaded. */
const sampleInto = async (ledger: Ledger, say: Say): Promise<void> => {
  const { ordinal } = await ledger.log.head();
  if (ordinal === 0) say('the ledger is empty: loading the sample …');
  const loaded = await loadSample(ledger);
  for (const { file, report } of loaded) {
    const { rows, accepted, refused } = report;
    say(
      `  ${basename(file)}: ${String(rows)} rows, ${String(accepted)} accepted, ${String(refused.length)} refused`,
    );
  }
  if (loaded.length === 0)
    say(`the ledger holds ${String(ordinal)} events; the sample is loaded into an empty ledger only`);
};

/** Opens the ledger, fills an empty one with the sample, and serves it until it is stopped. */
export const start = async (settings: Settings, say: Say, complain: Say): Promise<Started> => {
  const { port, production, safelistFile } = settings;
  const safelist = safelistFile === null ? null : readSafelist(safelistFile);
  if (port !== 0) await checkPort(port);
  const ledger = await openLedger(settings, complain);
  try {
    say(`data folder: ${settings.data.folder}`);
    say(`master key: ${settings.masterKeyFile}`);
    await sampleInto(ledger, say);
    const server = await serve(ledger, port, { limits, production, safelist }, complain);
    ledger.ownership.announce(server.address);
    say(`the ledger listens at ${server.address}/graphql (Ctrl-C stops it)`);
    const stop = async (): Promise<void> => {
      await server.close();
      await ledger.close();
    };
    return { address: server.address, stop };
  } catch (error) {
    await ledger.close();
    throw error;
  }
};

/** Runs the ledger as a process: says what it does, stops cleanly on Ctrl-C, and ends with a sentence if it cannot. */
export const runUntilStopped = async (settings: Settings): Promise<void> => {
  const say: Say = (line) => process.stdout.write(`${line}\n`);
  const complain: Say = (line) => process.stderr.write(`${line}\n`);
  const { stop } = await start(settings, say, complain);
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    say('stopping …');
    stop().then(
      () => {
        say('stopped; everything acknowledged is on disk');
        process.exit(0);
      },
      (error: unknown) => {
        complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
};
