import { pushVarint, readVarint, splice, type Bytes, type Cursor } from './varints.js';

/**
 * Named lines as bytes, grouped in pages so that one line is found without reading all others. The layout is the number
 * of pages (a power of two), then each page as its length and its lines. The hash of a line's name selects its page. A
 * line is its length, the length of its name, its name, and its content. The pages are doubled if one has many more
 * lines than there are pages: skipping pages and skipping lines then cost about the same, each the square root of the
 * number of lines.
 */
export type PagedLines = Bytes;

export const noLines: PagedLines = new Uint8Array();

const onePage: PagedLines = Uint8Array.of(1, 0);
/** A page may always have this many lines. Most buckets have fewer, so one page is enough for them. */
const linesAlways = 32;

type Name = ArrayLike<number>;

/** The byte offsets of a page: `at` is its length, and its lines are from `from` up to `to`. */
type Page = Readonly<{ at: number; from: number; to: number }>;

/**
 * The byte offsets of a line, or those at which it would be inserted. `rest` is the offset after its name; null if
 * there is no such line.
 */
export type LinePlace = Readonly<{
  lines: PagedLines;
  pages: number;
  page: Page;
  /** The number of lines of the page that were skipped before it. */
  passed: number;
  from: number;
  to: number;
  rest: number | null;
}>;

const fnvStart = 0x811c9dc5;
const fnvPrime = 0x01000193;

/**
 * FNV-1a hash. The number of pages is a power of two, so only the lower bits select the page; the upper half is
 * therefore mixed into them.
 */
const hashOf = (bytes: Bytes | readonly number[], from: number, to: number): number => {
  let hash = fnvStart;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), fnvPrime);
  return (hash ^ (hash >>> 16)) >>> 0;
};

const pageAt = (lines: PagedLines, cursor: Cursor): Page => {
  const { at } = cursor;
  const length = readVarint(lines, cursor);
  const from = cursor.at;
  cursor.at = from + length;
  return { at, from, to: cursor.at };
};

const isNamed = (lines: PagedLines, at: number, name: Name): boolean => {
  for (let index = 0; index < name.length; index += 1) if (lines[at + index] !== name[index]) return false;
  return true;
};

/** Finds the line with this name. */
export const placeOf = (all: PagedLines, name: readonly number[]): LinePlace => {
  const lines = all.length === 0 ? onePage : all;
  const cursor: Cursor = { at: 0 };
  const pages = readVarint(lines, cursor);
  let page = pageAt(lines, cursor);
  for (let left = hashOf(name, 0, name.length) % pages; left > 0; left -= 1) page = pageAt(lines, cursor);
  cursor.at = page.from;
  let passed = 0;
  while (cursor.at < page.to) {
    const from = cursor.at;
    const length = readVarint(lines, cursor);
    const to = cursor.at + length;
    const nameLength = readVarint(lines, cursor);
    if (nameLength === name.length && isNamed(lines, cursor.at, name))
      return { lines, pages, page, passed, from, to, rest: cursor.at + nameLength };
    cursor.at = to;
    passed += 1;
  }
  return { lines, pages, page, passed, from: page.to, to: page.to, rest: null };
};

const varint = (value: number): readonly number[] => {
  const bytes: number[] = [];
  pushVarint(bytes, value);
  return bytes;
};

/** A copy of all lines in which the line at this place is replaced by `line`, or removed if there is none. */
const replaced = (
  { lines, page, from, to }: LinePlace,
  ...line: readonly ArrayLike<number>[]
): PagedLines => {
  let length = page.to - page.from - (to - from);
  for (const part of line) length += part.length;
  const [before, after] = [lines.subarray(page.from, from), lines.subarray(to, page.to)];
  return splice(lines, page.at, page.to, varint(length), before, ...line, after);
};

/** All lines, as the byte offsets of their start, their name, the content after the name, and their end. */
export const linesIn = function* (
  lines: PagedLines,
): Iterable<Readonly<{ from: number; name: number; rest: number; to: number }>> {
  if (lines.length === 0) return;
  const cursor: Cursor = { at: 0 };
  for (let left = readVarint(lines, cursor); left > 0; left -= 1) {
    const page = pageAt(lines, cursor);
    const inPage: Cursor = { at: page.from };
    while (inPage.at < page.to) {
      const from = inPage.at;
      const length = readVarint(lines, inPage);
      const to = inPage.at + length;
      const nameLength = readVarint(lines, inPage);
      yield { from, name: inPage.at, rest: inPage.at + nameLength, to };
      inPage.at = to;
    }
  }
};

/** The same lines, distributed over the given number of pages by the hashes of their names. */
const inPages = (lines: PagedLines, pages: number): PagedLines => {
  const parts: Bytes[][] = Array.from({ length: pages }, () => []);
  for (const { from, name, rest, to } of linesIn(lines))
    parts[hashOf(lines, name, rest) % pages]?.push(lines.subarray(from, to));
  const bytes = parts.flatMap((page) => [
    varint(page.reduce((length, line) => length + line.length, 0)),
    ...page,
  ]);
  return splice(noLines, 0, 0, varint(pages), ...bytes);
};

const hasLines = (lines: PagedLines): boolean => {
  for (const _line of linesIn(lines)) return true;
  return false;
};

/** A copy of the lines without the one at this place. */
export const withoutLine = (place: LinePlace): PagedLines => {
  const lines = replaced(place);
  return hasLines(lines) ? lines : noLines;
};

/**
 * A copy of the lines with this line at its place. `head` begins with the length of the name and the name; `rest`
 * follows it.
 */
export const withLine = (place: LinePlace, head: readonly number[], rest: Bytes): PagedLines => {
  const lines = replaced(place, varint(head.length + rest.length), head, rest);
  const isFull = place.rest === null && place.passed >= linesAlways + place.pages;
  return isFull ? inPages(lines, place.pages * 2) : lines;
};
