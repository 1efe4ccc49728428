import type { RecordSource, SheetRecord, WorkbookFacts } from '@ledger/ledger/ports/sheet-source.js';
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
  /** The name of the worksheet to read. If null, the first one that is not hidden is read. */
  worksheet: string | null;
}>;

const chosen = ({ worksheets }: WorkbookParts, name: string | null): Worksheet => {
  const found = worksheets.find((each) => (name === null ? !each.isHidden : each.name === name));
  if (found !== undefined) return found;
  const names = { worksheets: worksheets.map((each) => `“${each.name}”`).join(', ') };
  throw name === null
    ? new WorkbookFault('hiddenWorksheets', names)
    : new WorkbookFault('unknownWorksheet', { worksheet: name, ...names });
};

const contextOf = async (archive: ZipArchive, parts: WorkbookParts): Promise<WorkbookContext> => ({
  strings:
    parts.sharedStrings === null
      ? new SharedStrings()
      : await readSharedStrings(archive.read(parts.sharedStrings)),
  meanings: parts.styles === null ? [] : await readNumberFormats(archive.read(parts.styles)),
  from1904: parts.from1904,
});

type Hear = (facts: WorkbookFacts) => void;

const rowsOf = async function* (
  { place, worksheet }: WorkbookOptions,
  hear: Hear | undefined,
): AsyncIterable<SheetRecord> {
  const archive = await ZipArchive.open(place);
  try {
    const parts = await partsOf(archive);
    const read = chosen(parts, worksheet);
    const bytes = (): AsyncIterable<Uint8Array> => archive.read(read.part);
    const merged = await readMergedAreas(bytes);
    hear?.({
      notRead: parts.worksheets.filter((each) => each !== read).map(({ name }) => name),
      merged: merged.map(({ name }) => name),
    });
    yield* worksheetRows({ bytes: bytes(), merged }, await contextOf(archive, parts));
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
  records: async function* (hear) {
    try {
      yield* rowsOf(options, hear);
    } catch (error) {
      throw error instanceof WorkbookFault ? error.of(options.name) : unreadable(options.name, error);
    }
  },
});
