import {
  isRefusalCode,
  refusalText,
  type RefusalDetails,
  type Language,
} from '@ledger/ledger/kernel/refusals.js';
import type { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { sheetSentences } from '@ledger/ledger/ports/sheet-problems.js';
import type { ImportFaultCode } from './import-fault.js';
import { importSentences } from './import-problems.js';

/** An error of an import. `line` is a line of the sheet; the English message already contains the file and the line. */
type ImportError = Readonly<{
  code: ImportFaultCode;
  message: string;
  line?: number | null;
  facts?: RefusalDetails | undefined;
}>;

/**
 * The message in a language, made from the facts of an error: a problem of the sheet or the import, or a refusal. Null
 * if the facts belong to none of these.
 */
const saidBy = (facts: RefusalDetails, code: ImportFaultCode, language: Language): string | null => {
  const problem = sheetSentences.namedBy(facts, language) ?? importSentences.namedBy(facts, language);
  if (problem !== null || !isRefusalCode(code) || Object.keys(facts).length === 0) return problem;
  return refusalText(code, facts, language);
};

/** The error of an import as a message in the reader's language. A message without facts is not translated. */
export const importSentence = (
  language: Language,
  { code, message, line, facts = {} }: ImportError,
): string => {
  const said = language === 'en' ? null : saidBy(facts, code, language);
  if (said === null) return message;
  return line == null ? said : `第${String(line)}行：${said}`;
};

/** The error of a sheet as a message that also contains the file name. */
export const sheetSentence = (language: Language, fault: SheetFault): string => {
  const { code, file, line, facts, message, problem } = fault;
  if (language === 'en') return message;
  return `${file}：${importSentence(language, { code, line, facts, message: problem })}`;
};
