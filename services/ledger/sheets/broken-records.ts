/** The first and the last physical line of something. */
export type LineSpan = Readonly<{ from: number; to: number }>;

const separator = ',';

/** The physical lines of a record, as if no quotation mark had been read: its fields, line by line. */
export const physicalLines = (fields: readonly string[]): readonly (readonly string[])[] => {
  const lines: string[][] = [[]];
  for (const field of fields) {
    const [first = '', ...more] = field.split(/\r?\n/);
    lines.at(-1)?.push(...first.split(separator));
    for (const line of more) lines.push(line.split(separator));
  }
  return lines;
};

const separatorsIn = (text: string): number => text.split(separator).length - 1;

/** Whether a line of a cell, after its first, holds as many separators as a row. */
const holdsRow = (field: string, separators: number): boolean =>
  field
    .split('\n')
    .slice(1)
    .some((line) => separatorsIn(line) >= separators);

/**
 * Whether a quotation mark that was not meant as one has swallowed rows: a cell holds a whole row after its first line,
 * or the record's first physical line is a whole row, and so is one after it. A note of several lines is none of both.
 */
export const isBroken = (fields: readonly string[], columns: number): boolean => {
  if (columns < 2 || !fields.some((field) => field.includes('\n'))) return false;
  const separators = columns - 1;
  if (fields.some((field) => holdsRow(field, separators))) return true;
  const [first = [], ...more] = physicalLines(fields);
  return first.length > separators && more.some((line) => line.length > separators);
};
