import { nearestWord } from '../kernel/nearest-word.js';
import { sheetFault, type SheetFault, type SheetPlace } from '../ports/sheet-fault.js';
import { beginningMax, type SheetRecord } from '../ports/sheet-source.js';
import type { Mapping } from './column-mapping.js';
import { columnNames, neededNames, type Column } from './column-names.js';
import { unguarded } from './guarded-cells.js';
import { findHeads, type Heads, type HeadWords } from './head-finder.js';
import { columnOfHead, squeezed } from './head-names.js';

/**
 * The columns that a sheet of refused rows has after its own: line, code and reason of the refusal. They are ignored
 * when the corrected sheet is imported again, but show that its cells are guarded (see guarded-cells.ts).
 */
export const reportNames = { line: '退回行号', code: '退回代码', reason: '退回原因' } as const;

const reported: ReadonlySet<string> = new Set(Object.values(reportNames));

/** The columns of a sheet, in order. */
export type Header = Readonly<{
  /** The column names in the sheet, trimmed. */
  names: readonly string[];
  columns: readonly (Column | 'unread' | null)[];
  /** Whether cells have an apostrophe that prevents spreadsheet programs from treating them as formulas. */
  guarded: boolean;
  mapping: Mapping | null;
}>;

export type HeaderFault = Readonly<{
  missing: readonly string[];
  unknown: readonly string[];
  repeated: readonly string[];
  /** Fields that would be filled twice: by two columns, or by a column and a constant. */
  clashing: readonly string[];
}>;

/** The name in the mapping that a head is: the same, or with other spaces, line breaks and width. */
const nameIn = (mapping: Mapping, head: string): string => {
  const names = [...mapping.columns.keys(), ...mapping.ignored];
  if (names.includes(head)) return head;
  const plain = squeezed(head);
  return names.find((name) => squeezed(name) === plain) ?? head;
};

/** Without a mapping, columns that offices add are not read. With one, every column must be named. */
const meaningOf = (head: string, mapping: Mapping | null): Column | 'unread' | null => {
  if (head === '') return null;
  if (mapping === null) return columnOfHead(head) ?? 'unread';
  const name = nameIn(mapping, head);
  if (mapping.ignored.has(name)) return 'unread';
  return mapping.columns.get(name) ?? columnOfHead(head) ?? (reported.has(head) ? 'unread' : null);
};

/** Columns without which no row can be accepted. A mapped sheet may lack all others. */
const needed: readonly Column[] = ['reference', 'kind', 'district', 'date'];

const missingOf = (
  names: readonly string[],
  columns: Header['columns'],
  mapping: Mapping | null,
): readonly string[] => {
  if (mapping === null) return neededNames.filter((name) => !columns.includes(columnOfHead(name)));
  const heads = new Set(names.map((name) => nameIn(mapping, name)));
  const mapped = [...mapping.columns.keys()].filter((name) => !heads.has(name));
  const isFilled = (column: Column): boolean =>
    columns.includes(column) ||
    mapping.constants.has(column) ||
    [...mapping.columns.values()].includes(column);
  return [...mapped, ...needed.filter((column) => !isFilled(column)).map((column) => columnNames[column])];
};

const isColumn = (column: Column | 'unread' | null): column is Column =>
  column !== null && column !== 'unread';

const clashingOf = (columns: Header['columns'], mapping: Mapping | null): readonly string[] => {
  const clashing = columns.filter(
    (column, index): column is Column =>
      isColumn(column) && (columns.indexOf(column) !== index || mapping?.constants.has(column) === true),
  );
  return [...new Set(clashing)].map((column) => columnNames[column]);
};

/** Names of columns that a column before them names, too. Columns that are not read may have any names. */
const repeatedOf = (names: readonly string[], columns: Header['columns']): readonly string[] =>
  names.filter((name, index) => {
    const column = columns[index] ?? null;
    return (
      name !== '' &&
      (isColumn(column) || reported.has(name)) &&
      (names.indexOf(name) !== index || (isColumn(column) && columns.indexOf(column) !== index))
    );
  });

/**
 * Reads the header of a sheet: returns the order of the columns, or the faults of the header. Blank names are ignored.
 */
