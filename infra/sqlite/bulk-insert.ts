import type { Cells, Database } from './sqlite-database.js';

const rowsPerStatement = 16;

/**
 * Inserts rows into one table, many with one statement: each statement costs about as much as a row. The cells of all
 * rows stand in one array, row after row.
 */
export type BulkInsert = (cells: Cells) => void;

export const bulkInsert = (db: Database, table: string, columns: number): BulkInsert => {
  const row = `(${Array(columns).fill('?').join(', ')})`;
  const one = db.prepare(`INSERT INTO ${table} VALUES ${row}`);
  const many = db.prepare(`INSERT INTO ${table} VALUES ${Array(rowsPerStatement).fill(row).join(', ')}`);
  const together = rowsPerStatement * columns;
  return (cells) => {
    let at = 0;
    for (; at + together <= cells.length; at += together) many.run(...cells.slice(at, at + together));
    for (; at < cells.length; at += columns) one.run(...cells.slice(at, at + columns));
  };
};
