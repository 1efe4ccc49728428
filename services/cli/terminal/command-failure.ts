import { sentenceFor } from '@ledger/runtime/ledger/fault-sentences.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { KeepFault } from '@ledger/ledger/ports/import-folder.js';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import { notKept } from '@ledger/runtime/faults/import-problems.js';
import { importSentence, sheetSentence } from '@ledger/runtime/faults/import-sentences.js';
import { exitCodes } from './exit-codes.js';
import { lastRemark } from './output.js';
import { languageOf } from '@ledger/runtime/engines/locale-language.js';
import { usageSentences } from './usage-problems.js';
import { UsageFault } from './usage-fault.js';

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '');

/** Commander ends a command by throwing, also where it was asked for help; it has told why by then. */
const isOfCommander = (error: unknown): boolean =>
  error instanceof Error && codeOf(error).startsWith('commander.');

const isHelp = (error: unknown): boolean =>
  error instanceof Error && 'exitCode' in error && error.exitCode === exitCodes.ok;

/** What a user is told; faults of sheets and of imports in the language of the terminal. */
const sentenceIn = (language: Language, error: unknown): string | null => {
  if (error instanceof SheetFault) return sheetSentence(language, error);
  if (error instanceof KeepFault) return importSentence(language, notKept(error));
  return error instanceof ImportFault ? importSentence(language, error) : sentenceFor(error, language);
};

/** A usage fault is told by the facts of its table, too. */
const usageIn = (language: Language, { message, facts }: UsageFault): string =>
  language === 'en' ? message : (usageSentences.namedBy(facts, language) ?? message);

/** A sentence for the user; a bug tells where it is. */
const reasonOf = (error: unknown): string => {
  const language = languageOf(process.env);
  const sentence = error instanceof UsageFault ? usageIn(language, error) : sentenceIn(language, error);
  return sentence ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
};

/** Tells why a command could not be done, unless that was told; answers the exit code. */
export const reportFailure = (error: unknown): number => {
  if (isHelp(error)) return exitCodes.ok;
  if (!isOfCommander(error)) lastRemark(reasonOf(error));
  return exitCodes.impossible;
};
