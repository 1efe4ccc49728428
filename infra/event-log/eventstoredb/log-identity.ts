import { randomInt, randomUUID } from 'node:crypto';
import { LogFault } from '@ledger/ledger/ports/event-log.js';
import type { Connection } from './eventstore-connection.js';
import { failureOf, faultOf, mayPass } from './eventstore-failures.js';
import { repeating } from './eventstore-limits.js';
import type { Names } from './stream-names.js';
import { hasPosition, type Stored } from './resolved-events.js';

const letters = '0123456789abcdefghijklmnopqrstuvwxyz';
const opened = 'LogOpened';

/** Which log this is: its four letters, and where it begins. Nothing of ours stands before. */
export type Identity = Readonly<{ logId: string; begins: bigint }>;

const identityOf = (ledger: string, first: Stored): Identity => {
  const { data } = first;
  const logId = typeof data === 'object' && data !== null && 'logId' in data ? data.logId : null;
  if (first.type !== opened || typeof logId !== 'string' || !/^[0-9a-z]{4}$/.test(logId)) {
    throw new LogFault(
      'LOG_FAULT',
      `the stream ${ledger} is another application's: give this ledger another LEDGER_NAME`,
    );
  }
  if (!hasPosition(first)) {
    throw new LogFault('LOG_FAULT', 'the server is too old: EventStoreDB 22.10 or later, please');
  }
  return { logId, begins: first.commit };
};

const begin = async (connection: Connection, stream: string): Promise<void> => {
  const logId = Array.from({ length: 4 }, () => letters[randomInt(letters.length)] ?? '0').join('');
  const row = { id: randomUUID(), type: opened, data: JSON.stringify({ logId }), origin: '{}' };
  try {
    await connection.append(stream, { expected: 'none', rows: [row] });
  } catch (error) {
    // Somebody else was faster: then that is the log.
    if (failureOf(error).kind !== 'conflict') throw error;
  }
};

/** Whoever opens a log is told soon what is wrong; longer than it takes to elect a leader. */
const openingMsMax = 10_000;

/** Asks a server that may have no leader yet; what cannot be reached is a fault that says what to do. */
const reaching = async <T>({ patience }: Connection, work: () => Promise<T>): Promise<T> => {
  const operationMs = Math.min(patience.operationMs, openingMsMax);
  try {
    return await repeating({ ...patience, operationMs }, mayPass, work);
  } catch (error) {
    const what =
      'the log cannot be reached: start its server, or correct host, port and tls in EVENTSTORE_URL';
    throw faultOf(error, what, 'LOG_AWAY');
  }
};

/** Which log the ledger has on this server; null where it has none. */
export const findIdentity = (connection: Connection, { log }: Names): Promise<Identity | null> =>
  reaching(connection, async () => {
    const [found] = await connection.readStream(log, 0, 1);
    return found === undefined ? null : identityOf(log, found);
  });

/** Reads which log the ledger has on this server; a writer begins one where it has none. */
export const identify = async (
  connection: Connection,
  names: Names,
  mode: 'write' | 'read',
): Promise<Identity> => {
  const found = await findIdentity(connection, names);
  if (found !== null) return found;
  if (mode === 'read') {
    throw new LogFault(
      'LOG_FAULT',
      `there is no stream ${names.log} on that server: start the ledger or import a sheet first, or correct LEDGER_NAME`,
    );
  }
  await reaching(connection, () => begin(connection, names.log));
  const begun = await findIdentity(connection, names);
  if (begun === null) throw new LogFault('LOG_FAULT', `the stream ${names.log} was begun and is not there`);
  return begun;
};

/**
 * Guards against a database that is exchanged under a running process: after every trouble with the server, the
 * log's first event is read again before anything else is believed or written.
 */
export class IdentityGuard {
  private checked: number;
  private checking: Promise<void> | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly names: Names,
    private readonly identity: Identity,
  ) {
    this.checked = connection.troubles;
  }

  /** Throws where the server cannot tell, and LogFault where it tells of another log. */
  async pass(): Promise<void> {
    while (this.checked !== this.connection.troubles) {
      this.checking ??= this.check().finally(() => (this.checking = null));
      await this.checking;
    }
  }

  /** Looks at what stands behind the connection now. */
  async check(): Promise<void> {
    const { troubles } = this.connection;
    const first = await this.connection.readFirst(this.names.log);
    const { logId, begins } = this.identity;
    const found = first === null ? null : identityOf(this.names.log, first);
    if (found?.logId !== logId || found.begins !== begins) {
      throw new LogFault(
        'FOREIGN_POSITION',
        'the server came back with another database: start the ledger again, and with it its views',
      );
    }
    this.checked = troubles;
  }
}
