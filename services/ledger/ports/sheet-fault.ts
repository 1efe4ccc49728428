import type { RefusalDetails } from '../kernel/refusals.js';
import { sheetProblems, sheetSentences, type SheetProblem } from './sheet-problems.js';

/** Why a sheet is rejected as a whole. None of its rows was written. */
export type SheetFaultCode = (typeof sheetProblems)[SheetProblem][0] | 'BAD_OFFICE';

/** Where the fault is: the file as the user named it, and the line (null if the fault concerns no single line). */
export type SheetPlace = Readonly<{ file: string; line: number | null }>;

type SheetFaultOptions = ErrorOptions & Readonly<{ facts?: RefusalDetails }>;

/** A fault of a whole sheet. Its message names the file, the line if there is one, and the remedy. */
export class SheetFault extends Error {
  override readonly name = 'SheetFault';
  readonly file: string;
  readonly line: number | null;
  /**
   * The values that the error message mentions, for translation. The fact `problem` selects the message from the
   * table of sheet problems; it is absent if the message is not in that table.
   */
  readonly facts: RefusalDetails;

  constructor(
    readonly code: SheetFaultCode,
    { file, line }: SheetPlace,
    /** The message in English, without file and line. */
    readonly problem: string,
    { facts = {}, ...options }: SheetFaultOptions = {},
  ) {
    super(`${file}${line === null ? '' : `, line ${String(line)}`}: ${problem}`, options);
    this.file = file;
    this.line = line;
    this.facts = facts;
  }
}

/** Makes the SheetFault of a problem; `facts` are the values that its message mentions. */
export const sheetFault = (
  problem: SheetProblem,
  place: SheetPlace,
  facts: RefusalDetails = {},
  options: ErrorOptions = {},
): SheetFault => {
  const [code] = sheetProblems[problem];
  const sentence = sheetSentences.of(problem, facts, 'en');
  return new SheetFault(code, place, sentence, { ...options, facts: { ...facts, problem } });
};
