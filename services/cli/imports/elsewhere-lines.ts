import type { RowElsewhere } from '@ledger/ledger/imports/import-report.js';
import { count } from '../terminal/output.js';

/** How many rows a table names; `--json` has all. */
const rowsShown = 20;

/** What a table says of rows that another office has handed in, too; nothing where there are none. */
export const elsewhereLines = (elsewhere: readonly RowElsewhere[]): readonly string[] => {
  if (elsewhere.length === 0) return [];
  const told = elsewhere
    .slice(0, rowsShown)
    .map(({ row, office, act }) => `row ${String(row)} (${office}: ${act})`);
  const more = elsewhere.length > rowsShown ? ` and ${count(elsewhere.length - rowsShown)} more` : '';
  return [
    `recorded by another office, too, under the same reference with the same content: ${told.join(', ')}${more}`,
  ];
};
