import { beginningMax, type TextSource } from '../ports/sheet-source.js';
import { decoded, type Encoding } from './text-encoding.js';

/** What may separate cells. Of equally likely ones the first is taken. */
const separators = [',', ';', '\t'] as const;

/** How much of a text is looked at, in characters. */
const charsMax = 64 * 1024;

/** The line with which spreadsheet programs name the separator. */
const stated = /^"?sep=([,;\t|])"?\r?$/i;

/** The beginning of a text. */
const beginningOf = async (source: TextSource, encoding: Encoding): Promise<string> => {
  let text = '';
  for await (const piece of decoded(source, encoding)) {
    text += piece;
    if (text.length >= charsMax) break;
  }
  return text.slice(0, charsMax);
};

/** How often each separator stands in each of the first lines, outside of quotes. */
const countsIn = (text: string): ReadonlyMap<string, readonly number[]> => {
  const counts = new Map<string, number[]>(separators.map((separator) => [separator, [0]]));
  let [lines, isQuoted] = [1, false];
  for (const char of text) {
    if (char === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (char === '\n') {
      lines += 1;
      if (lines > beginningMax) break;
      for (const each of counts.values()) each.push(0);
    }
    const each = counts.get(char);
    if (each !== undefined) each[each.length - 1] = (each.at(-1) ?? 0) + 1;
  }
  return counts;
};

/** How likely it is that these numbers per line are those of a separator: many, and the same in many lines. */
const likelihoodOf = (numbers: readonly number[]): number => {
  const sums = new Map<number, number>();
  for (const number of numbers) sums.set(number, (sums.get(number) ?? 0) + number);
  return Math.max(...sums.values());
};

/** Finds out what separates the cells of a text: comma, semicolon or tab, or what its first line `sep=` says. */
export const separatorIn = (text: string): string => {
  const end = text.indexOf('\n');
  const said = stated.exec(end < 0 ? text : text.slice(0, end))?.[1];
  if (said !== undefined) return said;
  let [found, most]: [string, number] = [',', 0];
  for (const [separator, numbers] of countsIn(text)) {
    const likelihood = likelihoodOf(numbers);
    if (likelihood > most) [found, most] = [separator, likelihood];
  }
  return found;
};

/** What separates the cells of a CSV file. Throws SheetFault if the file cannot be read. */
export const csvSeparator = async (source: TextSource, encoding: Encoding): Promise<string> =>
  separatorIn(await beginningOf(source, encoding));
