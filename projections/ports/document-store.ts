import { LedgerFault, type FaultOptions } from '@ledger/ledger/kernel/ledger-fault.js';
import type { Exact } from '@ledger/ledger/kernel/exact-sums.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';

/** A value by which documents can be filtered and ordered. */
export type Scalar = string | number | null;

/** A document is a plain JSON object; fields that its collection declares as `bytes` are Uint8Arrays. */
export type Document = Readonly<Record<string, unknown>>;

/** A document with the log position up to which it was folded. A null `doc` is a tombstone; tombstones stay stored. */
export type StoredDocument<D> = Readonly<{ key: string; position: Position; doc: D | null }>;

/** A document to put. The put succeeds only if the stored position equals `was` ('none': nothing is stored). */
export type DocumentPut<D> = StoredDocument<D> & Readonly<{ was: Position | 'none' }>;

/** Declares how a collection may be queried. Fields are top-level fields of its documents. */
export type Collection = Readonly<{
  /** Contains view, version and build. A name is never used again. */
  name: string;
  /** Fields by which documents may be filtered and ordered. */
  fields: Readonly<Record<string, 'text' | 'integer'>>;
  /**
   * Sort orders for `find`: each is a list of fields, and the key is always added as the last one. An index leaves out
   * documents without a value in one of its fields.
   */
  indexes: Readonly<Record<string, readonly string[]>>;
  /** Integer fields that `sum` may add up. A document stores a value beyond 2^53 − 1 as decimal text, up to 64 bits. */
  measures: readonly string[];
  /** Fields that contain bytes. */
  bytes: readonly string[];
}>;

/**
 * A condition on a declared field: equal to a value, equal to one of several, or between two values (both included).
 */
export type Condition =
  Readonly<{ is: Scalar }> | Readonly<{ in: readonly Scalar[] }> | Readonly<{ from: Scalar; to: Scalar }>;

export type Where = Readonly<Record<string, Condition>>;

/**
 * A query for one page of documents in the order of a declared index. `after` is the cursor of the last document of the
 * previous page.
 */
export type Find = Readonly<{
  index: string;
  where: Where;
  direction: 'ascending' | 'descending';
  after: readonly Scalar[] | null;
  limit: number;
}>;

export type FoundDocument<D> = Readonly<{
  key: string;
  position: Position;
  doc: D;
  cursor: readonly Scalar[];
}>;
/** A page of documents. `latest` is the latest position among them; null if the page is empty. */
export type Page<D> = Readonly<{
  items: readonly FoundDocument<D>[];
  more: boolean;
  latest: Position | null;
}>;

/**
 * A query for sums of declared measures, grouped by declared fields. If `bytes` names a field, its value in every
 * document is returned too. Sums are exact at any size.
 */
export type Sum = Readonly<{
  where: Where;
  by: readonly string[];
  measures: readonly string[];
  bytes: string | null;
}>;

export type SumGroup = Readonly<{
  by: Readonly<Record<string, Scalar>>;
  documents: number;
  sums: Readonly<Record<string, Exact>>;
  bytes: readonly Uint8Array[];
}>;
export type Sums = Readonly<{ groups: readonly SumGroup[]; latest: Position | null }>;

/** The index that every collection has: order by key. */
export const byKey = 'key';

/** The maximum number of documents per page. */
export const findLimitMax = 1_000;

/**
 * `ANOTHER_PAST`: a view was folded from events that the log does not contain (any more). `FOREIGN_CURSOR`: the cursor
 * of a query does not belong to its index. `SUM_TOO_LARGE`: a count is too large for an exact number.
 */
export type StoreFaultCode =
  'UNDECLARED' | 'STORE_FAULT' | 'ANOTHER_PAST' | 'FOREIGN_CURSOR' | 'SUM_TOO_LARGE';

export class StoreFault extends LedgerFault {
  override readonly name = 'StoreFault';
  constructor(
    readonly code: StoreFaultCode,
    message: string,
    options?: FaultOptions,
  ) {
    super(message, options);
  }
}

/** The error for a cursor that belongs to another list. */
export const foreignCursor = (): StoreFault =>
  new StoreFault('FOREIGN_CURSOR', 'the cursor is of another list; use one that this list has answered');

/**
 * Stores documents, each by compare-and-set; there are no transactions over several documents. A collection must be
 * declared before use, and can be queried only as declared.
 */
export interface DocumentStore {
  /** Creates a collection and its indexes if they are missing. */
  declare(collection: Collection): Promise<void>;
  /** The documents and tombstones of these keys. Keys that were never stored are missing in the map. */
  getMany<D extends Document>(
    collection: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, StoredDocument<D>>>;
  /** Stores each document whose stored position equals `was`, and returns the keys of the others. */
  putMany<D extends Document>(
    collection: string,
    docs: readonly DocumentPut<D>[],
  ): Promise<readonly string[]>;
  /** A page of documents in the order of a declared index, without tombstones. */
  find<D extends Document>(collection: string, query: Find): Promise<Page<D>>;
  /** Sums over documents and the requested bytes of the same documents, from one consistent read. */
  sum(collection: string, query: Sum): Promise<Sums>;
  /** Deletes a collection. Its name must not be used again. */
  drop(collection: string): Promise<void>;
  close(): Promise<void>;
}
