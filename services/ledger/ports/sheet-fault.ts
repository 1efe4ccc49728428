import type { Because } from '../kernel/refusals.js';
import { sheetProblems, sheetSentences, type SheetProblem } from './sheet-problems.js';

/** Why a sheet cannot be taken in at all. Nothing of it was written. */
export type SheetFaultCode = (typeof sheetProblems)[SheetProblem][0] | 'BAD_OFFICE';

/** Where the fault shows: the file as the user named it, and the line if there is one. */
export type SheetPlace = Readonly<{ file: string; line: number | null }>;

type SheetFaultOptions = ErrorOptions & Readonly<{ facts?: Because }>;

/** A fault of a whole file, with the line where it shows and what to do about it. */
export class SheetFault extends Error {
  override readonly name = 'SheetFault';
  readonly file: string;
  readonly line: number | null;
  /** What a sentence in another language must name; `problem` is which sentence it is, if it is one of a sheet's problems. */
  readonly facts: Because;

  constructor(
    readonly code: SheetFaultCode,
    { file, line }: SheetPlace,
    /** What is wrong, in English, without the place. */
    readonly problem: string,
    { facts = {}, ...options }: SheetFaultOptions = {},
  ) {
    super(`${file}${line === null ? '' : `, line ${String(line)}`}: ${problem}`, options);
    this.file = file;
    this.line = line;
    this.facts = facts;
  }
}

/** The fault that a problem of a sheet is; the facts are those that its sentence names. */
export const sheetFault = (
  problem: SheetProblem,
  place: SheetPlace,
  facts: Because = {},
  options: ErrorOptions = {},
): SheetFault => {
  const [code] = sheetProblems[problem];
  const sentence = sheetSentences.of(problem, facts, 'en');
  return new SheetFault(code, place, sentence, { ...options, facts: { ...facts, problem } });
};
