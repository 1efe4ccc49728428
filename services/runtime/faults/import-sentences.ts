import { isRefusalCode, sentenceOf, type Because, type Language } from '@ledger/ledger/kernel/refusals.js';
import type { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { sheetSentences } from '@ledger/ledger/ports/sheet-problems.js';
import type { ImportFaultCode } from './import-fault.js';
import { importSentences } from './import-problems.js';

/** Why an import failed or was not received. `line` is that of the sheet; the English message names file and line itself. */
type Told = Readonly<{
  code: ImportFaultCode;
  message: string;
  line?: number | null;
  facts?: Because | undefined;
}>;

/** What the facts of a fault say in a language: a problem of a sheet or an import, or a refusal; null where they say neither. */
const saidBy = (facts: Because, code: ImportFaultCode, language: Language): string | null => {
  const problem = sheetSentences.namedBy(facts, language) ?? importSentences.namedBy(facts, language);
  if (problem !== null || !isRefusalCode(code) || Object.keys(facts).length === 0) return problem;
  return sentenceOf(code, facts, language);
};

/** The fault as a sentence in the reader's language. A message without facts is in that language already. */
export const importSentence = (language: Language, { code, message, line, facts = {} }: Told): string => {
  const said = language === 'en' ? null : saidBy(facts, code, language);
  if (said === null) return message;
  return line == null ? said : `第${String(line)}行：${said}`;
};

/** The fault of a sheet as a sentence that also names its file. */
export const sheetSentence = (language: Language, fault: SheetFault): string => {
  const { code, file, line, facts, message, problem } = fault;
  if (language === 'en') return message;
  return `${file}：${importSentence(language, { code, line, facts, message: problem })}`;
};
