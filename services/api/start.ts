import { visibleLine } from '@ledger/ledger/kernel/visible-text.js';
import { once } from 'node:events';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import { enginesOf } from '@ledger/runtime/engines/engines.js';
import { openLedger, type Ledger } from '@ledger/runtime/ledger/ledger.js';
import { loadSample } from '@ledger/runtime/ledger/sample-data.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { spokenIn, type Speech } from '@ledger/ledger/kernel/two-languages.js';
import { startMessages } from './start-messages.js';
import { limits } from './graphql/request-limits.js';
import { readSafelist } from './http/safelist-file.js';
import { checkPort } from './port-check.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { openTelemetry, type Telemetry } from '@ledger/runtime/telemetry/ledger-telemetry.js';

/** Formats one message for the user who starts the server. */
type Say = Speech<keyof typeof startMessages>;
type Announce = (...said: Parameters<Say>) => void;

export type Started = Readonly<{ address: string; stop: () => Promise<void> }>;

/** If the ledger is a sample, says so and loads the sample sheets that are not loaded yet. */
const sampleInto = async (ledger: Ledger, announce: Announce, signal: AbortSignal): Promise<void> => {
  if (!ledger.sample) return;
  announce('sample');
  announce('ownLedger');
  const loaded = (file: string, { rows, accepted, refused }: Report): void => {
    announce('loaded', { file, rows, accepted, refused: refused.length });
  };
  await loadSample(ledger, { signal, loaded });
};

/** Prints the addresses of the engines that do not store their data in the data folder. */
const announceServers = (settings: Settings, announce: Announce): void => {
  const engines = enginesOf(settings);
  for (const name of ['log', 'views', 'keys'] as const)
    if (engines[name].engine !== 'embedded') announce(name, engines[name]);
};

/** `tell` prints messages for the user; `telemetry` writes logs and metrics for the operator. */
type Voice = Readonly<{ announce: Announce; telemetry: Telemetry }>;

/**
 * Opens the ledger, loads the sheets of a sample, and starts the server. If `signal` aborts before the server listens,
 * closes everything and throws the signal's reason.
 */
export const start = async (
  settings: Settings,
  { announce, telemetry }: Voice,
  signal: AbortSignal,
): Promise<Started> => {
  const { port, production, safelistFile, readyLagMax, publicOrigin } = settings;
  const { operatorLog, observer, instrumentation, figuresOf } = telemetry;
  const logError = (sentence: string): void => {
    operatorLog.error(sentence);
  };
  const safelist = safelistFile === null ? null : readSafelist(safelistFile);
  if (port !== 0) await checkPort(port);
  const ledger = await openLedger(settings, logError, { observer });
  try {
    announce('folder', { folder: settings.data.folder });
    announce('masterKey', { file: settings.masterKeyFile });
    announceServers(settings, announce);
    await sampleInto(ledger, announce, signal);
    signal.throwIfAborted();
    const figures = figuresOf(ledger);
    const serving = { limits, production, safelist, publicOrigin, readyLagMax, instrumentation, figures };
    // Loading Nest, Apollo and GraphQL takes most of the start time, so they are loaded after the checks that may
    // refuse the start.
    const { serve } = await import('./server.js');
    const server = await serve(ledger, port, serving, logError);
    ledger.ownership.announce(server.address);
    ledger.imports.resume();
    announce('open', { address: server.address });
    announce('listens', { address: server.address });
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
 * Runs the ledger server as a process. Prints what it does, and stops cleanly on SIGINT, on SIGTERM, or when the parent
 * process that forked it is gone. Throws if it cannot start.
 */
export const runUntilStopped = async (settings: Settings, language: Language): Promise<void> => {
  const say: Say = spokenIn(startMessages, language);
  const announce: Announce = (...said) => {
    process.stdout.write(`${visibleLine(say(...said))}\n`);
  };
  const telemetry = openTelemetry(settings);
  const ending = new AbortController();
  const end = (): void => {
    if (ending.signal.aborted) return;
    announce('stopping');
    ending.abort();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  process.on('disconnect', end);
  try {
    const { stop } = await start(settings, { announce, telemetry }, ending.signal);
    if (!ending.signal.aborted) await once(ending.signal, 'abort');
    await stop();
  } catch (error) {
    if (error !== ending.signal.reason) throw error;
  } finally {
    // A 'disconnect' listener keeps the IPC channel referenced, and the process would not exit.
    process.off('disconnect', end);
  }
  announce('stopped');
  process.exit(0);
};
