import type { SheetFault, SheetFaultCode } from '@ledger/ledger/ports/sheet-fault.js';

type More = Readonly<{ row?: number | null; cause?: unknown; facts?: SheetFault['facts'] }>;

/** Why a workbook cannot be read, and in which row it shows; its reader knows what the user calls the file. */
export class WorkbookFault extends Error {
  override readonly name = 'WorkbookFault';
  readonly row: number | null;
  readonly facts: SheetFault['facts'];

  constructor(
    readonly code: SheetFaultCode,
    problem: string,
    { row = null, cause, facts = {} }: More = {},
  ) {
    super(problem, { cause });
    this.row = row;
    this.facts = facts;
  }
}

/** A workbook that ends early, whose bytes were changed, or whose parts do not fit together. */
export const broken = (problem: string, cause?: unknown): WorkbookFault =>
  new WorkbookFault(
    'BROKEN_WORKBOOK',
    `the workbook is cut off or damaged (${problem}); save it again and hand in the whole file`,
    { cause },
  );

export const tooLarge = (problem: string): WorkbookFault => new WorkbookFault('WORKBOOK_TOO_LARGE', problem);

export const wrongFormat = (problem: string): WorkbookFault =>
  new WorkbookFault('WRONG_FORMAT', `${problem}; save it as .xlsx or as CSV in UTF-8 and hand it in again`);
