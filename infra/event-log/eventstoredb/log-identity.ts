import { randomInt, randomUUID } from 'node:crypto';
import { isUniqueId, type UniqueId } from '@ledger/ledger/kernel/unique-id.js';
import { LogFault, type LogIds } from '@ledger/ledger/ports/event-log.js';
import { freshUniqueId } from '../../identifiers/fresh-unique-id.js';
import type { EventStoreConnection } from './eventstore-connection.js';
import { eventStoreFailure, faultOf, mayPass } from './eventstore-failures.js';
import { repeating } from './eventstore-limits.js';
import type { Names } from './stream-names.js';
import { hasPosition, type ServerEvent } from './resolved-events.js';

const letters = '0123456789abcdefghijklmnopqrstuvwxyz';
const opened = 'LogOpened';

/** Version of the format of the log's first event. */
const format = 3;

/**
 * Identity of a log: the ids of log and vault, the four characters that begin its positions, and the position of its
 * first event. All events of this ledger come after that position.
 */
export type Identity = Readonly<{ ids: LogIds; letters: string; begins: bigint }>;

const isObject = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === 'object' && data !== null;

const isLetters = (letters: unknown): letters is string =>
  typeof letters === 'string' && /^[0-9a-z]{4}$/.test(letters);

const foreign = (stream: string): LogFault =>
  new LogFault(
    'LOG_FAULT',
    `the stream ${stream} is another application's: give this ledger another LEDGER_NAME`,
  );

/** Throws LogFault if the log has another format version. Version 1 did not store its number. */
const checkFormat = (stream: string, { format: found = 1 }: Readonly<Record<string, unknown>>): void => {
  if (found === format) return;
  if (typeof found !== 'number') throw foreign(stream);
  throw new LogFault(
    'LOG_FAULT',
    `the stream ${stream} begins an event log of format ${String(found)}; this version of the ledger reads format ` +
      `${String(format)}: use the ${found > format ? 'newer version' : 'version'} that wrote it`,
  );
};

const identityOf = (stream: string, first: ServerEvent): Identity => {
  const { data } = first;
  if (first.type !== opened || !isObject(data) || !isLetters(data['logId'])) throw foreign(stream);
  checkFormat(stream, data);
  const { log, vault } = data;
  if (!isUniqueId(log) || !isUniqueId(vault)) throw foreign(stream);
  if (!hasPosition(first)) {
    throw new LogFault('LOG_FAULT', 'the server is too old: EventStoreDB 22.10 or later, please');
  }
  return { ids: { log, vault }, letters: data['logId'], begins: first.commit };
};

const begin = async (connection: EventStoreConnection, stream: string, vault: UniqueId): Promise<void> => {
  const logId = Array.from({ length: 4 }, () => letters[randomInt(letters.length)] ?? '0').join('');
  const data = JSON.stringify({ format, logId, log: freshUniqueId(), vault });
  const row = { id: randomUUID(), type: opened, data, origin: '{}' };
  try {
    await connection.append(stream, { expected: 'none', rows: [row] });
  } catch (error) {
    // On a conflict, another process has created the log at the same moment: that log is used.
    if (eventStoreFailure(error).kind !== 'conflict') throw error;
  }
};

/**
 * Timeout for opening a log, in milliseconds. Short, so that the operator soon sees an error, but longer than the
 * election of a leader takes.
 */
const openingMsMax = 10_000;

/**
 * Runs a request with retries, as the server may have no leader yet. Throws LogFault `LOG_AWAY` with advice for the
 * operator if the server cannot be reached.
 */
const reaching = async <T>({ patience }: EventStoreConnection, work: () => Promise<T>): Promise<T> => {
  const operationMs = Math.min(patience.operationMs, openingMsMax);
  try {
    return await repeating({ ...patience, operationMs }, mayPass, work);
  } catch (error) {
    const what =
      'the log cannot be reached: start its server, or correct host, port and tls in EVENTSTORE_URL';
    throw faultOf(error, what, 'LOG_AWAY');
  }
};

/** Reads the identity of the ledger's log from the server; null if there is no log. */
const findIdentity = (connection: EventStoreConnection, { log }: Names): Promise<Identity | null> =>
  reaching(connection, async () => {
    const [found] = await connection.readStream(log, 0, 1);
    return found === undefined ? null : identityOf(log, found);
  });

/** How a log is opened: for reading, or for writing, with the id of the vault for which a missing log is created. */
export type OpeningMode = 'read' | Readonly<{ begunFor: UniqueId }>;

/** Reads the identity of the ledger's log; a writer creates a missing log. Throws LogFault NO_LOG to a reader. */
export const identify = async (
  connection: EventStoreConnection,
  names: Names,
  mode: OpeningMode,
): Promise<Identity> => {
  const found = await findIdentity(connection, names);
  if (found !== null) return found;
  if (mode === 'read') {
    throw new LogFault(
      'NO_LOG',
      `there is no stream ${names.log} on that server: start the ledger or import a sheet first, or correct LEDGER_NAME`,
    );
  }
  await reaching(connection, () => begin(connection, names.log, mode.begunFor));
  const begun = await findIdentity(connection, names);
  if (begun === null) throw new LogFault('LOG_FAULT', `the stream ${names.log} was begun and is not there`);
  return begun;
};

/** An event that was read from the log, or whose append was acknowledged. */
export type Seen = Readonly<{ commit: bigint; id: string }>;

/**
 * Detects a database that was replaced, or restored from a backup, while this process runs. After every failure of the
 * connection, the first event of the log and the latest event that this process knows are read again before any other
 * read or append.
 */
export class IdentityGuard {
  private checked: number;
  private checking: Promise<void> | null = null;
  private latest: Seen | null = null;

  constructor(
    private readonly connection: EventStoreConnection,
    private readonly names: Names,
    private readonly identity: Identity,
  ) {
    this.checked = connection.troubles;
  }

  /** Notes an event that was read, or whose append was acknowledged. */
  saw({ commit, id }: Seen): void {
    if (this.latest === null || commit > this.latest.commit) this.latest = { commit, id };
  }

  /**
   * Checks the database if the connection has failed since the last check. Throws an error of the connection if the
   * server cannot be read, and LogFault FOREIGN_POSITION if it has another log or an older copy.
   */
  async pass(): Promise<void> {
    while (this.checked !== this.connection.troubles) {
      this.checking ??= this.check().finally(() => (this.checking = null));
      await this.checking;
    }
  }

  /** Reads the first and the latest known event. Throws LogFault FOREIGN_POSITION if one is missing or has changed. */
  async check(): Promise<void> {
    const { troubles } = this.connection;
    if (!(await this.isSameLog())) {
      throw new LogFault(
        'FOREIGN_POSITION',
        'the server came back with another database: start the ledger again, and with it its views',
      );
    }
    if (!(await this.hasLatest())) {
      throw new LogFault(
        'FOREIGN_POSITION',
        'the server came back with an older log, which lacks what was read or written before: start the ledger again',
      );
    }
    this.checked = troubles;
  }

  private async isSameLog(): Promise<boolean> {
    const first = await this.connection.readFirst(this.names.log);
    if (first === null) return false;
    const found = identityOf(this.names.log, first);
    const { ids, letters, begins } = this.identity;
    return found.ids.log === ids.log && found.letters === letters && found.begins === begins;
  }

  private async hasLatest(): Promise<boolean> {
    if (this.latest === null) return true;
    const { commit, id } = this.latest;
    return (await this.connection.readAtSoon(commit))?.id === id;
  }
}
