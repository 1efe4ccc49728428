import type { ImportEvent, RowsRefused } from '@ledger/schema/events/import-record.js';
import type { Sealed } from '@ledger/schema/events/values.js';
import { importEvents } from '../import-record/import-record-decider.js';
import type { RefusalDetails } from '../kernel/refusals.js';
import { isOneOf } from '../kernel/domain-event.js';
import { importStreamOf, workerStreamOf, type ActId } from '../kernel/ids.js';
import { isRefusalCode, type RefusalCode } from '../kernel/refusals.js';
import type { EventLog, Recorded } from '../ports/event-log.js';
import type { KeyVault, SubjectKey } from '../ports/key-vault.js';
import type { Pause } from '../ports/pause.js';
import { keysOfImport, type ImportKeys } from './import-keys.js';
import { noRemarks, type SheetRemarks } from './import-remarks.js';
import { isReadAs, type Corrections } from './received-sheet.js';

export type RefusedResult = Readonly<{
  kind: 'refused';
  code: RefusalCode;
  because: RefusalDetails;
  /** The act that has the same reference already, if that is why the row was refused. */
  existing: ActId | null;
}>;

/** The result of one row. */
export type RowResult = Readonly<{ kind: 'accepted'; act: ActId }> | RefusedResult;

export type RefusedRow = Readonly<{ row: number; code: RefusalCode; because: RefusalDetails }>;

/** An accepted row, and an act of another office with the same reference and the same content. */
export type RowElsewhere = Readonly<{ row: number; office: string; act: ActId }>;

/** The result of an import. DUPLICATE rows are listed among the refused rows, but are not errors. */
export type Report = Readonly<{
  /**
   * Number of rows that are acts. Rows that a stray quotation mark has merged into one record are counted one by one.
   */
  rows: number;
  accepted: number;
  /** Of a sheet of corrections: rows that differ in nothing from their acts. Missing for a sheet of new acts. */
  unchanged?: number;
  refused: readonly RefusedRow[];
  /** Accepted rows that another office has recorded as well; missing if there are none. */
  elsewhere?: readonly RowElsewhere[];
  /** Remarks on the sheet apart from these rows; missing if there are none. */
  remarks?: SheetRemarks;
}>;

/** The number of rows refused with one code. */
export type RefusedFor = Readonly<{ code: string; rows: number }>;

/** How many rows were refused, by code, in the order in which the codes first occur. */
export const refusedBy = ({ refused }: Pick<Report, 'refused'>): RefusedFor[] => {
  const by = new Map<string, number>();
  for (const { code } of refused) by.set(code, (by.get(code) ?? 0) + 1);
  return [...by].map(([code, rows]) => ({ code, rows }));
};

/** The longest cell text that a reason repeats, in characters. */
const quotedMax = 100;

const clip = (value: string | number): string | number => {
  if (typeof value === 'number' || value.length <= quotedMax) return value;
  return `${value.slice(0, quotedMax).toWellFormed()}…`;
};

/** Shortens the cell texts in a reason: they need only be long enough to find the cell. */
export const clipped = (because: RefusalDetails): RefusalDetails =>
  Object.fromEntries(Object.entries(because).map(([name, value]) => [name, clip(value)]));

/**
 * Why a row was refused is encrypted separately for each row about a registered person. This is the field name that the
 * encrypted text is bound to, so that texts of two rows cannot be exchanged.
 */
export const becauseOf = (row: number): string => `because of row ${String(row)}`;

export const isRefusalDetails = (value: unknown): value is RefusalDetails =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((each) => typeof each === 'string' || typeof each === 'number');

/** Decrypts a text in an event of an import and parses it as JSON; null if its key does not exist. */
const jsonIn = (
  { stream, origin: { commandId: command } }: Recorded,
  field: string,
  { key, text }: Readonly<{ key: SubjectKey | null; text: Sealed }>,
): unknown => (key === null ? null : JSON.parse(key.open({ stream, command, field }, text)));

/** The reasons in one event, by row. Rows whose key is missing have none. */
const reasonsOf = (
  past: Recorded,
  { because, refused, persons }: RowsRefused['data'],
  keys: ImportKeys,
): ReadonlyMap<number, unknown> => {
  const listed = jsonIn(past, 'because', { key: keys.sheet, text: because });
  const reasons = new Map<number, unknown>();
  if (Array.isArray(listed))
    for (const [index, { row }] of refused.entries()) reasons.set(row, listed[index]);
  for (const { row, worker, because: text } of persons) {
    const key = keys.persons.get(workerStreamOf(worker)) ?? null;
    reasons.set(row, jsonIn(past, becauseOf(row), { key, text }));
  }
  return reasons;
};

