import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import { sheetFault, type SheetFault, type SheetFaultCode } from '@ledger/ledger/ports/sheet-fault.js';
import { sheetProblems, sheetSentences, type SheetProblem } from '@ledger/ledger/ports/sheet-problems.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';

type More = Readonly<{ row?: number | null; cause?: unknown }>;

/**
 * A workbook cannot be read: the problem, and the row if known. It has no file name; the caller adds the name with
 * `of`.
 */
export class WorkbookFault extends Error {
  override readonly name = 'WorkbookFault';
  readonly code: SheetFaultCode;
  readonly row: number | null;

  constructor(
    private readonly problem: SheetProblem,
    private readonly facts: RefusalDetails = {},
    { row = null, cause }: More = {},
  ) {
    super(sheetSentences.of(problem, facts, 'en'), { cause });
    [this.code] = sheetProblems[problem];
    this.row = row;
  }

  /** The same problem as SheetFault, with the file name that the user entered. */
  of(file: string): SheetFault {
    return sheetFault(this.problem, { file, line: this.row }, this.facts, { cause: this });
  }
}

/** The fault for an error of the zip or XML library: the workbook is cut off, changed or inconsistent. */
export const broken = (cause: unknown): WorkbookFault =>
  new WorkbookFault('damage', { why: messageOf(cause) }, { cause });
