import { header, sheet } from '@ledger/test/support/sheets.js';
import { propertyRuns } from '@ledger/test/support/test-extent.js';
import fc from 'fast-check';
import { SheetFault } from '../ports/sheet-fault.js';
import type { Row } from '../sheets/sheet-columns.js';
import { recordsOf } from '../sheets/sheet-rows.js';
import { scanSheet, type SheetScan } from './sheet-scan.js';

const width = header.split(',').length;

const scanOf = async (text: string): Promise<SheetScan> =>
  scanSheet(await recordsOf(sheet(text)), { mapping: null, skipHidden: false });

/** Generates cells as an office types them: short, and mostly blank. */
const cells = fc.array(fc.constantFrom('', '', '', '甲', '330602', '800', '2026-03-01'), {
  minLength: width - 4,
  maxLength: width - 4,
});
const rowOf = (reference: number, middle: readonly string[], note: string): string =>
  [`R-${String(reference)}`, '慰问金', '330602', ...middle, note].join(',');
const rows = fc
  .array(fc.tuple(cells, fc.constantFrom('', '加急', '已办')), { minLength: 1, maxLength: 12 })
  .map((each) => each.map(([middle, note], index) => rowOf(index, middle, note)));

/** The position of a stray quotation mark: at the start, in the middle or at the end of a cell in some row. */
const stray = fc.record({ row: fc.nat(), column: fc.nat({ max: width - 1 }), place: fc.nat({ max: 2 }) });
type Stray = Readonly<{ row: number; column: number; place: number }>;

const spoilt = (sound: readonly string[], strays: readonly Stray[]): readonly string[] => {
  const lines = sound.map((line) => line.split(','));
  for (const { row, column, place } of strays) {
    const line = lines[row % lines.length] ?? [];
    const cell = line[column] ?? '';
    const at = place === 0 ? 0 : place === 1 ? Math.floor(cell.length / 2) : cell.length;
    line[column] = `${cell.slice(0, at)}"${cell.slice(at)}`;
  }
  return lines.map((line) => line.join(','));
};

/** The lines of all rows that are judged or reported as not read; null if the whole sheet is refused. */
const refusedLines = async (lines: readonly string[], end: string): Promise<readonly number[] | null> => {
  try {
    const { kept, remarks } = await scanOf([header, ...lines].join(end));
    const judged = (kept ?? []).map(({ line }: Row) => line);
    const notRead = (remarks?.notRead.rows.at ?? []).flatMap(({ from, to }) =>
      Array.from({ length: to - from + 1 }, (_, index) => from + index),
    );
    return [...judged, ...notRead].toSorted((a, b) => a - b);
  } catch (fault) {
    if (fault instanceof SheetFault) return null;
    throw fault;
  }
};

test('no stray quotation mark makes a row be lost without a word', async () => {
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.array(stray, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('\n', '\r\n'),
      async (sound, strays, end) => {
        const reported = await refusedLines(spoilt(sound, strays), end);
        if (reported !== null) expect(reported).toStrictEqual(sound.map((_, index) => index + 2));
      },
    ),
    { numRuns: propertyRuns(1_000) },
  );
});

test('a note of several lines is one row, whatever stands in it', async () => {
  const note = fc
    .array(fc.stringMatching(/^[^"\r\n\0]{0,30}$/), { minLength: 2, maxLength: 5 })
    .filter((lines) => lines.slice(1).every((line) => line.split(',').length < width));
  await fc.assert(
    fc.asyncProperty(cells, fc.array(note, { minLength: 1, maxLength: 5 }), async (middle, notes) => {
      const lines = notes.map((each, index) => rowOf(index, middle, `"${each.join('\n')}"`));
      const { rows: found, kept } = await scanOf([header, ...lines].join('\r\n'));
      expect(found).toBe(notes.length);
      expect(kept?.filter(({ broken }) => broken !== undefined)).toStrictEqual([]);
    }),
    { numRuns: propertyRuns(300) },
  );
});