const fold = (
  results: Map<number, RowResult>,
  past: Recorded,
  event: ImportEvent,
  keys: ImportKeys,
): void => {
  switch (event.type) {
    case 'RowsAccepted':
    case 'RowsCorrected':
      for (const { row, act } of event.data.acts) results.set(row, { kind: 'accepted', act });
      return;
    case 'RowsRefused': {
      const reasons = reasonsOf(past, event.data, keys);
      for (const { row, code, existing } of event.data.refused) {
        if (!isRefusalCode(code))
          throw new Error(`row ${String(row)} was refused with ${code}, which is no code`);
        const because = reasons.get(row);
        results.set(row, {
          kind: 'refused',
          code,
          because: isRefusalDetails(because) ? because : {},
          existing,
        });
      }
      return;
    }
    case 'ImportReceived':
    case 'ImportBegun':
    case 'RowsFoundElsewhere':
    case 'ImportDone':
    case 'ImportFailed':
    case 'ImportResumed':
    case 'SheetForgotten':
    case 'UndoBegun':
    case 'ActsLeft':
    case 'UndoEnded':
  }
};

/** How many events are read between two pauses. An event may contain hundreds of reasons to decrypt. */
const eventsTogether = 16;

/**
 * The result of each row so far, by line. If a row has several results, the last one counts. Reasons whose key is
 * missing are empty.
 */
export const rowResultsIn = async (
  recorded: readonly Recorded[],
  keys: ImportKeys,
  pause?: Pause,
): Promise<ReadonlyMap<number, RowResult>> => {
  const results = new Map<number, RowResult>();
  for (const [index, past] of recorded.entries()) {
    const { event } = past;
    if (isOneOf(importEvents, event)) fold(results, past, event, keys);
    if ((index + 1) % eventsTogether === 0) await pause?.();
  }
  return results;
};

const isRemarks = (value: unknown): value is SheetRemarks =>
  typeof value === 'object' && value !== null && 'notRead' in value;

/** Remarks with all parts: those of older versions lack some. */
const completed = (remarks: SheetRemarks): SheetRemarks => ({
  ...noRemarks,
  ...remarks,
  notRead: { ...noRemarks.notRead, ...remarks.notRead },
});

/**
 * The remarks recorded when the sheet was first read; null if there are none, or if the key of the import does not
 * exist.
 */
const remarksIn = (recorded: readonly Recorded[], { own }: ImportKeys): SheetRemarks | null => {
  for (const past of recorded) {
    const { event } = past;
    if (!isOneOf(importEvents, event) || event.type !== 'ImportBegun') continue;
    const text = event.data.remarks;
    const remarks = text === null ? null : jsonIn(past, 'remarks', { key: own, text });
    return isRemarks(remarks) ? completed(remarks) : null;
  }
  return null;
};

/**
 * The acts of other offices that repeat accepted rows, in the order of the rows. A resumed import may record a row
 * again; it is listed once.
 */
const elsewhereIn = (recorded: readonly Recorded[]): readonly RowElsewhere[] => {
  const found = new Map<string, RowElsewhere>();
  for (const { event } of recorded) {
    if (!isOneOf(importEvents, event) || event.type !== 'RowsFoundElsewhere') continue;
    for (const each of event.data.acts) found.set(`${String(each.row)} ${each.office}`, each);
  }
  return [...found.values()].toSorted((a, b) => a.row - b.row);
};

/**
 * That the sheet corrects acts, and why; null if it does not, or if the key of the import does not exist.
 */
export const correctionsIn = (recorded: readonly Recorded[], own: SubjectKey | null): Corrections | null => {
  for (const past of recorded) {
    const { event } = past;
    if (!isOneOf(importEvents, event) || event.type !== 'ImportReceived') continue;
    const how = jsonIn(past, 'how', { key: own, text: event.data.how });
    return isReadAs(how) ? (how.corrections ?? null) : null;
  }
  return null;
};

/** The number of rows in the sheet; null if judging has not begun. */
const rowsIn = (recorded: readonly Recorded[]): number | null => {
  for (const { event } of recorded)
    if (isOneOf(importEvents, event) && event.type === 'ImportBegun') return event.data.rows;
  return null;
};

/**
 * Builds the report from the stream of an import, as far as the import has come. Refused rows are in the order of their
 * lines. Returns null if judging has not begun.
 */
export const reportOfImport = async (
  { log, vault }: Readonly<{ log: Pick<EventLog, 'readStreams'>; vault: KeyVault }>,
  id: string,
  pause?: Pause,
): Promise<Report | null> => {
  const stream = importStreamOf(id);
  const recorded = (await log.readStreams([stream])).get(stream) ?? [];
  const rows = rowsIn(recorded);
  if (rows === null) return null;
  const keys = await keysOfImport(vault, id, recorded);
  const remarks = remarksIn(recorded, keys);
  const elsewhere = elsewhereIn(recorded);
  const report = reportOf(await rowResultsIn(recorded, keys, pause), rows);
  const unchanged = rows - report.accepted - report.refused.length;
  return {
    ...report,
    ...(correctionsIn(recorded, keys.own) !== null && { unchanged }),
    ...(elsewhere.length > 0 && { elsewhere }),
    ...(remarks !== null && { remarks }),
  };
};

const reportOf = (results: ReadonlyMap<number, RowResult>, rows: number): Report => {
  const refused: RefusedRow[] = [];
  let accepted = 0;
  for (const [row, result] of results) {
    if (result.kind === 'accepted') accepted += 1;
    else refused.push({ row, code: result.code, because: result.because });
  }
  return { rows, accepted, refused: refused.toSorted((a, b) => a.row - b.row) };
};
