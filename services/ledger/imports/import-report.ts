import { sealed } from '@ledger/schema/events/values.js';
import { handInEvents, type HandInEvent } from '../import-record/import-record-decider.js';
import type { Because } from '../kernel/refusals.js';
import { isOneOf } from '../kernel/domain-event.js';
import type { ActId } from '../kernel/ids.js';
import { isRefusalCode, type RefusalCode } from '../kernel/refusals.js';
import type { Recorded } from '../ports/event-log.js';
import type { SubjectKey } from '../ports/key-vault.js';
import type { SheetRemarks } from './import-remarks.js';

export type RefusedVerdict = Readonly<{
  kind: 'refused';
  code: RefusalCode;
  because: Because;
  /** The act that holds the reference already, where that is the reason. */
  existing: ActId | null;
}>;

/** What became of one row. */
export type Verdict = Readonly<{ kind: 'accepted'; act: ActId }> | RefusedVerdict;

export type RefusedRow = Readonly<{ row: number; code: RefusalCode; because: Because }>;

/** What became of a sheet. DUPLICATE rows are listed among the refused, but are no error. */
export type Report = Readonly<{
  /** Rows that are acts. Rows that a quotation mark has put together count one by one. */
  rows: number;
  accepted: number;
  refused: readonly RefusedRow[];
  /** What is to be said of the sheet beside these rows; missing where there is nothing. */
  remarks?: SheetRemarks;
}>;

/** How much of a cell a reason repeats, in characters. */
const quotedMax = 100;

const clip = (value: string | number): string | number => {
  if (typeof value === 'number' || value.length <= quotedMax) return value;
  return `${value.slice(0, quotedMax).toWellFormed()}…`;
};

/** A reason that repeats no more of a cell than helps to find it. */
export const clipped = (because: Because): Because =>
  Object.fromEntries(Object.entries(because).map(([name, value]) => [name, clip(value)]));

const isBecause = (value: unknown): value is Because =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((each) => typeof each === 'string' || typeof each === 'number');

const reasonsOf = (key: SubjectKey | null, text: string): readonly Because[] => {
  if (key === null) return [];
  const reasons: unknown = JSON.parse(key.open('because', sealed.parse(text)));
  return Array.isArray(reasons) ? reasons.filter(isBecause) : [];
};

const fold = (verdicts: Map<number, Verdict>, event: HandInEvent, key: SubjectKey | null): void => {
  switch (event.type) {
    case 'RowsAccepted':
      for (const { row, act } of event.data.acts) verdicts.set(row, { kind: 'accepted', act });
      return;
    case 'RowsRefused': {
      const reasons = reasonsOf(key, event.data.because);
      for (const [index, { row, code, existing }] of event.data.refused.entries()) {
        if (!isRefusalCode(code))
          throw new Error(`row ${String(row)} was refused with ${code}, which is no code`);
        verdicts.set(row, { kind: 'refused', code, because: reasons[index] ?? {}, existing });
      }
      return;
    }
    case 'HandInOpened':
    case 'HandInClosed':
    case 'UndoBegun':
    case 'ActsLeft':
    case 'UndoEnded':
  }
};

/** What became of each row so far, by its line; the last word counts. Without the key no reason can be told. */
export const verdictsIn = (
  recorded: readonly Recorded[],
  key: SubjectKey | null,
): ReadonlyMap<number, Verdict> => {
  const verdicts = new Map<number, Verdict>();
  for (const { event } of recorded) if (isOneOf(handInEvents, event)) fold(verdicts, event, key);
  return verdicts;
};

const isRemarks = (value: unknown): value is SheetRemarks =>
  typeof value === 'object' && value !== null && 'notRead' in value;

/** What was remarked on a sheet when it was first read; null where nothing was, or without the key. */
const remarksIn = (recorded: readonly Recorded[], key: SubjectKey | null): SheetRemarks | null => {
  const opened = recorded.map(({ event }) => event).find((event) => event.type === 'HandInOpened');
  if (key === null || opened === undefined || !isOneOf(handInEvents, opened)) return null;
  if (opened.type !== 'HandInOpened' || opened.data.remarks === null) return null;
  const remarks: unknown = JSON.parse(key.open('remarks', opened.data.remarks));
  return isRemarks(remarks) ? remarks : null;
};

/** The report that the stream of a hand-in gives so far, refused rows in the order of their lines. */
export const reportIn = (recorded: readonly Recorded[], key: SubjectKey | null, rows: number): Report => {
  const remarks = remarksIn(recorded, key);
  return { ...reportOf(verdictsIn(recorded, key), rows), ...(remarks !== null && { remarks }) };
};

const reportOf = (verdicts: ReadonlyMap<number, Verdict>, rows: number): Report => {
  const refused: RefusedRow[] = [];
  let accepted = 0;
  for (const [row, verdict] of verdicts) {
    if (verdict.kind === 'accepted') accepted += 1;
    else refused.push({ row, code: verdict.code, because: verdict.because });
  }
  return { rows, accepted, refused: refused.toSorted((a, b) => a.row - b.row) };
};
