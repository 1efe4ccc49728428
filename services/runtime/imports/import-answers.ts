import { eventLoopTurn } from '@ledger/infra/identifiers/event-loop-turn.js';
import { handInTold, undoFaultOf, type UndoFault } from '@ledger/ledger/imports/undo-import.js';
import type { ImportSummary } from '@ledger/ledger/imports/import-summary.js';
import { reportOfHandIn, type Report } from '@ledger/ledger/imports/import-report.js';
import { officeCode, soleOffice } from '@ledger/ledger/kernel/identifiers.js';
import { sentenceOf, type Language } from '@ledger/ledger/kernel/refusals.js';
import { ImportFault } from '../faults/import-fault.js';
import { importFault } from '../faults/import-problems.js';
import { importSentence } from '../faults/import-sentences.js';
import { quotedFor } from './import-retention.js';
import { plainOptions } from './hand-in-options.js';
import type { ImportFailure, ImportJob, ImportUndo } from './import-job.js';
import type { ImportNote } from './import-notes.js';
import { sheetKey, type ImportPorts } from './import-ports.js';

/** Rows refused, by code. */
export const refusedBy = ({ refused }: Report): Readonly<Record<string, number>> => {
  const by: Record<string, number> = {};
  for (const { code } of refused) by[code] = (by[code] ?? 0) + 1;
  return by;
};

/** The report of a hand-in, as its stream has it; null where it was never opened. */
const reportFromLog = (ports: ImportPorts, id: string): Promise<Report | null> =>
  reportOfHandIn(ports, id, eventLoopTurn);

/** The note of a hand-in that came in without one: by an earlier version, with the sample, or before its note was lost. */
export const noteFromLog = async (ports: ImportPorts, id: string): Promise<ImportNote | null> => {
  const told = await handInTold(ports, id);
  const report = told === null ? null : await reportFromLog(ports, id);
  if (told === null || report === null) return null;
  const { at, ...by } = told.by;
  return {
    format: 1,
    id,
    file: told.file,
    office: told.office,
    dryRun: false,
    worksheet: null,
    mapping: null,
    options: plainOptions,
    by,
    receivedAt: at,
    bytes: null,
    reportBytes: null,
    keptUntil: null,
    quotedUntil: told.closedAt === null ? null : quotedFor(told.closedAt),
    // Nobody has its sheet: whatever was left of it cannot be judged any more.
    state: told.closedAt === null ? 'failed' : 'done',
    endedAt: told.closedAt,
    rows: told.rows,
    accepted: report.accepted,
    refused: refusedBy(report),
    failure:
      told.closedAt === null
        ? { code: 'SHEET_GONE', message: 'it was interrupted, and its sheet is not kept', line: null }
        : null,
    undo: told.undo !== null,
    position: told.position,
  };
};

/** Where undoing it stands, by its stream. */
export const undoFrom = (told: ImportSummary | null): ImportUndo | null => {
  if (told?.undo == null) return null;
  const acts = told.acts.length;
  return { ...told.undo, acts, judged: told.undo.endedAt === null ? 0 : acts };
};

const undoState = (undo: ImportUndo | null): 'undoing' | 'undone' | null => {
  if (undo === null) return null;
  return undo.endedAt === null ? 'undoing' : 'undone';
};

const judgedIn = ({ accepted, refused }: ImportNote): number =>
  Object.values(refused).reduce((sum, rows) => sum + rows, accepted);

/** The import as its note and its stream tell it, while nothing is under way. */
export const jobFrom = (note: ImportNote, undo: ImportUndo | null): ImportJob => ({
  id: note.id,
  state: undoState(undo) ?? note.state,
  file: note.file,
  office: note.office === null ? soleOffice : officeCode(note.office),
  dryRun: note.dryRun,
  by: note.by,
  receivedAt: note.receivedAt,
  endedAt: note.endedAt,
  rows: note.rows,
  judged: judgedIn(note),
  accepted: note.accepted,
  refused: new Map(Object.entries(note.refused)),
  failure: note.failure,
  undo,
  sheetKeptUntil: note.keptUntil,
  position: note.position,
});

const undoProblems = {
  UNKNOWN_IMPORT: 'unknownImport',
  NOT_DONE: 'notDoneOrBroken',
  ALREADY_UNDONE: 'alreadyUndone',
  ACTS_NOT_NAMED: 'actsNotNamed',
} as const satisfies Readonly<Record<UndoFault, string>>;

/** Throws ImportFault where the import cannot be undone. */
export const checkUndo = (id: string, note: ImportNote | null, told: ImportSummary | null): void => {
  if (note?.dryRun === true) throw importFault('dryRun');
  if (note !== null && note.state !== 'done') throw importFault('notDoneOrBroken');
  const fault = undoFaultOf(told);
  if (fault !== null) throw importFault(undoProblems[fault], { id });
};

const isReport = (value: unknown): value is Report =>
  typeof value === 'object' && value !== null && 'rows' in value && 'refused' in value;

/** The report of a dry run, as it was kept; null where it is not kept any more. */
const keptReport = async (ports: ImportPorts, note: ImportNote): Promise<Report | null> => {
  if (note.reportBytes === null) return null;
  const key = await sheetKey(ports, note.id);
  const kept = ports.folder.open(`${note.id}.report`, key, note.reportBytes);
  const value: unknown = JSON.parse(Buffer.from(await kept.read(0, kept.size)).toString());
  return isReport(value) ? value : null;
};

/** What an import has come to: its report, and why it failed; a sheet that is no sheet has no report. */
export type ImportOutcome = Readonly<{ report: Report | null; failure: ImportFailure | null }>;

/** What an import that is over has come to. Throws ImportFault where it is not over, or its report is not kept. */
export const outcomeOf = async (ports: ImportPorts, note: ImportNote): Promise<ImportOutcome> => {
  const { id, state, failure, dryRun } = note;
  if (state === 'received') throw importFault('notDone');
  const ofLog = state === 'done' && !dryRun;
  const report = ofLog ? await reportFromLog(ports, id) : await keptReport(ports, note);
  if (report === null && failure === null) throw importFault('reportGone');
  return { report, failure };
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
