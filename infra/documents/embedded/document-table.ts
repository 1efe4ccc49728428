import { isPosition, type Position } from '@ledger/ledger/ports/event-log.js';
import type { Collection, Document, Scalar, DocumentPut } from '@ledger/projections/ports/document-store.js';
import {
  bytes,
  text,
  type SqlValue,
  type Cells,
  type Database,
  type Statement,
} from '../../sqlite/sqlite-database.js';
import { UnreadableCell } from '../../sqlite/sqlite-faults.js';
import { columnsOf, tableOf } from './embedded-queries.js';

export const positionOf = (cell: SqlValue | undefined): Position => {
  const found = text(cell);
  if (!isPosition(found)) throw new UnreadableCell(`${found} is not a position`);
  return found;
};

export const scalarOf = (cell: SqlValue | undefined): Scalar => {
  if (cell === undefined || cell instanceof Uint8Array)
    throw new UnreadableCell('a value was expected in the database');
  return cell;
};

const cellOf = (value: unknown): SqlValue =>
  typeof value === 'string' || typeof value === 'number' || value instanceof Uint8Array ? value : null;

/** The table of a collection, with its prepared statements. */
export class Table {
  private readonly columns: readonly string[];
  /** Columns that contain a copy of a document field, for indexes and sums. */
  readonly repeated: readonly string[];
  private readonly fields: readonly string[];
  private readonly unindexed: readonly string[];
  private readonly getStatement: Statement;
  private readonly insert: Statement;
  /** Updates a document only if its declared fields do not change. This is faster, because no index changes. */
  private readonly updateUnindexed: Statement;
  private readonly update: Statement;

  constructor(
    db: Database,
    readonly collection: Collection,
  ) {
    const table = tableOf(collection);
    this.columns = columnsOf(collection);
    this.repeated = this.columns.filter((column) => !collection.bytes.includes(column));
    this.fields = Object.keys(collection.fields);
    this.unindexed = this.columns.filter((column) => !this.fields.includes(column));
    const all = ['key', 'position', 'doc', ...this.columns];
    const set = (names: readonly string[]): string => names.map((name) => `"${name}" = ?`).join(', ');
    const blobs = collection.bytes.map((name) => `, t."${name}"`).join('');
    this.getStatement = db.prepare(
      `SELECT t.key, t.position, t.doc${blobs} FROM json_each(?) j JOIN ${table} t ON t.key = j.value`,
    );
    this.insert = db.prepare(
      `INSERT INTO ${table} (${all.map((name) => `"${name}"`).join(', ')}) VALUES (${all.map(() => '?').join(', ')})
       ON CONFLICT (key) DO NOTHING`,
    );
    const same = this.fields.map((name) => ` AND "${name}" IS ?`).join('');
    this.updateUnindexed = db.prepare(
      `UPDATE ${table} SET ${set(['position', 'doc', ...this.unindexed])} WHERE key = ? AND position = ?${same}`,
    );
    this.update = db.prepare(
      `UPDATE ${table} SET ${set(['position', 'doc', ...this.columns])} WHERE key = ? AND position = ?`,
    );
  }

  get(keys: readonly string[]): readonly Cells[] {
    return this.getStatement.all(JSON.stringify(keys));
  }

  /** Stores a document if its stored position still equals `was`. Returns whether it was stored. */
  put({ key, position, was, doc }: DocumentPut<Document>): boolean {
    const values = (names: readonly string[]): SqlValue[] => names.map((name) => cellOf(doc?.[name]));
    const json = doc === null ? null : this.jsonOf(doc);
    if (was === 'none') return this.insert.run(key, position, json, ...values(this.columns)) === 1;
    const kept = this.updateUnindexed.run(
      position,
      json,
      ...values(this.unindexed),
      key,
      was,
      ...values(this.fields),
    );
    return kept === 1 || this.update.run(position, json, ...values(this.columns), key, was) === 1;
  }

  private jsonOf(doc: Document): string {
    if (this.collection.bytes.length === 0) return JSON.stringify(doc);
    const rest: Record<string, unknown> = { ...doc };
    for (const field of this.collection.bytes) rest[field] = null;
    return JSON.stringify(rest);
  }

  /** Builds the document of a row from its JSON and its byte columns, which are in the order of the declaration. */
  documentOf(json: SqlValue | undefined, blobs: Cells): Document {
    const doc = JSON.parse(text(json)) as Record<string, unknown>;
    for (const [index, field] of this.collection.bytes.entries()) doc[field] = bytes(blobs[index]);
    return doc;
  }

  /**
   * Builds the document of a row for verification and shows damage in the result. A field whose column has another
   * value becomes `{ document, column }` with both values. JSON that cannot be read is returned as `{ unreadable }`.
   */
  checkedOf(json: SqlValue | undefined, blobs: Cells, columns: Cells): Document {
    let doc: Record<string, unknown>;
    try {
      doc = { ...this.documentOf(json, blobs) };
    } catch {
      return { unreadable: typeof json === 'string' ? json : null };
    }
    for (const [index, field] of this.repeated.entries()) {
      const cell = columns[index] ?? null;
      if (cellOf(doc[field]) !== cell) doc[field] = { document: doc[field], column: cell };
    }
    return doc;
  }
}
