import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { pairHere } from '../../support/pair.js';
import type { Measures } from './wire.js';

const folder = join(workspaceRoot(), 'test', 'sample', 'intake');

export type Rejected = Readonly<{ row: number; code: string }>;

/** What a correct import of one sheet gives, counted without the project's code. */
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

/** A server of events is asked for every stream by itself: there, sheets of thousands of rows take minutes. */
const rowsMax = pairHere().log === 'embedded' ? Infinity : 1_000;

/** The seven sheets, in the order in which the server loads them; on a server of events, the five short ones. */
export const sheets: readonly Sheet[] = Object.entries(expected)
  .filter(([, { rows }]) => rows <= rowsMax)
  .map(([name, sheet]) => ({ ...sheet, name, file: join(folder, `${name}.csv`) }))
  .toSorted((a, b) => (a.name < b.name ? -1 : 1));

export const sheetOf = (district: string): Sheet => {
  const found = sheets.find((sheet) => sheet.district === district);
  if (found === undefined) throw new Error(`no sheet of the sample is of ${district}`);
  return found;
};

/** How many rows of the whole sample are accepted. */
export const acceptedInAll = sheets.reduce((sum, { accepted }) => sum + accepted, 0);
