import { refused, type Refused } from '../kernel/decision.js';
import { columnNames, type Column } from '../sheets/column-names.js';
import { textMax } from '../use-cases/record-act-command.js';
import { checkTexts } from './field-checks.js';
import { asWritten } from './identifier-checks.js';

/** Cells by column; a column that was not read has none. */
type Cells = Readonly<Partial<Record<Column, string>>>;

const textLimits: readonly (readonly [Column, number])[] = [
  ['reference', textMax.reference],
  ['district', textMax.short],
  ['place', textMax.short],
  ['session', textMax.session],
  ['membership', textMax.membership],
  ['name', textMax.name],
  ['sex', textMax.short],
  ['occupation', textMax.short],
  ['employer', textMax.short],
  ['note', textMax.note],
  ['outcome', textMax.short],
  ['satisfied', textMax.short],
];

/** The error values that spreadsheet programs show if a formula fails. */
const errorValue =
  /^(?:#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!)|Err:\d+)$/;

/** Columns in which bidirectional control characters are removed instead of refused. */
const identifiers: ReadonlySet<Column> = new Set<Column>(['reference', 'district', 'membership', 'session']);

const errorIn = (cells: Cells): Refused | null => {
  for (const [column] of textLimits) {
    const value = cells[column] ?? '';
    if (errorValue.test(value)) return refused('BAD_CELL', { field: columnNames[column], value });
  }
  return null;
};

/** Quick check: the start of an error value, or a character that cannot be stored. Most texts match neither. */
const odd = /^[#E]|[^\n\P{Cc}]|\p{Bidi_Control}/u;

const isOdd = (cells: Cells): boolean =>
  textLimits.some(([column, max]) => {
    const text = cells[column] ?? '';
    return text !== '' && (text.length > max || odd.test(text));
  });

/**
 * Refuses the first text of a row that cannot be stored: an error value, a text that is too long, or one with control
 * characters. Null if there is none.
 */
export const wrongText = (cells: Cells): Refused | null =>
  isOdd(cells)
    ? (errorIn(cells) ??
      checkTexts(
        textLimits.map(([column, max]) => [
          columnNames[column],
          identifiers.has(column) ? asWritten(cells[column]) : cells[column],
          max,
        ]),
      ))
    : null;
