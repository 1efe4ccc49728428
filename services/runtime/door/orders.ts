import type { WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { OfficeCode } from '@ledger/ledger/kernel/identifiers.js';
import type { Refused } from '@ledger/ledger/kernel/decision.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import type { ActLeft } from '@ledger/ledger/imports/import-summary.js';
import type { Outcome } from '@ledger/ledger/engine/submission.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { KeyVault, LookUp, Subject, SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import type { Amendment } from '@ledger/ledger/use-cases/act-amendments.js';
import type { PersonDetails } from '@ledger/ledger/use-cases/person-details.js';
import type { ActReading, RecordActCommand, Requester } from '@ledger/ledger/use-cases/record-act-command.js';
import type { ActStep } from '@ledger/projections/act-history/act-history.js';
import type { ActDocument } from '@ledger/projections/acts/acts-document.js';
import type { ActFilter } from '@ledger/projections/acts/acts-queries.js';
import type { EntryDocument } from '@ledger/projections/entries/entries-document.js';
import type { ViewId } from '@ledger/projections/kernel/projection.js';
import type { PayoutDocument } from '@ledger/projections/payouts/payouts-document.js';
import type { PayoutFilter, PayoutStep, PayoutTotal } from '@ledger/projections/payouts/payouts-queries.js';
import type { Listed, ListSlice } from '@ledger/projections/reading/list-slice.js';
import type { TotalsScope } from '@ledger/projections/reading/totals-scope.js';
import type { ViewState } from '@ledger/projections/reading/view-state.js';
import type { Counting, TotalsAnswer } from '@ledger/projections/totals/totals-queries.js';
import type { TotalsBy } from '@ledger/projections/totals/totals-splits.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { ExportFormat, Exported } from '../exports/exported.js';
import type { ImportOutcome } from '../imports/import-answers.js';
import type { ImportStatus } from '../imports/import-status.js';
import type { SentSheet } from '../imports/sheet-options.js';
import type { SheetToCorrect } from '../imports/run-import.js';
import type { Done, OnProgress, ViewOrder } from '../rebuild/maintenance-protocol.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { RecordedAct } from './acts-recorded.js';
import type { OperatorOrders } from './operator-orders.js';
import type { Kind, Nothing } from './order-kind.js';
import type { Stoppable } from './stoppable-stream.js';

/** The user or system that sends a command or query. Every order contains it. */
export type Caller = Requester;

/** A query result, with the state of the view that it was read from. */
export type Answered<T> = T & Readonly<{ view: ViewState }>;
/** One page of a list, with the state of its view. */
export type PageAnswered<D> = Answered<{ listed: Listed<D> }>;

export type ActsRequest = Readonly<{ filter: ActFilter; slice: ListSlice; atLeast: string | null }>;
/**
 * Request for the ledger entries that a total consists of. `atLeast` is the position of that total: the query waits
 * until the view has reached it, and lists no later entries.
 */
export type EntriesRequest = Readonly<{ scope: TotalsScope; slice: ListSlice; atLeast: Position | null }>;

/** The command id and the idempotency key of a command. */
type Keyed = Readonly<{ commandId: string; key: string }>;

/** The outcome of a command about one act, and the act after it; null if the command was refused. */
export type ActAnswer = Readonly<{ outcome: Outcome; act: ActDocument | null; position: Position | null }>;
/** The outcome of a command about one worker, and the worker after it; null if the command was refused. */
export type WorkerAnswer = Readonly<{
  outcome: Outcome;
  worker: WorkerDocument | null;
  position: Position | null;
}>;

/** One worker's attendance at a session, with its own command id and idempotency key. */
export type Attendant = Readonly<{ worker: WorkerNo }> & Keyed;

/** Commands about acts. */
export type ActOrders = {
  /**
   * Records an act, or opens a request or a claim. If the input is already refused, the refusal with the highest rank
   * is returned.
   */
  RecordAct: Kind<
    Keyed & Pick<RecordActCommand, 'as' | 'saysOffice'> & { reading: ActReading | Refused },
    ActAnswer
  >;
  /** Approves, pays, refuses, corrects or reverses an act. */
  AmendAct: Kind<Keyed & { amendment: Amendment }, ActAnswer>;
  /**
   * Records the attendance of many workers at one session. Each is judged separately, with one outcome each. If the
   * session or the office is invalid, one refusal for all.
   */
  Attend: Kind<
    { session: string; office: string | null; attendants: readonly Attendant[] },
    readonly Outcome[] | Refused
  >;
};

/** Commands about workers. */
export type WorkerOrders = {
  RegisterWorker: Kind<Keyed & { office: OfficeCode; person: PersonDetails }, WorkerAnswer>;
  CorrectWorker: Kind<Keyed & { worker: WorkerNo; office: OfficeCode; person: PersonDetails }, WorkerAnswer>;
  /** `keeper` is the storage of the vault. It determines where copies of the destroyed data key may still exist. */
  EraseWorker: Kind<Keyed & { worker: WorkerNo }, WorkerAnswer & Readonly<{ storage: KeyVault['storage'] }>>;
};

/** Commands and queries about imports. Those about one import throw ImportFault if they cannot be done. */
export type ImportOrders = {
  /** Receives a complete sheet, which is judged later. Also throws KeepFault, and the errors of `bytes`. */
  ReceiveSheet: Kind<
    { sent: Omit<SentSheet, 'by'>; bytes: AsyncIterable<Uint8Array> },
    Pick<ImportStatus, 'id' | 'state'>
  >;
  /** Resumes a failed import. Works only where its sheet is stored. */
  ResumeImport: Kind<{ id: string }, ImportStatus>;
  /** Undoes an import, or continues an undo that was interrupted. */
  UndoImport: Kind<{ id: string; reason: string }, ImportStatus>;
  /** Imports in pages, the newest first. Without `atLeast` the view first folds all events of this owner's imports. */
  ListImports: Kind<{ slice: ListSlice; atLeast: string | null }, PageAnswered<ImportStatus>>;
  /** An import as folded from its own stream; null if it does not exist. */
  FindImport: Kind<{ id: string }, ImportStatus | null>;
  /** The acts that the undo of an import could not reverse. */
  GetActsLeft: Kind<{ id: string }, readonly ActLeft[]>;
  /** The result of an import that has ended. */
  GetOutcome: Kind<{ id: string }, ImportOutcome>;
  /** The report of an import that has ended. */
  GetReport: Kind<{ id: string }, Report>;
  /** The refused rows, and the sheet that contains them. */
  GetRefusedRows: Kind<{ id: string }, SheetToCorrect & Pick<Report, 'refused'>>;
  /** Yields an import at each change until it has ended; null if it does not exist. */
  WatchImport: Kind<{ id: string }, Stoppable<ImportStatus> | null>;
};

/** Queries about workers and single acts, and for data keys. */
export type PersonReads = {
  FindWorker: Kind<
    { whom: Readonly<{ number: WorkerNo }> | LookUp; atLeast: string | null },
    Answered<{ worker: WorkerDocument | null }>
  >;
  /** Workers by number. Numbers of workers who are not registered are missing from the result. */
  FindWorkers: Kind<{ numbers: readonly WorkerNo[] }, ReadonlyMap<WorkerNo, WorkerDocument>>;
  FindAct: Kind<{ id: string; atLeast: string | null }, Answered<{ act: ActDocument | null }>>;
  /** The histories of acts, in the order of the given ids. */
  GetActHistories: Kind<{ ids: readonly string[] }, readonly (readonly ActStep[])[]>;
  /** The data keys of these subjects. Keys that do not exist are missing from the result. */
  FindKeys: Kind<{ subjects: readonly Subject[] }, ReadonlyMap<Subject, SubjectKey>>;
};

/** Queries for lists and totals. */
export type ListReads = {
  /** Several pages of acts. Each is answered separately, or is an error. */
  ListActs: Kind<{ asked: readonly ActsRequest[] }, readonly (PageAnswered<ActDocument> | Error)[]>;
  GetTotals: Kind<
    { scope: TotalsScope; split: TotalsBy; counting: Counting; atLeast: string | null },
    TotalsAnswer
  >;
  /** Several pages of ledger entries. Each is answered separately, or is an error. */
  ListEntries: Kind<{ asked: readonly EntriesRequest[] }, readonly (PageAnswered<EntryDocument> | Error)[]>;
  ListPayouts: Kind<
    { filter: PayoutFilter; slice: ListSlice; atLeast: string | null },
    PageAnswered<PayoutDocument>
  >;
  TotalPayouts: Kind<{ filter: PayoutFilter; step: PayoutStep | null }, readonly PayoutTotal[]>;
  GetView: Kind<{ view: ViewId; atLeast: string | null }, ViewState>;
  GetViews: Kind<Nothing, readonly ViewState[]>;
};

type OtherOrders = {
  /**
   * The file of an export, in chunks; null if it is about a worker who is not registered. The views are opened when the
   * first chunk is requested and closed when no more are requested.
   */
  ExportSheet: Kind<
    { exported: Exported; format: ExportFormat; names: boolean; language: Language; atLeast: string | null },
    AsyncIterable<Uint8Array> | null
  >;
  /** Rebuilds, switches, drops, repairs or lists builds (copies) of views. Throws MaintenanceFault. */
  MaintainViews: Kind<{ work: ViewOrder; progress: OnProgress }, Done>;
  GetCatalogue: Kind<Nothing, Readonly<{ catalogue: Catalogue; sample: boolean }>>;
  /** The canonical code of a district. */
  FindDistrict: Kind<{ code: string }, string>;
  /** Yields the acts that are recorded in a district after a position; without a position, from now on. */
  WatchActs: Kind<{ district: string | null; after: string | null }, Stoppable<RecordedAct>>;
  WatchViews: Kind<Nothing, Stoppable<readonly ViewState[]>>;
};

/** What an open ledger is asked for. */
export type Orders = ActOrders & WorkerOrders & ImportOrders & PersonReads & ListReads & OtherOrders;
export type OrderName = keyof Orders;

type EveryOrder = Orders & OperatorOrders;
export type AnyOrder = keyof EveryOrder;
/** The orders of the command line. */
export type CommandLineOrder =
  | keyof OperatorOrders
  | ('ReceiveSheet' | 'MaintainViews' | 'ExportSheet' | 'FindWorker' | 'FindKeys' | 'GetActHistories')
  | ('ListActs' | 'ListPayouts' | 'TotalPayouts' | 'GetTotals' | 'GetView');

/** A command or query with its arguments and its caller. */
export type OrderOf<K extends AnyOrder> = Readonly<{ order: K; by: Caller }> & EveryOrder[K]['asked'];
export type AnswerOf<K extends AnyOrder> = EveryOrder[K]['answer'];

/** Whether an order is a command, i.e. changes data. */
const changes: Readonly<Record<OrderName, boolean>> = {
  ...{ RecordAct: true, AmendAct: true, Attend: true },
  ...{ RegisterWorker: true, CorrectWorker: true, EraseWorker: true },
  ...{ ReceiveSheet: true, ResumeImport: true, UndoImport: true, MaintainViews: true },
  ...{
    ListImports: false,
    FindImport: false,
    GetActsLeft: false,
    GetOutcome: false,
    GetReport: false,
    GetRefusedRows: false,
  },
  ...{ WatchImport: false, WatchActs: false, WatchViews: false, ExportSheet: false },
  ...{ FindWorker: false, FindWorkers: false, FindAct: false, GetActHistories: false, FindKeys: false },
  ...{ ListActs: false, ListEntries: false, ListPayouts: false, TotalPayouts: false, GetTotals: false },
  ...{ GetView: false, GetViews: false, GetCatalogue: false, FindDistrict: false },
};

export const isCommand = (name: OrderName): boolean => changes[name];
