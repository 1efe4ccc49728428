import { visibleLine } from '@ledger/ledger/kernel/visible-text.js';
import { once } from 'node:events';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import { enginesOf } from '@ledger/runtime/engines/engines.js';
import { openLedger, type Ledger } from '@ledger/runtime/ledger/ledger.js';
import { loadSample } from '@ledger/runtime/ledger/sample-data.js';
import { limits } from './graphql/request-limits.js';
import { readSafelist } from './http/safelist-file.js';
import { checkPort, serve } from './server.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { openTelemetry, type Telemetry } from '@ledger/runtime/telemetry/ledger-telemetry.js';

type Say = (line: string) => void;

export type Started = Readonly<{ address: string; stop: () => Promise<void> }>;

/** Says whether the acts are invented, and loads what a sample still lacks. */
const sampleInto = async (ledger: Ledger, say: Say, signal: AbortSignal): Promise<void> => {
  if (!ledger.sample) return;
  say('this ledger is a SAMPLE: its acts are invented, and it never becomes a real one.');
  say('A ledger of your own begins empty: name its folder by LEDGER_DATA.');
  const loaded = (file: string, { rows, accepted, refused }: Report): void => {
    say(`  ${file}: ${String(rows)} rows, ${String(accepted)} accepted, ${String(refused.length)} refused`);
  };
  await loadSample(ledger, { signal, loaded });
};

/** What lies elsewhere than in the data folder, and where. */
const serversOf = (settings: Settings): readonly string[] =>
  Object.entries(enginesOf(settings)).flatMap(([name, { engine, where }]) =>
    engine === 'embedded' ? [] : [`${name}: ${engine} at ${where}`],
  );

/** What the user is told, and where an operator looks. */
type Voice = Readonly<{ say: Say; telemetry: Telemetry }>;

/**
 * Opens the ledger, loads the sheets of a sample, and serves it until it is stopped. Throws the signal's reason,
 * with everything closed again, where it is aborted before it listens.
 */
export const start = async (
  settings: Settings,
  { say, telemetry }: Voice,
  signal: AbortSignal,
): Promise<Started> => {
  const { port, production, safelistFile, readyLagMax, publicOrigin } = settings;
  const { journal, observer, watching, figuresOf } = telemetry;
  const complain: Say = (sentence) => {
    journal.error(sentence);
  };
  const safelist = safelistFile === null ? null : readSafelist(safelistFile);
  if (port !== 0) await checkPort(port);
  const ledger = await openLedger(settings, complain, { observer });
  try {
    say(`data folder: ${settings.data.folder}`);
    say(`master key: ${settings.masterKeyFile}`);
    for (const line of serversOf(settings)) say(line);
    await sampleInto(ledger, say, signal);
    signal.throwIfAborted();
    const figures = figuresOf(ledger);
    const serving = { limits, production, safelist, publicOrigin, readyLagMax, watching, figures };
    const server = await serve(ledger, port, serving, complain);
    ledger.ownership.announce(server.address);
    await ledger.imports.resume();
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

/**
 * Runs the ledger as a process: says what it does, stops cleanly on Ctrl-C or when the command that forked it is gone,
 * and ends with a sentence if it cannot.
 */
export const runUntilStopped = async (settings: Settings): Promise<void> => {
  const say: Say = (line) => process.stdout.write(`${visibleLine(line)}\n`);
  const telemetry = openTelemetry(settings);
  const ending = new AbortController();
  const end = (): void => {
    if (ending.signal.aborted) return;
    say('stopping …');
    ending.abort();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  process.on('disconnect', end);
  try {
    const { stop } = await start(settings, { say, telemetry }, ending.signal);
    if (!ending.signal.aborted) await once(ending.signal, 'abort');
    await stop();
  } catch (error) {
    if (error !== ending.signal.reason) throw error;
  } finally {
    // A channel that is listened to would keep the process running.
    process.off('disconnect', end);
  }
  say('stopped; everything acknowledged is on disk');
  process.exit(0);
};