export const readHeader = (
  fields: readonly string[],
  mapping: Mapping | null = null,
): Header | HeaderFault => {
  const trimmed = fields.map((field) => field.trim());
  const guarded = trimmed.some((name) => reported.has(name));
  const names = guarded ? trimmed.map(unguarded) : trimmed;
  const columns = names.map((name) => meaningOf(name, mapping));
  const fault = {
    missing: missingOf(names, columns, mapping),
    unknown: names.filter((name, index) => name !== '' && columns[index] === null),
    repeated: repeatedOf(names, columns),
    clashing: mapping === null ? [] : clashingOf(columns, mapping),
  };
  const isFault = Object.values(fault).some((each) => each.length > 0);
  return isFault ? fault : { names, columns, guarded, mapping };
};

/** What the finder of heads is told of a sheet of acts. */
const wordsOf = (mapping: Mapping | null): HeadWords => {
  const fieldOf = (head: string): string | null => {
    const column = meaningOf(unguarded(head), mapping);
    if (isColumn(column)) return column;
    return mapping?.ignored.has(nameIn(mapping, head)) === true ? `ignored ${head}` : null;
  };
  return {
    fieldOf,
    isWhole: (heads) => {
      const names = heads.map(unguarded);
      const columns = names.map((name) => meaningOf(name, mapping));
      return columns.some(isColumn) && missingOf(names, columns, mapping).length === 0;
    },
  };
};

/** How many heads a row must have at least to be told as heads with a fault, and not as any row. */
const headsMin = 2;

/** For the missing columns: the heads that are there and most like them, as `金额→补助金额`. */
const nearestOf = (missing: readonly string[], names: readonly string[], mapping: Mapping | null): string => {
  const others = names.filter((name) => name !== '' && !isColumn(meaningOf(name, mapping)));
  return missing
    .flatMap((name) => {
      const nearest = nearestWord(name, others);
      return nearest === null ? [] : [`${name}→${nearest}`];
    })
    .join(' ');
};

const wrongHeader = (
  place: SheetPlace,
  names: readonly string[],
  fault: HeaderFault,
  mapping: Mapping | null,
): SheetFault => {
  const { missing, unknown, repeated, clashing } = fault;
  if (clashing.length > 0) return sheetFault('filledTwice', place, { fields: clashing.join(' ') });
  const nearest = nearestOf(missing, names, mapping);
  return sheetFault('wrongColumns', place, {
    ...(missing.length > 0 && { missing: missing.join(' ') }),
    ...(nearest !== '' && { nearest }),
    ...(unknown.length > 0 && { unknown: unknown.join(' ') }),
    ...(repeated.length > 0 && { repeated: repeated.join(' ') }),
  });
};

/** A header, and the lines of its first and last row. */
export type PlacedHeader = Readonly<{ header: Header }> & Pick<Heads, 'from' | 'to'>;

const headerOf = (file: string, { names, from, to }: Heads, mapping: Mapping | null): PlacedHeader => {
  const header = readHeader(names, mapping);
  if ('missing' in header) throw wrongHeader({ file, line: from }, names, header, mapping);
  return { header, from, to };
};

/**
 * Finds and reads the header among the first records of a sheet. Throws SheetFault if there is none, if there are
 * several, or if a column is missing.
 */
export const headerAmong = (
  file: string,
  records: readonly SheetRecord[],
  mapping: Mapping | null,
): PlacedHeader => {
  const found = findHeads(records, wordsOf(mapping));
  switch (found.kind) {
    case 'heads':
      return headerOf(file, found.heads, mapping);
    case 'several':
      throw sheetFault('severalHeads', { file, line: null }, { lines: found.lines.join(', ') });
    case 'none':
      if (mapping === null && found.fields < headsMin)
        throw sheetFault(
          'noColumnNames',
          { file, line: null },
          { max: beginningMax, columns: neededNames.join(' ') },
        );
      return headerOf(file, found.nearest, mapping);
  }
};

/** Whether the first records of a worksheet have heads, if only half of them: other worksheets explain. */
export const hasHeads = (records: readonly SheetRecord[], mapping: Mapping | null): boolean => {
  const found = findHeads(records, wordsOf(mapping));
  const most = mapping === null ? neededNames.length : Math.max(1, mapping.columns.size);
  return found.kind !== 'none' || found.fields * 2 >= most;
};

/** The names of columns that are not read although nobody said so. */
export const notReadOf = ({ names, columns, mapping }: Header): readonly string[] =>
  names.filter(
    (name, index) =>
      columns[index] === 'unread' &&
      !reported.has(name) &&
      mapping?.ignored.has(nameIn(mapping, name)) !== true,
  );
