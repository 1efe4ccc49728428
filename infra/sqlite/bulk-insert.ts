import type { Cells, Database, Statement } from './sqlite-database.js';

const rowsPerStatement = 16;

/**
 * Inserts rows into one table, 16 rows per statement, because each statement costs about as much as a row. The array
 * contains the cells of all rows, one row after the other. An existing key is an error, unless the SQL clause
 * `onConflict` handles it.
 */
export type BulkInsert = (cells: Cells) => void;

export const bulkInsert = (db: Database, table: string, columns: number, onConflict = ''): BulkInsert => {
  const row = `(${Array(columns).fill('?').join(', ')})`;
  const inserted = (rows: number): Statement => {
    const values = Array(rows).fill(row).join(', ');
    return db.prepare(`INSERT INTO ${table} VALUES ${values} ${onConflict}`);
  };
  const [one, many] = [inserted(1), inserted(rowsPerStatement)];
  const together = rowsPerStatement * columns;
  return (cells) => {
    let at = 0;
    for (; at + together <= cells.length; at += together) many.run(...cells.slice(at, at + together));
    for (; at < cells.length; at += columns) one.run(...cells.slice(at, at + columns));
  };
};
