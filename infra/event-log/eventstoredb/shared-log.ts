import { LogFault, type LogIds } from '@ledger/ledger/ports/event-log.js';
import { positionsOf, type Positions } from '../positions.js';
import { AppendQueue } from './append-queue.js';
import { LogSubscription } from './log-subscription.js';
import { EventStoreConnection } from './eventstore-connection.js';
import { Counter } from './ordinal-counter.js';
import { identify, IdentityGuard, type OpeningMode } from './log-identity.js';
import type { Patience } from './eventstore-limits.js';
import { namesOf, type Names } from './stream-names.js';
import { Scanner } from './log-scanner.js';

/** The parts of an open log. All handles to the same log in this process share them. */
export type SharedLog = Readonly<{
  ids: LogIds;
  connection: EventStoreConnection;
  names: Names;
  positions: Positions;
  guard: IdentityGuard;
  scanner: Scanner;
  counter: Counter;
  notifier: LogSubscription;
  appends: AppendQueue;
  close: () => Promise<void>;
}>;

/** A server and the logs that are open on it, each with its number of handles. */
type Server = Readonly<{ url: string; connection: EventStoreConnection; logs: Map<string, Opened> }>;
type Opened = { handles: number; log: Promise<SharedLog> };

/** The log to open: the URL of the server, the name of the ledger, and the timeouts. */
export type SharedLogOptions = Readonly<{ url: string; ledger: string; patience: Patience }>;

let server: Server | null = null;

const openOn = async (
  connection: EventStoreConnection,
  names: Names,
  mode: OpeningMode,
): Promise<SharedLog> => {
  const identity = await identify(connection, names, mode);
  const { ids, letters, begins } = identity;
  const positions = positionsOf(letters);
  const guard = new IdentityGuard(connection, names, identity);
  const check = (): Promise<void> => guard.check();
  connection.checks.add(check);
  const scanner = new Scanner(connection, names, begins);
  const counter = new Counter(connection, names, scanner, begins);
  const notifier = new LogSubscription(connection, names, scanner);
  const notify = (commit: bigint): void => {
    notifier.notify(commit);
  };
  const appends = new AppendQueue({ connection, names, guard, positions, notify });
  const close = async (): Promise<void> => {
    connection.checks.delete(check);
    await notifier.close();
  };
  return { ids, connection, names, positions, guard, scanner, counter, notifier, appends, close };
};

const release = async (from: Server, ledger: string, opened: Opened): Promise<void> => {
  opened.handles -= 1;
  if (opened.handles > 0) return;
  from.logs.delete(ledger);
  const last = from.logs.size === 0;
  if (last && server === from) server = null;
  const log = await opened.log.catch(() => null);
  await log?.close();
  if (last) await from.connection.close();
};

/**
 * Opens a log, or shares it if this process already has it open. Throws LogFault if the process has a log open on
 * another server.
 */
export const shareLog = async (
  { url, ledger, patience }: SharedLogOptions,
  mode: OpeningMode,
): Promise<Readonly<{ log: SharedLog; release: () => Promise<void> }>> => {
  const names = namesOf(ledger);
  if (server !== null && server.url !== url) {
    throw new LogFault('LOG_FAULT', 'this process has a log open on another server');
  }
  const mine: Server = server ?? {
    url,
    connection: new EventStoreConnection(url, patience),
    logs: new Map(),
  };
  server = mine;
  const opened = mine.logs.get(ledger) ?? { handles: 0, log: openOn(mine.connection, names, mode) };
  mine.logs.set(ledger, opened);
  opened.handles += 1;
  try {
    return { log: await opened.log, release: () => release(mine, ledger, opened) };
  } catch (error) {
    await release(mine, ledger, opened);
    throw error;
  }
};
