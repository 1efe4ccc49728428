import { eventLoopTurn } from '@ledger/infra/identifiers/event-loop-turn.js';
import { everyRowJson } from '@ledger/ledger/imports/every-row.js';
import { reportOfImport, type Report } from '@ledger/ledger/imports/import-report.js';
import type { UndoFault } from '@ledger/ledger/imports/undo-import.js';
import { sheetSubjectOf } from '@ledger/ledger/imports/import-keys.js';
import { refusalText, type Language } from '@ledger/ledger/kernel/refusals.js';
import type { ImportDocument } from '@ledger/projections/imports/imports-document.js';
import { ImportFault } from '../faults/import-fault.js';
import { importFault } from '../faults/import-problems.js';
import { importSentence } from '../faults/import-sentences.js';
import type { DryRunCard } from './kept-dry-runs.js';
import { reportName } from './kept-names.js';
import { keptJson } from './kept-texts.js';
import type { ImportPorts } from './import-ports.js';
import type { ImportFailure, ImportStatus } from './import-status.js';

const undoProblems = {
  UNKNOWN_IMPORT: 'unknownImport',
  NOT_DONE: 'notDoneOrBroken',
  ALREADY_UNDONE: 'alreadyUndone',
  CORRECTIONS: 'correctionsStay',
  ACTS_NOT_NAMED: 'actsNotNamed',
} as const satisfies Readonly<Record<UndoFault, string>>;

/** The error for an import that cannot be undone. */
export const cannotUndo = (fault: UndoFault, id: string): ImportFault =>
  importFault(undoProblems[fault], { id });

const isReport = (value: unknown): value is Report =>
  typeof value === 'object' && value !== null && 'rows' in value && 'refused' in value;

/**
 * Reads a report that is stored in the data folder. Null if it was removed, or if another owner's data folder has it.
 */
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

/**
 * The result of an import: its report, and the reason if it failed. The report is null if the sheet could not be read.
 */
export type ImportOutcome = Readonly<{ report: Report | null; failure: ImportFailure | null }>;

const over = (report: Report | null, failure: ImportFailure | null): ImportOutcome => {
  if (report === null && failure === null) throw importFault('reportGone');
  return { report, failure };
};

/** The result of a dry run. Throws ImportFault NOT_DONE while it is still waiting or running. */
export const outcomeOfDry = async (
  ports: ImportPorts,
  { sheet, state, failure }: DryRunCard,
): Promise<ImportOutcome> => {
  if (state === 'received') throw importFault('notDone');
  return over(await keptReport(ports, sheet.id), failure);
};

/** The result of an import. Throws ImportFault NOT_DONE while it is still waiting or running. */
export const outcomeOf = async (
  ports: ImportPorts,
  { id, standing }: ImportDocument,
  { state, failure }: ImportStatus,
): Promise<ImportOutcome> => {
  // If an all-or-nothing sheet was rejected, a dry run had judged it before: its report was stored.
  if (state === 'failed')
    return over(failure?.code === 'NOT_ALL_ACCEPTED' ? await keptReport(ports, id) : null, failure);
  if (standing === 'waiting') throw importFault('notDone');
  return over(await reportOfImport(ports, id, eventLoopTurn), failure);
};

/** The report of a result. Throws ImportFault with the reason of the failure if there is no report. */
export const reportOfOutcome = ({ report, failure }: ImportOutcome): Report => {
  if (report !== null) return report;
  if (failure === null) throw importFault('reportGone');
  throw new ImportFault(failure.code, failure.message, { facts: failure.facts ?? {} });
};

/** The reason of a failure for a client, in the client's language. */
export const failureIn = (language: Language, failure: ImportFailure): Omit<ImportFailure, 'facts'> => ({
  code: failure.code,
  message: importSentence(language, failure),
  line: failure.line,
});

const nothingReported: Report = { rows: 0, accepted: 0, refused: [] };

/**
 * The result as JSON for a client: counts (`unchanged` for corrections only); every refused row with line, code and
 * reason; accepted rows that another office has recorded too (`elsewhere`, absent if there are none); remarks about the
 * sheet as a whole (absent if there are none); the one field that refused every row (`everyRow`, absent if there is
 * none); and `error` if the import failed.
 */
export const outcomeJson = ({ report, failure }: ImportOutcome, language: Language): string => {
  const { rows, accepted, unchanged, refused, elsewhere, remarks } = report ?? nothingReported;
  return JSON.stringify({
    rows,
    accepted,
    ...(unchanged !== undefined && { unchanged }),
    ...(elsewhere !== undefined && { elsewhere }),
    ...remarks,
    ...everyRowJson({ rows, refused }, language),
    refused: refused.map(({ row, code, because }) => ({
      row,
      code,
      reason: refusalText(code, because, language),
      because,
    })),
    ...(failure !== null && { error: failureIn(language, failure) }),
  });
};
