import { ToldFault, type FaultOptions } from '../kernel/told-fault.js';
import type { DomainEvent } from '../kernel/domain-event.js';
import type { StreamId } from '../kernel/ids.js';
import type { UniqueId } from '../kernel/unique-id.js';

/**
 * A place in the order of all events of one log: four characters of the log's id and a number of fixed width, so
 * that text order is log order. Positions are sparse; nobody may count with them.
 */
export type Position = string & { readonly __brand: 'Position' };

export const isPosition = (text: string): text is Position => /^[0-9a-z]{4}\d{16}$/.test(text);

/** Who caused an event, by which command, when (UTC, stamped once from the clock port). */
export type Origin = Readonly<{
  commandId: string;
  /** The fingerprint of what was handed in: the same id with another fingerprint is refused. */
  hash: string;
  actor: string;
  role: string;
  district: string | null;
  at: string;
  correlation: string;
  cause: string | null;
}>;

/** `id` derives from the command id, so that a repeated append is known by its ids. */
export type NewEvent<E extends DomainEvent = DomainEvent> = Readonly<{
  id: string;
  event: E;
  origin: Origin;
}>;

export type Recorded<E extends DomainEvent = DomainEvent> = NewEvent<E> &
  Readonly<{
    stream: StreamId;
    revision: number;
    position: Position;
    /** As the log holds it, where that is another form: under the name of its version, or in an older shape. */
    stored?: DomainEvent;
    /** Why nobody may take it for the event that it claims to be, and for which; null where it is none we know. */
    unreadable?: Readonly<{ because: string; type: string | null }>;
  }>;

/** An event that was handed in before, and that its writer does not yet know to be written. */
export type Foreseen = Readonly<{ stream: StreamId; revision: number; id: string }>;

/** Events for one stream, at the revision that the writer has read or foresees. */
export type Append = Readonly<{
  stream: StreamId;
  expected: number | 'none';
  events: readonly NewEvent[];
  /**
   * The events that these were judged on and that were only foreseen then, of any stream. Another writer may have put
   * as many events into a stream as were foreseen: then the revision fits, and the event is another.
   */
  restsOn?: readonly Foreseen[];
}>;

/**
 * `skipped`: an append before it in its chain was not written, or an event that it rests on does not stand in the log.
 */
export type Appended =
  | Readonly<{ kind: 'appended'; revision: number; position: Position }>
  | Readonly<{ kind: 'conflict'; actual: number | 'none' }>
  | Readonly<{ kind: 'skipped' }>;

export type ReadAll = Readonly<{ events: readonly Recorded[]; reached: Position; end: boolean }>;

/** Which log this is, and which vault holds the keys of its persons: written when the log is begun, never changed. */
export type LogIds = Readonly<{ log: UniqueId; vault: UniqueId }>;

/** Where a log ends: its last position, and how many of our events stand up to there. */
export type Head = Readonly<{ position: Position; ordinal: number }>;

/** The largest event, data and origin as UTF-8 JSON together. */
export const eventBytesMax = 64 * 1024;
/** The most events of one readAll. */
export const readAllLimitMax = 20_000;

/**
 * `LOG_AWAY`: the log could not be reached and surely wrote nothing. `OUTCOME_UNKNOWN`: what was handed in may have
 * been written; only a repeat with the same ids at the same revision can tell. `UNREADABLE_EVENT`: a stream holds an
 * event that this version of the ledger cannot read. `NO_LOG`: a reader cannot begin a log where there is none.
 */
export type LogFaultCode =
  | 'FOREIGN_POSITION'
  | 'EVENT_TOO_LARGE'
  | 'EMPTY_APPEND'
  | 'STREAM_TWICE'
  | 'LOG_AWAY'
  | 'OUTCOME_UNKNOWN'
  | 'UNREADABLE_EVENT'
  | 'NO_LOG'
  | 'LOG_FAULT';

/** What a log throws: outages and bugs. A conflict is no fault but an answer. */
export class LogFault extends ToldFault {
  override readonly name = 'LogFault';
  constructor(
    readonly code: LogFaultCode,
    message: string,
    options?: FaultOptions,
  ) {
    super(message, options);
  }
}

/**
 * The truth: streams of immutable events in one total order. There is no "any" revision, no update, no delete.
 * Acknowledged means durable.
 */
export interface EventLog {
  /** The position before the first event. */
  readonly start: Position;

  /**
   * Appends a chain, in order, one append per stream, each all or nothing; from the first that is not written on the
   * rest of the chain is skipped. An append is written only if every event that it rests on stands in the log, under
   * that id, at that revision; what was handed in before it is waited for. Nothing else is promised of the order of
   * chains: what must stand before something else is in the same chain, is rested on, or is awaited. The same event
   * ids at the same revision answer the first result and write nothing.
   */
  append(chain: readonly Append[]): Promise<readonly Appended[]>;

  /** The events of each stream, oldest first; a stream without events answers an empty list. */
  readStreams(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, readonly Recorded[]>>;

  /** The id of the event that stands at a position; null where none of this log's events does. */
  idAt(position: Position): Promise<string | null>;

  /**
   * Up to `limit` events after a position. `reached` is the position of the last of them, or `after` where there is
   * none: always the start or a place where an event of ours stands. Empty is not the end.
   */
  readAll(after: Position, limit: number): Promise<ReadAll>;

  /** Where the log ends now. */
  head(): Promise<Head>;

  /** Resolves when something later than `after` may be there, or when the signal aborts. */
  changed(after: Position, signal: AbortSignal): Promise<void>;

  close(): Promise<void>;
}
