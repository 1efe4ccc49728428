import { ToldFault, type FaultOptions } from '@ledger/ledger/kernel/told-fault.js';
import type { Exact } from '@ledger/ledger/kernel/exact-sums.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';

/** A value that documents can be found by. */
export type Scalar = string | number | null;

/** A document is a plain JSON object; fields that its collection declares as `bytes` are Uint8Arrays. */
export type Document = Readonly<Record<string, unknown>>;

/** A document at the log position it was folded up to. `doc` null is a tombstone, kept. */
export type Kept<D> = Readonly<{ key: string; position: Position; doc: D | null }>;

/** What a put wants to store, and the position that must be stored now for it to be allowed. */
export type Stored<D> = Kept<D> & Readonly<{ was: Position | 'none' }>;

/** How a collection may be asked. Fields are top-level fields of its documents. */
export type Collection = Readonly<{
  /** Carries view, version and build: a name is never used twice. */
  name: string;
  /** Fields to filter and order by. */
  fields: Readonly<Record<string, 'text' | 'integer'>>;
  /**
   * Orders that `find` may ask for, each a list of fields; the key always comes last. A document without a value in
   * one of the fields is not in the index.
   */
  indexes: Readonly<Record<string, readonly string[]>>;
  /** Integer fields that `sum` may add up; beyond 2^53 − 1 a document has their digits as text, up to 64 bits. */
  measures: readonly string[];
  /** Fields that hold bytes. */
  bytes: readonly string[];
}>;

/** A condition on a declared field: equal to a value, one of several, or from one to another, both included. */
export type Condition =
  Readonly<{ is: Scalar }> | Readonly<{ in: readonly Scalar[] }> | Readonly<{ from: Scalar; to: Scalar }>;

export type Where = Readonly<Record<string, Condition>>;

/** A page of documents in the order of a declared index. `after` is the cursor of the last document seen. */
export type Find = Readonly<{
  index: string;
  where: Where;
  direction: 'ascending' | 'descending';
  after: readonly Scalar[] | null;
  limit: number;
}>;

export type Found<D> = Readonly<{ key: string; position: Position; doc: D; cursor: readonly Scalar[] }>;
/** `latest` is the latest position among the documents of the page; null where there is none. */
export type Page<D> = Readonly<{ items: readonly Found<D>[]; more: boolean; latest: Position | null }>;

/**
 * Sums of declared measures, grouped by declared fields; with `bytes`, that field of every document too. Sums are exact,
 * however large they are.
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

/** The index that every collection has: by key alone. */
export const byKey = 'key';

/** The most documents of one page. */
export const findLimitMax = 1_000;

/**
 * `ANOTHER_PAST`: a view was folded from events that the log does not hold (any more). `FOREIGN_CURSOR`: a page is asked
 * for by a cursor that no page of this index has.
 */
export type StoreFaultCode = 'UNDECLARED' | 'STORE_FAULT' | 'ANOTHER_PAST' | 'FOREIGN_CURSOR';

export class StoreFault extends ToldFault {
  override readonly name = 'StoreFault';
  constructor(
    readonly code: StoreFaultCode,
    message: string,
    options?: FaultOptions,
  ) {
    super(message, options);
  }
}

/** The fault of a cursor that is of another list. */
export const foreignCursor = (): StoreFault =>
  new StoreFault('FOREIGN_CURSOR', 'the cursor is of another list; use one that this list has answered');

/**
 * Documents under compare-and-set, one at a time: there are no transactions over several. A collection is declared
 * before it is used; only what it declares can be asked.
 */
export interface DocumentStore {
  /** Makes a collection and its indexes where they are missing. */
  declare(collection: Collection): Promise<void>;
  /** The documents, and the tombstones, under these keys; a key that was never stored is missing. */
  getMany<D extends Document>(
    collection: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Kept<D>>>;
  /** Stores each document whose stored position equals `was`, and answers the keys of the others. */
  putMany<D extends Document>(collection: string, docs: readonly Stored<D>[]): Promise<readonly string[]>;
  /** Documents by a declared index; never tombstones. */
  find<D extends Document>(collection: string, query: Find): Promise<Page<D>>;
  /** Sums over documents, and the bytes of the same documents, from one read. */
  sum(collection: string, query: Sum): Promise<Sums>;
  /** Forgets a collection; its name must not be used again. */
  drop(collection: string): Promise<void>;
  close(): Promise<void>;
}
