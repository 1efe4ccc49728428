import { plus, type Exact } from '@ledger/ledger/kernel/exact-sums.js';
import type { Counts, Entry } from '@ledger/schema/events/values.js';
import { withActs, type PeopleBlob } from './people-blob.js';
import { linesIn, noLines, placeOf, withLine, withoutLine, type PagedLines } from './facets-pages.js';
import { pushExact, pushVarint, readExact, readVarint, type Bytes, type Cursor } from './varints.js';

/**
 * A bucket (one sum of the totals) split by sex, occupation and employer, as bytes. The name of a line is one byte for
 * sex and for whether the persons are named, then occupation and employer. After the name come the measures and the
 * people of the line. A text is preceded by its length plus one; a zero means "not stated". A line whose values have
 * become zero is removed.
 */
export type FacetsBlob = PagedLines;

export const noFacets: FacetsBlob = noLines;

/** What the persons of one line of the blob have in common, as the events described them at the time. */
export type Whom = Readonly<{
  sex: Entry['sex'];
  occupation: string | null;
  employer: string | null;
  /** Whether the line counts named persons, or a headcount without names. */
  named: boolean;
}>;

export type FacetLine = Readonly<{ whom: Whom; counts: readonly Exact[]; people: PeopleBlob }>;

/** The measures in the order in which a line stores them, which is that of `totalsMeasures`. */
export const measuresOf = (counts: Counts): readonly number[] => [
  counts.acts,
  counts.headcount,
  counts.sessions,
  counts.minutes,
  counts.items,
  counts.amountFen,
  counts.paidFen,
];

const measuresInLine = 7;
const sexBits = 0x03;
const namedBit = 0x04;
const male = 1;
const female = 2;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const pushText = (bytes: number[], text: string | null): void => {
  if (text === null) {
    bytes.push(0);
    return;
  }
  const encoded = encoder.encode(text);
  pushVarint(bytes, encoded.length + 1);
  for (const byte of encoded) bytes.push(byte);
};

const sexNumber = (sex: Entry['sex']): number => {
  if (sex === null) return 0;
  return sex === 'male' ? male : female;
};

const nameOf = ({ sex, worker, occupation, employer }: Entry): readonly number[] => {
  const name = [sexNumber(sex) | (worker === null ? 0 : namedBit)];
  pushText(name, occupation);
  pushText(name, employer);
  return name;
};

const readText = (bytes: Bytes, cursor: Cursor): string | null => {
  const length = readVarint(bytes, cursor);
  if (length === 0) return null;
  const from = cursor.at;
  cursor.at += length - 1;
  return decoder.decode(bytes.subarray(from, cursor.at));
};

const whomIn = (bytes: Bytes, cursor: Cursor): Whom => {
  const flags = bytes[cursor.at] ?? 0;
  cursor.at += 1;
  const occupation = readText(bytes, cursor);
  const employer = readText(bytes, cursor);
  const sex = [null, 'male', 'female'] as const;
  return { sex: sex[flags & sexBits] ?? null, named: (flags & namedBit) !== 0, occupation, employer };
};

const readCounts = (blob: FacetsBlob, cursor: Cursor): Exact[] => {
  const counts: Exact[] = [];
  for (let index = 0; index < measuresInLine; index += 1) counts.push(readExact(blob, cursor));
  return counts;
};

/** The bytes of a line that come before its people. */
const headOf = (name: readonly number[], counts: readonly Exact[]): readonly number[] => {
  const head: number[] = [];
  pushVarint(head, name.length);
  for (const byte of name) head.push(byte);
  for (const count of counts) pushExact(head, count);
  return head;
};

/** A copy of the blob with one entry added to its line. */
export const withEntry = (blob: FacetsBlob, entry: Entry): FacetsBlob => {
  const name = nameOf(entry);
  const place = placeOf(blob, name);
  const { lines, rest, to } = place;
  const cursor: Cursor = { at: rest ?? to };
  const before = rest === null ? [] : readCounts(lines, cursor);
  const known = lines.subarray(cursor.at, to);
  const counts = measuresOf(entry.counts).map((count, index) => plus(count, before[index] ?? 0));
  const people = entry.worker === null ? known : withActs(known, entry.worker, entry.counts.acts);
  if (people.length === 0 && counts.every((count) => count === 0)) return withoutLine(place);
  return withLine(place, headOf(name, counts), people);
};

/** All lines of a blob. */
export const facetsIn = function* (blob: FacetsBlob): Iterable<FacetLine> {
  for (const { name, to } of linesIn(blob)) {
    const cursor: Cursor = { at: name };
    const whom = whomIn(blob, cursor);
    const counts = readCounts(blob, cursor);
    yield { whom, counts, people: blob.subarray(cursor.at, to) };
  }
};
