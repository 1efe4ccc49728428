import { LedgerFault, type FaultOptions } from '../kernel/ledger-fault.js';
import type { DomainEvent } from '../kernel/domain-event.js';
import type { StreamId } from '../kernel/ids.js';
import type { UniqueId } from '../kernel/unique-id.js';

/**
 * The place of an event in the total order of one log: four characters of the log's id, then 16 digits, so that
 * sorting positions as text gives log order. Positions have gaps; never compute with them.
 */
export type Position = string & { readonly __brand: 'Position' };

export const isPosition = (text: string): text is Position => /^[0-9a-z]{4}\d{16}$/.test(text);

/** Who caused an event, with which command, and when (`at`: UTC, from the clock port). */
export type Origin = Readonly<{
  commandId: string;
  /** Hash of the command's content. A command that reuses the id with another hash is refused. */
  hash: string;
  actor: string;
  role: string;
  district: string | null;
  at: string;
  correlation: string;
  cause: string | null;
}>;

/** `id` is derived from the command id and hash, so that the log recognises a repeated append by its event ids. */
export type NewEvent<E extends DomainEvent = DomainEvent> = Readonly<{
  id: string;
  event: E;
  origin: Origin;
}>;

/** An event and its stream: all that a fold needs, known before the log has given the event a position. */
export type StreamEvent<E extends DomainEvent = DomainEvent> = NewEvent<E> & Readonly<{ stream: StreamId }>;

export type Recorded<E extends DomainEvent = DomainEvent> = StreamEvent<E> &
  Readonly<{
    revision: number;
    position: Position;
    /**
     * The event as stored, if it differs from `event`: with a versioned type name, or in an older version before
     * upcasting.
     */
    stored?: DomainEvent;
    /**
     * Set if the stored event cannot be read: `because` is the reason, `type` the event type it claims to be (null if
     * unknown). Such an event must not be folded.
     */
    unreadable?: Readonly<{ because: string; type: string | null }>;
  }>;

/** An event that the writer has appended or is about to append, but whose append the log has not acknowledged yet. */
export type Foreseen = Readonly<{ stream: StreamId; revision: number; id: string }>;

/**
 * Events to append to one stream. `expected` is the revision that the stream must have: read from the log, or
 * foreseen from the writer's own pending appends.
 */
export type Append = Readonly<{
  stream: StreamId;
  expected: number | 'none';
  events: readonly NewEvent[];
  /**
   * Foreseen events, of any stream, that this append was decided on. Needed because the expected revision alone is
   * not enough: another writer may have appended the same number of events, so the revision matches although the
   * events differ.
   */
  restsOn?: readonly Foreseen[];
}>;

/**
 * `isNew`: whether this call has certainly written the events. False if they were there already, perhaps with another
 * origin, and always false if the engine cannot tell. `skipped`: an earlier append of the chain failed, or an event in
 * `restsOn` is not in the log.
 */
export type Appended =
  | Readonly<{ kind: 'appended'; revision: number; position: Position; isNew: boolean }>
  | Readonly<{ kind: 'conflict'; actual: number | 'none' }>
  | Readonly<{ kind: 'skipped' }>;

export type ReadAll = Readonly<{ events: readonly Recorded[]; reached: Position; end: boolean }>;

/**
 * Id of the log, and id of the vault that holds its persons' keys. Written when the log is created, never changed.
 */
export type LogIds = Readonly<{ log: UniqueId; vault: UniqueId }>;

/** The end of a log: its last position, and how many of the ledger's events it holds up to there. */
export type Head = Readonly<{ position: Position; ordinal: number }>;

/** The largest event, in bytes: data and origin together, as UTF-8 JSON. */
export const eventBytesMax = 64 * 1024;
/** The largest `limit` of readAll, in events. */
export const readAllLimitMax = 20_000;

/**
 * `LOG_AWAY`: the log could not be reached and certainly wrote nothing. `OUTCOME_UNKNOWN`: the append may or may not
 * have been written; only a repeat with the same ids at the same revision can find out. `UNREADABLE_EVENT`: a stream
 * contains an event that this version of the ledger cannot read. `NO_LOG`: there is no log, and a reader cannot
 * create one.
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

/** Errors of a log: outages and bugs. A conflict is not an error but a result of `append`. */
export class LogFault extends LedgerFault {
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
 * The source of truth: streams of immutable events in one total order. Every append states its expected revision;
 * there is no update and no delete. An acknowledged append is durable.
 */
export interface EventLog {
  /** The position before the first event. */
  readonly start: Position;

  /**
   * Appends a chain of appends in order: at most one per stream, each atomic. After the first append that fails, the
   * rest of the chain is skipped. An append is written only if every event in its `restsOn` is in the log, with that
   * id, at that revision; the log first waits for earlier, still pending appends. The order of different chains is
   * not guaranteed: if one append must precede another, put both in one chain, list the first in `restsOn`, or await
   * it. Appending the same event ids at the same revision again returns the first result and writes nothing.
   */
  append(chain: readonly Append[]): Promise<readonly Appended[]>;

  /** The events of each stream, oldest first; an empty list for a stream without events. */
  readStreams(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, readonly Recorded[]>>;

  /** The id of the event at a position; null if no event of this log has that position. */
  idAt(position: Position): Promise<string | null>;

  /**
   * Reads up to `limit` events after a position. `reached` is the position of the last event returned, or `after` if
   * there was none. An empty result does not mean the end of the log: check `end`.
   */
  readAll(after: Position, limit: number): Promise<ReadAll>;

  /** The current end of the log. */
  head(): Promise<Head>;

  /** Resolves when the log may have events later than `after`, or when the signal aborts. */
  changed(after: Position, signal: AbortSignal): Promise<void>;

  close(): Promise<void>;
}
