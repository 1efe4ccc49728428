import type { MergedCell } from '@ledger/ledger/ports/sheet-source.js';
import { columnOf } from './cell-reference.js';
import { WorkbookFault } from './workbook-fault.js';
import { readXml } from './xml-reader.js';

/** A merged area of a worksheet: its first column (from 0), its first and last row (from 1), and its name (`A1:B2`). */
export type MergedArea = Readonly<{ name: string; column: number; from: number; to: number }>;

const areasMax = 100_000;
/** Maximum number of merged areas that include the same row. */
const besideMax = 1_000;

const mark = Buffer.from('mergeCell');

const holdsMark = async (bytes: AsyncIterable<Uint8Array>): Promise<boolean> => {
  let end = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const both = Buffer.concat([end, chunk]);
    if (both.includes(mark)) return true;
    end = both.subarray(-mark.length);
  }
  return false;
};

const areaOf = (name: string): MergedArea => {
  const [, first = '', from = '', to = ''] =
    /^([A-Z]{1,3})(\d{1,7})(?::[A-Z]{1,3}(\d{1,7}))?$/.exec(name) ?? [];
  const column = columnOf(first);
  if (column === null) throw new WorkbookFault('noArea', { area: name });
  return { name, column, from: Number(from), to: Number(to === '' ? from : to) };
};

/**
 * Reads the merged areas of a worksheet, sorted by first row. In the file they come after the rows, so the worksheet is
 * read in a separate pass. Its XML is not parsed if it contains no merged area. Throws WorkbookFault.
 */
export const readMergedAreas = async (
  read: () => AsyncIterable<Uint8Array>,
): Promise<readonly MergedArea[]> => {
  if (!(await holdsMark(read()))) return [];
  const areas: MergedArea[] = [];
  await readXml(read(), {
    open: (name, { ref = '' }) => {
      if (name !== 'mergeCell') return;
      if (areas.length >= areasMax) throw new WorkbookFault('manyMergedAreas', { max: areasMax });
      areas.push(areaOf(ref));
    },
    close: () => undefined,
    text: () => undefined,
  });
  return areas.toSorted((a, b) => a.from - b.from);
};

type Open = Readonly<{ area: MergedArea; text: string }>;

/** Finds, for each row in order, the cells that are merged with cells of other rows. */
export class MergedCells {
  private next = 0;
  private open: readonly Open[] = [];
  private readonly areas: readonly MergedArea[];

  constructor(areas: readonly MergedArea[]) {
    this.areas = areas.filter(({ from, to }) => to > from);
  }

  /**
   * The merged cells of a row with the given fields. The text of an area is that of its first row and first column.
   * Rows must be passed in ascending order.
   */
  of(row: number, fields: readonly string[]): readonly MergedCell[] {
    if (this.areas.length === 0) return [];
    const begun: Open[] = [];
    for (
      let area = this.areas[this.next];
      area !== undefined && area.from <= row;
      area = this.areas[this.next]
    ) {
      begun.push({ area, text: area.from === row ? (fields[area.column] ?? '') : '' });
      this.next += 1;
    }
    this.open = [...this.open, ...begun].filter(({ area }) => area.to >= row);
    if (this.open.length > besideMax) throw new WorkbookFault('mergedAreasBeside', { max: besideMax });
    return this.open.map(({ area: { column, from, to }, text }) => ({ column, from, to, text }));
  }
}
