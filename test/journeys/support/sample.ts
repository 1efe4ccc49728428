import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { pairHere } from '../../support/pair.js';
import type { Measures } from './wire.js';

const folder = join(workspaceRoot(), 'test', 'sample', 'sheets');

export type Rejected = Readonly<{ row: number; code: string }>;

/** The expected result of importing one sheet, counted without the project's code. */
export type ExpectedSheet = Readonly<{
  district: string;
  year: number;
  rows: number;
  accepted: number;
  acceptedInYear: number;
  rejected: readonly Rejected[];
  people: number;
  kinds: Readonly<Record<string, Measures>>;
  months: Readonly<Record<string, Readonly<Record<'acts' | 'headcount' | 'amountFen' | 'paidFen', number>>>>;
}>;

export type Sheet = ExpectedSheet & Readonly<{ name: string; file: string }>;

const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Readonly<
  Record<string, ExpectedSheet>
>;

/**
 * Maximum rows of a sheet. An event store server reads every stream by a separate request, so sheets of thousands of
 * rows would take minutes there.
 */
const rowsMax = pairHere().log === 'embedded' ? Infinity : 1_000;

/** The seven sheets in the order in which the server loads them; on an event store server, only the five short ones. */
export const sheets: readonly Sheet[] = Object.entries(expected)
  .filter(([, { rows }]) => rows <= rowsMax)
  .map(([name, sheet]) => ({ ...sheet, name, file: join(folder, `${name}.csv`) }))
  .toSorted((a, b) => (a.name < b.name ? -1 : 1));

export const sheetOf = (district: string): Sheet => {
  const found = sheets.find((sheet) => sheet.district === district);
  if (found === undefined) throw new Error(`no sheet of the sample is of ${district}`);
  return found;
};

/** The number of accepted rows in all sheets. */
export const acceptedInAll = sheets.reduce((sum, { accepted }) => sum + accepted, 0);
