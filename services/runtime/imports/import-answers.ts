import { eventLoopTurn } from '@ledger/infra/identifiers/event-loop-turn.js';
import { reportOfImport, type Report } from '@ledger/ledger/imports/import-report.js';
import type { UndoFault } from '@ledger/ledger/imports/undo-import.js';
import { sheetSubjectOf } from '@ledger/ledger/imports/import-keys.js';
import { sentenceOf, type Language } from '@ledger/ledger/kernel/refusals.js';
import type { ImportDocument } from '@ledger/projections/imports/imports-document.js';
import { ImportFault } from '../faults/import-fault.js';
import { importFault } from '../faults/import-problems.js';
import { importSentence } from '../faults/import-sentences.js';
import type { DryRunCard } from './kept-dry-runs.js';
import { reportName } from './kept-names.js';
import { keptJson } from './kept-texts.js';
import type { ImportPorts } from './import-ports.js';
import type { ImportFailure, ToldImport } from './told-import.js';

const undoProblems = {
  UNKNOWN_IMPORT: 'unknownImport',
  NOT_DONE: 'notDoneOrBroken',
  ALREADY_UNDONE: 'alreadyUndone',
  ACTS_NOT_NAMED: 'actsNotNamed',
} as const satisfies Readonly<Record<UndoFault, string>>;

/** Why an import cannot be undone, as its fault. */
export const cannotUndo = (fault: UndoFault, id: string): ImportFault =>
  importFault(undoProblems[fault], { id });

const isReport = (value: unknown): value is Report =>
  typeof value === 'object' && value !== null && 'rows' in value && 'refused' in value;

/** A report that is kept beside the log; null where it is not kept any more, or by another owner. */
const keptReport = async (
  ports: Pick<ImportPorts, 'folder' | 'vault'>,
  id: string,
): Promise<Report | null> => {
  const subject = sheetSubjectOf(id);
  const key = (await ports.vault.existingKeys([subject])).get(subject);
  if (key === undefined) return null;
  const value = await keptJson(ports, reportName(id), key);
  return isReport(value) ? value : null;
};

/** What an import has come to: its report, and why it failed; a sheet that is no sheet has no report. */
export type ImportOutcome = Readonly<{ report: Report | null; failure: ImportFailure | null }>;

const over = (report: Report | null, failure: ImportFailure | null): ImportOutcome => {
  if (report === null && failure === null) throw importFault('reportGone');
  return { report, failure };
};

/** What a dry run that is over has come to. Throws ImportFault where it is not over. */
export const outcomeOfDry = async (
  ports: ImportPorts,
  { sheet, state, failure }: DryRunCard,
): Promise<ImportOutcome> => {
  if (state === 'received') throw importFault('notDone');
  return over(await keptReport(ports, sheet.id), failure);
};

/** What an import that is over has come to. Throws ImportFault where it is not over. */
export const outcomeOf = async (
  ports: ImportPorts,
  { id, standing }: ImportDocument,
  { state, failure }: ToldImport,
): Promise<ImportOutcome> => {
  // Of a sheet that was kept out as a whole there is a report all the same.
  if (state === 'failed')
    return over(failure?.code === 'NOT_ALL_ACCEPTED' ? await keptReport(ports, id) : null, failure);
  if (standing === 'waiting') throw importFault('notDone');
  return over(await reportOfImport(ports, id, eventLoopTurn), failure);
};

/** The report among them. Throws ImportFault, with the failure, where there is none. */
export const reportOfOutcome = ({ report, failure }: ImportOutcome): Report => {
  if (report !== null) return report;
  if (failure === null) throw importFault('reportGone');
  throw new ImportFault(failure.code, failure.message, { facts: failure.facts ?? {} });
};

/** The failure as a client gets it, in its language. */
export const failureIn = (language: Language, failure: ImportFailure): Omit<ImportFailure, 'facts'> => ({
  code: failure.code,
  message: importSentence(language, failure),
  line: failure.line,
});

const nothingReported: Report = { rows: 0, accepted: 0, refused: [] };

/**
 * The outcome as a client gets it: counts, every refused row with line, code and reason, accepted
 * rows that another office has recorded too (`elsewhere`, missing where there are none), what is to be said of the sheet
 * beside its rows (missing where there is nothing), and `error` where the import failed.
 */
export const outcomeJson = ({ report, failure }: ImportOutcome, language: Language): string => {
  const { rows, accepted, refused, elsewhere, remarks } = report ?? nothingReported;
  return JSON.stringify({
    rows,
    accepted,
    ...(elsewhere !== undefined && { elsewhere }),
    ...remarks,
    refused: refused.map(({ row, code, because }) => ({
      row,
      code,
      reason: sentenceOf(code, because, language),
      because,
    })),
    ...(failure !== null && { error: failureIn(language, failure) }),
  });
};
