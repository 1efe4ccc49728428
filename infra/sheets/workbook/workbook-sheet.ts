import {
  beginningMax,
  type HasHeads,
  type Hear,
  type RecordSource,
  type SheetRecord,
} from '@ledger/ledger/ports/sheet-source.js';
import { unreadable } from './unreadable-file.js';
import type { ArchivePlace } from './kept-archive.js';
import { readMergedAreas } from './merged-areas.js';
import { readNumberFormats } from './number-formats.js';
import { partsOf, type Worksheet, type WorkbookParts } from './package-parts.js';
import { readSharedStrings, SharedStrings } from './shared-strings.js';
import { WorkbookFault } from './workbook-fault.js';
import { worksheetRows, type WorkbookContext } from './worksheet-rows.js';
import { ZipArchive } from './zip-archive.js';

export type WorkbookOptions = Readonly<{
  place: ArchivePlace;
  /** The file name as the user entered it. */
  name: string;
  /** The name of the worksheet to read. If null, the first that has heads is read, of those that are not hidden. */
  worksheet: string | null;
}>;

const named = ({ worksheets }: WorkbookParts, name: string): Worksheet => {
  const found = worksheets.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new WorkbookFault('unknownWorksheet', { worksheet: name, ...namesOf(worksheets) });
};

const namesOf = (worksheets: readonly Worksheet[]): Readonly<{ worksheets: string }> => ({
  worksheets: worksheets.map((each) => `“${each.name}”`).join(', '),
});

/** The first rows of a worksheet, without its merged areas. */
const beginningOf = async (
  bytes: AsyncIterable<Uint8Array>,
  context: WorkbookContext,
): Promise<readonly SheetRecord[]> => {
  const records: SheetRecord[] = [];
  for await (const record of worksheetRows({ bytes, merged: [] }, context)) {
    if (record.line > beginningMax) break;
    records.push(record);
  }
  return records;
};

const contextOf = async (archive: ZipArchive, parts: WorkbookParts): Promise<WorkbookContext> => ({
  strings:
    parts.sharedStrings === null
      ? new SharedStrings()
      : await readSharedStrings(archive.read(parts.sharedStrings)),
  meanings: parts.styles === null ? [] : await readNumberFormats(archive.read(parts.styles)),
  from1904: parts.from1904,
});

/** An open workbook. */
class OpenWorkbook {
  constructor(
    private readonly archive: ZipArchive,
    private readonly parts: WorkbookParts,
    private readonly context: WorkbookContext,
  ) {}

  static async of(archive: ZipArchive): Promise<OpenWorkbook> {
    const parts = await partsOf(archive);
    return new OpenWorkbook(archive, parts, await contextOf(archive, parts));
  }

  bytesOf({ part }: Worksheet): AsyncIterable<Uint8Array> {
    return this.archive.read(part);
  }

  /** The worksheet to read. Other worksheets may come before it that only explain. */
  async chosen(name: string | null, hasHeads: HasHeads): Promise<Worksheet> {
    if (name !== null) return named(this.parts, name);
    const visible = this.parts.worksheets.filter(({ isHidden }) => !isHidden);
    const [first] = visible;
    if (first === undefined) throw new WorkbookFault('hiddenWorksheets', namesOf(this.parts.worksheets));
    if (visible.length === 1) return first;
    for (const each of visible)
      if (await hasHeads(await beginningOf(this.bytesOf(each), this.context))) return each;
    return first;
  }

  async *rowsOf(worksheet: Worksheet, hear: Hear | undefined): AsyncIterable<SheetRecord> {
    const merged = await readMergedAreas(() => this.bytesOf(worksheet));
    hear?.({
      worksheet: worksheet.name,
      notRead: this.parts.worksheets.filter((each) => each !== worksheet).map(({ name }) => name),
      merged: merged.map(({ name }) => name),
    });
    yield* worksheetRows({ bytes: this.bytesOf(worksheet), merged }, this.context);
  }
}

const rowsOf = async function* (
  { place, worksheet }: WorkbookOptions,
  hear: Hear | undefined,
  hasHeads: HasHeads,
): AsyncIterable<SheetRecord> {
  const archive = await ZipArchive.open(place);
  try {
    const workbook = await OpenWorkbook.of(archive);
    yield* workbook.rowsOf(await workbook.chosen(worksheet, hasHeads), hear);
  } finally {
    archive.close();
  }
};

/**
 * Reads a worksheet of a workbook (.xlsx) row by row. Only the shared texts and a few rows are in memory. Numbers are
 * returned as they were typed, days as `YYYY-MM-DD`, formulas as their results, and errors as their names.
 */
export const workbookSheet = (options: WorkbookOptions): RecordSource => ({
  name: options.name,
  records: async function* (hear, hasHeads = () => true) {
    try {
      yield* rowsOf(options, hear, hasHeads);
    } catch (error) {
      throw error instanceof WorkbookFault ? error.of(options.name) : unreadable(options.name, error);
    }
  },
});
