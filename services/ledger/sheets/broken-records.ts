/** A range of physical lines, first and last included. */
export type LineSpan = Readonly<{ from: number; to: number }>;

/** Splits a record into its physical lines and fields as if quotation marks had no meaning. */
export const physicalLines = (
  fields: readonly string[],
  separator: string,
): readonly (readonly string[])[] => {
  const lines: string[][] = [[]];
  for (const field of fields) {
    const [first = '', ...more] = field.split(/\r?\n/);
    lines.at(-1)?.push(...first.split(separator));
    for (const line of more) lines.push(line.split(separator));
  }
  return lines;
};

const separatorsIn = (text: string, separator: string): number => text.split(separator).length - 1;

/** Whether any line of a cell after its first line contains at least as many separators as a row. */
const holdsRow = (field: string, separators: number, separator: string): boolean =>
  field
    .split('\n')
    .slice(1)
    .some((line) => separatorsIn(line, separator) >= separators);

/**
 * Whether a stray quotation mark has merged several rows into this record. This is so if a cell contains a whole row
 * after its first line, or if the record's first physical line and a later one are both whole rows. A note of several
 * lines is neither.
 */
export const isBroken = (fields: readonly string[], columns: number, separator: string): boolean => {
  if (columns < 2 || !fields.some((field) => field.includes('\n'))) return false;
  const separators = columns - 1;
  if (fields.some((field) => holdsRow(field, separators, separator))) return true;
  const [first = [], ...more] = physicalLines(fields, separator);
  return first.length > separators && more.some((line) => line.length > separators);
};
