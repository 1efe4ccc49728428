import type { Because } from '@ledger/ledger/kernel/refusals.js';
import { sheetFault, type SheetFault, type SheetFaultCode } from '@ledger/ledger/ports/sheet-fault.js';
import { sheetProblems, sheetSentences, type SheetProblem } from '@ledger/ledger/ports/sheet-problems.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';

type More = Readonly<{ row?: number | null; cause?: unknown }>;

/** Why a workbook cannot be read, and in which row it shows; its reader knows what the user calls the file. */
export class WorkbookFault extends Error {
  override readonly name = 'WorkbookFault';
  readonly code: SheetFaultCode;
  readonly row: number | null;

  constructor(
    private readonly problem: SheetProblem,
    private readonly facts: Because = {},
    { row = null, cause }: More = {},
  ) {
    super(sheetSentences.of(problem, facts, 'en'), { cause });
    [this.code] = sheetProblems[problem];
    this.row = row;
  }

  /** The fault of the sheet, under the name that the user calls it by. */
  of(file: string): SheetFault {
    return sheetFault(this.problem, { file, line: this.row }, this.facts, { cause: this });
  }
}

/** A workbook that ends early, whose bytes were changed, or whose parts do not fit together, as a library says it. */
export const broken = (cause: unknown): WorkbookFault =>
  new WorkbookFault('damage', { why: messageOf(cause) }, { cause });
