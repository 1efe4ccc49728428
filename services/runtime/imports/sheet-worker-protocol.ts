import type { ImportProgress } from '@ledger/ledger/imports/import-batch.js';
import type { RefusedRow, Report } from '@ledger/ledger/imports/import-report.js';
import type { Because } from '@ledger/ledger/kernel/refusals.js';
import type { SheetFaultCode } from '@ledger/ledger/ports/sheet-fault.js';
import type { SheetRecord, WorkbookFacts } from '@ledger/ledger/ports/sheet-source.js';
import type { SheetOptions } from './sheet-options.js';

/** Where a sheet lies: on disk, or kept sealed for the import of that id, with so many clear bytes. */
export type SheetPlace = Readonly<{ path: string }> | Readonly<{ kept: string; bytes: number }>;

/** A sheet that another process is to open. */
export type SheetOrder = Readonly<{
  place: SheetPlace;
  /** As the user named it. */
  name: string;
  /** Of a workbook: the worksheet to read; null for the first that is not hidden. */
  worksheet: string | null;
}>;

/** A sheet that is to be judged without writing. */
export type DryOrder = Readonly<{
  sheet: SheetOrder;
  /** The text of the mapping file; null for an intake sheet. */
  mapping: string | null;
  options: SheetOptions;
  /** Null where nobody said one. */
  office: string | null;
  by: Readonly<{ actor: string; role: string; district: string | null }>;
  /** How many rows are judged together. */
  together: number;
}>;

/** What a worker is told: to read a workbook, that more records may be sent, or to judge a sheet. */
export type ToSheetWorker =
  | Readonly<{ type: 'read'; sheet: SheetOrder }>
  | Readonly<{ type: 'next' }>
  | Readonly<{ type: 'judge'; order: DryOrder }>;

/** Why a sheet cannot be read, as it goes from one process to the other. */
export type ToldFault = Readonly<{
  code: SheetFaultCode;
  file: string;
  line: number | null;
  problem: string;
  facts: Because;
}>;

/** What a worker tells. */
export type FromSheetWorker =
  | Readonly<{ type: 'facts'; facts: WorkbookFacts }>
  | Readonly<{ type: 'records'; records: readonly SheetRecord[] }>
  | Readonly<{ type: 'end' }>
  | Readonly<{ type: 'progress'; progress: ImportProgress }>
  /** A part of the refused rows of the report that follows. */
  | Readonly<{ type: 'refused'; refused: readonly RefusedRow[] }>
  | Readonly<{ type: 'judged'; report: Omit<Report, 'refused'> }>
  | Readonly<{ type: 'sheet fault'; fault: ToldFault }>
  | Readonly<{ type: 'fault'; message: string }>;

const typesOf = (message: unknown): unknown =>
  typeof message === 'object' && message !== null && 'type' in message ? message.type : null;

const told: ReadonlySet<unknown> = new Set<FromSheetWorker['type']>([
  ...(['facts', 'records', 'end', 'progress', 'refused', 'judged', 'sheet fault', 'fault'] as const),
]);
const ordered: ReadonlySet<unknown> = new Set<ToSheetWorker['type']>(['read', 'next', 'judge']);

/** Whether a message is one of a worker's. */
export const isFromSheetWorker = (message: unknown): message is FromSheetWorker => told.has(typesOf(message));

/** Whether a message is one to a worker. */
export const isToSheetWorker = (message: unknown): message is ToSheetWorker => ordered.has(typesOf(message));
