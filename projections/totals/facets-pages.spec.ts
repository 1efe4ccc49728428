import fc from 'fast-check';
import { linesIn, noLines, placeOf, withLine, withoutLine, type PagedLines } from './facets-pages.js';
import { pushVarint } from './varints.js';

const encoder = new TextEncoder();
const nameOf = (text: string): readonly number[] => [...encoder.encode(text)];

/** Adds a line, or replaces the line of the same name. Its content after the name is one byte. */
const put = (lines: PagedLines, text: string, rest: number): PagedLines => {
  const name = nameOf(text);
  const head: number[] = [];
  pushVarint(head, name.length);
  return withLine(placeOf(lines, name), [...head, ...name], Uint8Array.of(rest));
};

const remove = (lines: PagedLines, text: string): PagedLines => withoutLine(placeOf(lines, nameOf(text)));

const shown = (lines: PagedLines): ReadonlyMap<string, number | undefined> =>
  new Map(
    [...linesIn(lines)].map(({ name, rest }) => [
      new TextDecoder().decode(lines.subarray(name, rest)),
      lines[rest],
    ]),
  );

const employer = (index: number): string => `某某配送站${String(index)}`;
const ofMany = (count: number): PagedLines => {
  let lines = noLines;
  for (let index = 0; index < count; index += 1) lines = put(lines, employer(index), index % 256);
  return lines;
};

describe('lines in pages', () => {
  it('are what was put, whatever was put, replaced and removed before', () => {
    const step = fc.tuple(
      fc.integer({ min: 0, max: 120 }),
      fc.option(fc.integer({ min: 0, max: 255 }), { freq: 4 }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400, size: 'max' }), (steps) => {
        const expected = new Map<string, number>();
        let lines = noLines;
        for (const [index, rest] of steps) {
          lines = rest === null ? remove(lines, employer(index)) : put(lines, employer(index), rest);
          if (rest === null) expected.delete(employer(index));
          else expected.set(employer(index), rest);
        }
        expect(new Map([...shown(lines)].toSorted())).toStrictEqual(new Map([...expected].toSorted()));
        if (expected.size === 0) expect(lines).toStrictEqual(noLines);
      }),
      { numRuns: 50 },
    );
  });

  it.each([100, 1_000, 4_000])('of which there are %d are found past few others', (count) => {
    const lines = ofMany(count);
    const places = Array.from({ length: count }, (_, index) => placeOf(lines, nameOf(employer(index))));
    expect(places.filter(({ rest }) => rest === null)).toStrictEqual([]);
    const work = Math.max(...places.map(({ pages, passed }) => pages + passed));
    // About the square root of the number of lines. A search that reads one line after the other would skip all of
    // them.
    expect(work).toBeLessThan(5 * Math.sqrt(count));
  });

  it('are the same bytes for the same steps', () => {
    expect(ofMany(500)).toStrictEqual(ofMany(500));
  });
});
