import type { ImportProgress } from '@ledger/ledger/imports/import-batch.js';
import type { RefusedRow, Report } from '@ledger/ledger/imports/import-report.js';
import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import type { SheetFaultCode } from '@ledger/ledger/ports/sheet-fault.js';
import type { SheetRecord, WorkbookFacts } from '@ledger/ledger/ports/sheet-source.js';
import type { SheetOptions } from './sheet-options.js';

/**
 * Where a sheet is stored: a file on disk (`path`), or the encrypted copy of the import with the id `kept`. `bytes` is
 * the size before encryption.
 */
export type SheetPlace = Readonly<{ path: string }> | Readonly<{ kept: string; bytes: number }>;

/** A sheet that the worker must open. */
export type SheetOrder = Readonly<{
  place: SheetPlace;
  /** The file name that the user gave. */
  name: string;
  /** The worksheet to read if the sheet is a workbook; null for the first visible one that has heads. */
  worksheet: string | null;
}>;

/** A sheet that the worker must judge in a dry run, without writing to the ledger. */
export type DryOrder = Readonly<{
  sheet: SheetOrder;
  /** The text of the mapping file (columns of the sheet to fields); null if the sheet has the ledger's own columns. */
  mapping: string | null;
  options: SheetOptions;
  /** Code of the office; null if none was given. */
  office: string | null;
  by: Readonly<{ actor: string; role: string; district: string | null }>;
  /** Number of rows that are judged as one batch. */
  together: number;
}>;

/**
 * Messages to a worker: read a workbook, send the next batch of records, whether the worksheet with this beginning has
 * heads, or judge a sheet.
 */
export type ToSheetWorker =
  | Readonly<{ type: 'read'; sheet: SheetOrder }>
  | Readonly<{ type: 'next' }>
  | Readonly<{ type: 'has heads'; hasHeads: boolean }>
  | Readonly<{ type: 'judge'; order: DryOrder }>;

/** The error why a sheet cannot be read, in a form that can be sent between processes. */
export type SheetFaultMessage = Readonly<{
  code: SheetFaultCode;
  file: string;
  line: number | null;
  problem: string;
  facts: RefusalDetails;
}>;

/** Messages from a worker. */
export type FromSheetWorker =
  /** The first rows of a worksheet. The worker waits for the answer `has heads`. */
  | Readonly<{ type: 'beginning'; records: readonly SheetRecord[] }>
  | Readonly<{ type: 'facts'; facts: WorkbookFacts }>
  | Readonly<{ type: 'records'; records: readonly SheetRecord[] }>
  | Readonly<{ type: 'end' }>
  | Readonly<{ type: 'progress'; progress: ImportProgress }>
  /** A part of the refused rows. The rest of the report follows in the message `judged`. */
  | Readonly<{ type: 'refused'; refused: readonly RefusedRow[] }>
  | Readonly<{ type: 'judged'; report: Omit<Report, 'refused'> }>
  | Readonly<{ type: 'sheet fault'; fault: SheetFaultMessage }>
  | Readonly<{ type: 'fault'; message: string }>;

const typesOf = (message: unknown): unknown =>
  typeof message === 'object' && message !== null && 'type' in message ? message.type : null;

const status: ReadonlySet<unknown> = new Set<FromSheetWorker['type']>([
  ...([
    'beginning',
    'facts',
    'records',
    'end',
    'progress',
    'refused',
    'judged',
    'sheet fault',
    'fault',
  ] as const),
]);
const ordered: ReadonlySet<unknown> = new Set<ToSheetWorker['type']>([
  ...(['read', 'next', 'has heads', 'judge'] as const),
]);

/** Whether a value is a message from a worker. */
export const isFromSheetWorker = (message: unknown): message is FromSheetWorker =>
  status.has(typesOf(message));

/** Whether a value is a message to a worker. */
export const isToSheetWorker = (message: unknown): message is ToSheetWorker => ordered.has(typesOf(message));
