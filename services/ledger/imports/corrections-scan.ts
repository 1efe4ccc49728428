import { sheetFault } from '../ports/sheet-fault.js';
import type { RecordSource } from '../ports/sheet-source.js';
import { correctionRows } from '../sheets/correction-columns.js';
import { RemarkCollector, type SheetRemarks } from './import-remarks.js';
import { sheetMax } from './sheet-scan.js';

/** The result of the first reading of a sheet of corrections, before any row is judged. */
export type CorrectionsScan = Readonly<{
  rows: number;
  remarks: SheetRemarks | null;
  /** For each row whose act another row names as well: the line of that row. */
  twice: ReadonlyMap<number, number>;
}>;

/** Finds the rows about the same act. */
class SameActs {
  readonly twice = new Map<number, number>();
  private readonly firsts = new Map<string, number>();

  add(act: string, line: number): void {
    const first = this.firsts.get(act);
    if (act === '') return;
    if (first === undefined) this.firsts.set(act, line);
    else {
      this.twice.set(line, first);
      if (!this.twice.has(first)) this.twice.set(first, line);
    }
  }
}

/** Reads a whole sheet of corrections without judging its rows. Throws SheetFault if the source is no valid sheet. */
export const scanCorrections = async (
  source: RecordSource,
  skipHidden: boolean,
  rowsMax = sheetMax.rows,
): Promise<CorrectionsScan> => {
  const remarks = new RemarkCollector(skipHidden);
  const acts = new SameActs();
  let rows = 0;
  for await (const { row, record, role } of correctionRows(source, skipHidden, remarks.workbook)) {
    if (record.hidden === true) remarks.hidden.add(row.line);
    if (role === 'no act') remarks.noAct.add(row.line);
    if (role !== 'act') continue;
    rows += 1;
    if (rows > rowsMax)
      throw sheetFault('manySheetRows', { file: source.name, line: row.line }, { max: rowsMax });
    acts.add(row.cells.act?.meant ?? '', row.line);
  }
  return { rows, remarks: remarks.remarks, twice: acts.twice };
};
