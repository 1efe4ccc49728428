import { beginningMax, type SheetRecord } from '../ports/sheet-source.js';

/** What a kind of sheet expects of its heads. */
export type HeadWords = Readonly<{
  /** The field that a head names; null if it names none. */
  fieldOf: (head: string) => string | null;
  /** Whether the heads name every field that is needed. */
  isWhole: (heads: readonly string[]) => boolean;
}>;

/** The heads of a sheet: one per column, blank where there is none; and the lines of their first and last row. */
export type Heads = Readonly<{ names: readonly string[]; from: number; to: number }>;

/**
 * What was found: the heads; several rows that may be the heads; or no row with all needed heads. Then the row with the
 * most heads is returned, and how many fields it names.
 */
export type HeadsFound =
  | Readonly<{ kind: 'heads'; heads: Heads }>
  | Readonly<{ kind: 'several'; lines: readonly number[] }>
  | Readonly<{ kind: 'none'; nearest: Heads; fields: number }>;

/** In how many columns heads are looked for: more than any sheet of an office has. */
const headColumnsMax = 1_000;

const trimmedOf = ({ fields }: SheetRecord): readonly string[] =>
  fields.slice(0, headColumnsMax).map((field) => field.trim());

const fieldsIn = (heads: readonly string[], { fieldOf }: HeadWords): number =>
  new Set(heads.map((head) => (head === '' ? null : fieldOf(head))).filter((field) => field !== null)).size;

/** The heads of two rows column by column: the upper head, the group over the column, and the lower head. */
type Pair = Readonly<{ upper: string; group: string; lower: string }>;

/** The cell of a group that is merged over several columns stands in its first column only. */
const pairsOf = (upper: readonly string[], lower: readonly string[]): readonly Pair[] => {
  let group = '';
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, index) => {
    const [above = '', below = ''] = [upper[index], lower[index]];
    if (above !== '' || below === '') group = below === '' ? '' : above;
    return { upper: above, group, lower: below };
  });
};

/**
 * The heads of two rows as one. Under a group a head is read with the name of the group (会员, 编号) or alone (会员信息,
 * 会员编号). A field that another column names without a group belongs to that column: 审核, 日期 is not 日期 then.
 */
const joined = (upper: readonly string[], lower: readonly string[], words: HeadWords): readonly string[] => {
  const pairs = pairsOf(upper, lower);
  const long = pairs.map((pair) => (pair.lower === '' ? pair.upper : pair.group + pair.lower));
  const named = new Set(long.map((head) => (head === '' ? null : words.fieldOf(head))));
  return pairs.map(({ lower: head }, index) => {
    const whole = long[index] ?? '';
    if (head === '' || words.fieldOf(whole) !== null) return whole;
    const field = words.fieldOf(head);
    return field === null || named.has(field) ? whole : head;
  });
};

/** Whether a row below whole heads belongs to them because it has only units: `（元）` below 金额. */
const areUnits = (upper: readonly string[], lower: readonly string[], { fieldOf }: HeadWords): boolean =>
  lower.some((head) => head !== '') &&
  lower.every((head, index) => {
    const above = upper[index] ?? '';
    return head === '' || (above !== '' && fieldOf(above) !== null && fieldOf(above + head) !== null);
  });

type Row = Readonly<{ line: number; names: readonly string[]; isWhole: boolean }>;

const rowsOf = (records: readonly SheetRecord[], { isWhole }: HeadWords): readonly Row[] =>
  records
    .filter(({ line }) => line <= beginningMax)
    .map((record) => {
      const names = trimmedOf(record);
      return { line: record.line, names, isWhole: isWhole(names) };
    });

/** All rows that are whole heads by themselves, each with the row of units below it if there is one. */
const singles = (rows: readonly Row[], words: HeadWords): readonly Heads[] =>
  rows.flatMap(({ line, names, isWhole }, index) => {
    if (!isWhole) return [];
    const next = rows[index + 1];
    const hasUnits = next !== undefined && areUnits(names, next.names, words);
    return [{ names, from: line, to: hasUnits ? next.line : line }];
  });

/** All rows that follow each other, read as heads of two rows. */
const doubles = (rows: readonly Row[], words: HeadWords): readonly Heads[] =>
  rows.slice(1).flatMap(({ line, names }, index) => {
    const upper = rows[index];
    return upper === undefined
      ? []
      : [{ names: joined(upper.names, names, words), from: upper.line, to: line }];
  });

const nearestOf = (all: readonly Heads[], words: HeadWords): HeadsFound => {
  let [nearest, fields]: [Heads, number] = [{ names: [], from: 1, to: 1 }, -1];
  for (const each of all) {
    const count = fieldsIn(each.names, words);
    if (count > fields) [nearest, fields] = [each, count];
  }
  return { kind: 'none', nearest, fields };
};

/**
 * Finds the heads among the first records of a sheet: titles and blank rows may stand above them, and they may take two
 * rows. `records` are those of the first rows (`beginningMax`).
 */
export const findHeads = (records: readonly SheetRecord[], words: HeadWords): HeadsFound => {
  const rows = rowsOf(records, words);
  const single = singles(rows, words);
  const double = single.length > 0 ? [] : doubles(rows, words);
  const whole = single.length > 0 ? single : double.filter(({ names }) => words.isWhole(names));
  const [heads, ...others] = whole;
  if (heads === undefined) {
    const ones = rows.map(({ line, names }) => ({ names, from: line, to: line }));
    return nearestOf([...ones, ...double], words);
  }
  return others.length === 0
    ? { kind: 'heads', heads }
    : { kind: 'several', lines: whole.map(({ from }) => from) };
};
