import { importStreamOf } from '@ledger/ledger/kernel/ids.js';
import { soleOffice, officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { isRefusalDetails } from '@ledger/ledger/imports/import-report.js';
import type { ImportProgress } from '@ledger/ledger/imports/import-batch.js';
import type { KeyVault, SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import { openedWith, type SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import type { ImportDocument } from '@ledger/projections/imports/imports-document.js';
import { hasKeptOut } from '@ledger/projections/imports/imports-projection.js';
import type { ImportFault } from '../faults/import-fault.js';
import { importFault, isImportFaultCode } from '../faults/import-problems.js';
import { keptFrom, sheetKeptUntil } from './import-retention.js';
import type { DryRunCard } from './kept-dry-runs.js';
import type { ImportFailure, ImportStatus } from './import-status.js';

export const failureFrom = ({ code, message, facts }: ImportFault): ImportFailure => ({
  ...{ code, message, line: null, facts },
});

type Refused = ImportDocument['refused'];
const rowsIn = (refused: Refused): number => refused.reduce((sum, { rows }) => sum + rows, 0);
/** Number of rows that were refused for another reason than being a duplicate of a recorded act. */
export const keptOutIn = (refused: Refused): number =>
  rowsIn(refused.filter(({ code }) => code !== 'DUPLICATE'));

/** Whether every row was judged. */
const isJudged = ({ standing }: ImportDocument): boolean => standing !== 'waiting' && standing !== 'failed';

/**
 * The failure of an all-or-nothing sheet where a row was refused after rows had already been written, so that the
 * import must be undone; null if that did not happen.
 */
export const wholeFailure = (doc: ImportDocument): ImportFailure | null => {
  const { allOrNothing, rows, refused } = doc;
  if (!allOrNothing || !isJudged(doc) || !hasKeptOut(refused)) return null;
  return failureFrom(importFault('refusedWhenWritten', { refused: keptOutIn(refused), rows: rows ?? 0 }));
};

/** Decrypts a text of the import; returns null without the key. */
const openingOf =
  ({ id }: ImportDocument, key: SubjectKey | null) =>
  (field: string, text: SaidText | null): string | null =>
    openedWith(key, { stream: importStreamOf(id), field }, text);

/** Parses the message and the facts of a failure from the decrypted JSON text of its event. */
const whyIn = (text: string | null): Pick<ImportFailure, 'message' | 'facts'> => {
  const why: unknown = text === null ? null : JSON.parse(text);
  if (typeof why !== 'object' || why === null || !('message' in why) || typeof why.message !== 'string')
    return { message: '' };
  return { message: why.message, ...('facts' in why && isRefusalDetails(why.facts) && { facts: why.facts }) };
};

const failureOfDocument = (doc: ImportDocument, key: SubjectKey | null): ImportFailure | null => {
  if (doc.failure === null) return wholeFailure(doc);
  const { code, line, why } = doc.failure;
  const known = isImportFaultCode(code) ? code : 'INTERNAL_ERROR';
  return { code: known, line, ...whyIn(openingOf(doc, key)('why', why)) };
};

const undoOf = (doc: ImportDocument, key: SubjectKey | null): ImportStatus['undo'] => {
  if (doc.undo === null) return null;
  const { reason, by, endedAt, undone, left } = doc.undo;
  const acts = doc.accepted;
  return {
    reason: openingOf(doc, key)('reason', reason),
    ...{ by, endedAt, undone, left, acts, judged: endedAt === null ? 0 : acts },
  };
};

/** An all-or-nothing sheet with a refused row counts as `undoing`, not as `done`, because it is undone next. */
const stateOf = ({ standing, pending }: ImportDocument): ImportStatus['state'] => {
  if (standing === 'waiting') return 'received';
  return standing === 'done' && pending === 'undo' ? 'undoing' : standing;
};

/** Converts the document of an import for clients, without the progress of running work. */
export const statusOf = (
  doc: ImportDocument,
  { key, now }: Readonly<{ key: SubjectKey | null; now: string }>,
): ImportStatus => {
  const until = sheetKeptUntil(doc);
  const { actor, role, district } = doc.by;
  return {
    ...{ id: doc.id, state: stateOf(doc), dryRun: false },
    file: openingOf(doc, key)('file', doc.file) ?? '',
    office: doc.office ?? soleOffice,
    by: { actor, role, district },
    ...{ receivedAt: doc.receivedAt, endedAt: doc.endedAt, rows: doc.rows },
    // Rows of corrections that changed nothing are neither accepted nor refused.
    judged: isJudged(doc) ? (doc.rows ?? 0) : doc.accepted + rowsIn(doc.refused),
    accepted: doc.accepted,
    refused: new Map(doc.refused.map(({ code, rows }) => [code, rows])),
    failure: failureOfDocument(doc, key),
    undo: undoOf(doc, key),
    sheetKeptUntil: doc.kept !== null && until !== null && until > now ? until : null,
    position: doc.position,
  };
};

/** Converts documents of imports for clients. Texts are decrypted where their keys exist. */
export const statusesOf = async (
  vault: KeyVault,
  docs: readonly ImportDocument[],
  now: string,
): Promise<readonly ImportStatus[]> => {
  const keys = await vault.existingKeys(docs.map(({ id }) => importStreamOf(id)));
  return docs.map((doc) => statusOf(doc, { key: keys.get(importStreamOf(doc.id)) ?? null, now }));
};

/** Converts the card of a dry run for clients, without the progress of running work. */
export const cardStatus = ({ sheet, refused, ...card }: DryRunCard): ImportStatus => {
  const { endedAt, receivedAt, rows, accepted, failure, position, state } = card;
  const counted = Object.entries(refused);
  return {
    ...{ id: sheet.id, state, dryRun: true, file: sheet.file, by: sheet.by },
    office: sheet.office === null ? soleOffice : officeCode(sheet.office),
    ...{ receivedAt, endedAt, rows, accepted, failure, position },
    judged: rows ?? 0,
    refused: new Map(counted),
    undo: null,
    sheetKeptUntil: endedAt === null || failure !== null ? null : keptFrom(endedAt),
  };
};

/** Adds the progress of running work to an import. */
export const withProgress = (status: ImportStatus, progress: ImportProgress | undefined): ImportStatus => {
  // While there is progress, the import counts as running, even if its document is final but cleaning up goes on.
  if (progress === undefined) return status;
  const { judged, accepted, refused, rows } = progress;
  return { ...status, state: 'running', judged, accepted, refused, rows: rows === 0 ? null : rows };
};
