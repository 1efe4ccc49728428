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
import type { ActReading, Handed, Initiator } from '@ledger/ledger/use-cases/record-act-command.js';
import type { ActStep } from '@ledger/projections/act-history/act-history.js';
import type { ActDocument } from '@ledger/projections/acts/acts-document.js';
import type { ActFilter } from '@ledger/projections/acts/acts-queries.js';
import type { EntryDocument } from '@ledger/projections/entries/entries-document.js';
import type { ViewId } from '@ledger/projections/kernel/projection.js';
import type { PayoutDocument } from '@ledger/projections/payouts/payouts-document.js';
import type { PayoutFilter, PayoutStep, PayoutTotal } from '@ledger/projections/payouts/payouts-queries.js';
import type { Listed, Slice } from '@ledger/projections/reading/list-slice.js';
import type { TotalsScope } from '@ledger/projections/reading/totals-scope.js';
import type { ViewState } from '@ledger/projections/reading/view-state.js';
import type { Counting, TotalsAnswer } from '@ledger/projections/totals/totals-queries.js';
import type { TotalsBy } from '@ledger/projections/totals/totals-splits.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { ExportFormat, Exported } from '../exports/sheet-export.js';
import type { ImportOutcome } from '../imports/import-answers.js';
import type { ToldImport } from '../imports/told-import.js';
import type { SentSheet } from '../imports/sheet-options.js';
import type { ReadableSheet } from '../imports/run-import.js';
import type { Done, Progress, ViewOrder } from '../rebuild/maintenance-protocol.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { ActTold } from './acts-recorded.js';
import type { Stoppable } from './stoppable-stream.js';

/** Who asks: every order says it. */
export type Caller = Initiator;

/** What an order asks for beside who asks, and what it is answered. */
type Kind<Asked, Answer> = Readonly<{ asked: Readonly<Asked>; answer: Answer }>;
type Nothing = object;

/** What an answer is true of. */
export type Answered<T> = T & Readonly<{ view: ViewState }>;
/** A page of a list. */
export type PageAnswered<D> = Answered<{ listed: Listed<D> }>;

export type ActsAsked = Readonly<{ filter: ActFilter; slice: Slice; atLeast: string | null }>;
/**
 * The lines behind a figure. `atLeast` is the position that the figure is true of: the view is waited for until it is
 * there, and nothing later is listed.
 */
export type EntriesAsked = Readonly<{ scope: TotalsScope; slice: Slice; atLeast: Position | null }>;

/** The command id and the idempotency key of an order that writes. */
type Keyed = Readonly<{ commandId: string; key: string }>;

/** What came of an order about one act, and the act as it stands then; null where it was refused. */
export type ActAnswer = Readonly<{ outcome: Outcome; act: ActDocument | null; position: Position | null }>;
/** The same of a person. */
export type WorkerAnswer = Readonly<{
  outcome: Outcome;
  worker: WorkerDocument | null;
  position: Position | null;
}>;

/** The attendance of one person: its command id names the person. */
export type Attendant = Readonly<{ worker: WorkerNo }> & Keyed;

/** Orders about acts. */
export type ActOrders = {
  /** Records an act, or opens a request or a claim. What could not be read is refused with the highest rank. */
  RecordAct: Kind<Keyed & Pick<Handed, 'as' | 'saysOffice'> & { reading: ActReading | Refused }, ActAnswer>;
  /** Approves, pays, refuses, corrects or reverses an act. */
  AmendAct: Kind<Keyed & { amendment: Amendment }, ActAnswer>;
  /** Attendance of one session by many persons, each judged by itself; one outcome each, or one refusal of all. */
  Attend: Kind<
    { session: string; office: string | null; attendants: readonly Attendant[] },
    readonly Outcome[] | Refused
  >;
};

/** Orders about persons. */
export type WorkerOrders = {
  RegisterWorker: Kind<Keyed & { office: OfficeCode; person: PersonDetails }, WorkerAnswer>;
  CorrectWorker: Kind<Keyed & { worker: WorkerNo; office: OfficeCode; person: PersonDetails }, WorkerAnswer>;
  /** `keeper` says where copies of the destroyed key may still lie. */
  EraseWorker: Kind<Keyed & { worker: WorkerNo }, WorkerAnswer & Readonly<{ keeper: KeyVault['keeper'] }>>;
};

/** Orders about imports. Each of one import throws ImportFault where it cannot be done. */
export type ImportOrders = {
  /** Receives a sheet as a whole; it is judged later. Throws also KeepFault, and what `bytes` throws. */
  ReceiveSheet: Kind<{ sent: Omit<SentSheet, 'by'>; bytes: AsyncIterable<Uint8Array> }, ToldImport>;
  /** Tries a failed import again, where its sheet is kept. */
  ResumeImport: Kind<{ id: string }, ToldImport>;
  /** Begins to undo an import, or goes on with it where that broke off. */
  UndoImport: Kind<{ id: string; reason: string }, ToldImport>;
  /** Imports in pages, the newest first; without `atLeast` with all that this owner has noted of imports. */
  ListImports: Kind<{ slice: Slice; atLeast: string | null }, PageAnswered<ToldImport>>;
  /** An import as its stream tells it; null where there is none. */
  FindImport: Kind<{ id: string }, ToldImport | null>;
  /** The acts that undoing an import has left as they are. */
  GetActsLeft: Kind<{ id: string }, readonly ActLeft[]>;
  /** What an import that is over has come to. */
  GetOutcome: Kind<{ id: string }, ImportOutcome>;
  /** The report of an import that is over. */
  GetReport: Kind<{ id: string }, Report>;
  /** The rows that were refused, and the sheet that they stand in. */
  GetRefusedRows: Kind<{ id: string }, ReadableSheet & Pick<Report, 'refused'>>;
  /** An import each time that it changes, until it is over; null where there is none. */
  WatchImport: Kind<{ id: string }, Stoppable<ToldImport> | null>;
};

/** Who somebody is, what became of an act, and the keys that open what is sealed. */
export type PersonReads = {
  FindWorker: Kind<
    { whom: Readonly<{ number: WorkerNo }> | LookUp; atLeast: string | null },
    Answered<{ worker: WorkerDocument | null }>
  >;
  /** Workers by number; whoever is registered nowhere is missing. */
  FindWorkers: Kind<{ numbers: readonly WorkerNo[] }, ReadonlyMap<WorkerNo, WorkerDocument>>;
  FindAct: Kind<{ id: string; atLeast: string | null }, Answered<{ act: ActDocument | null }>>;
  /** The histories of acts by their ids, in the order of these. */
  GetActHistories: Kind<{ ids: readonly string[] }, readonly (readonly ActStep[])[]>;
  /** The keys that open what is sealed; one that does not exist is missing. */
  FindKeys: Kind<{ subjects: readonly Subject[] }, ReadonlyMap<Subject, SubjectKey>>;
};

/** Lists and figures. */
export type ListReads = {
  /** Pages of acts, each answered, or refused, for itself. */
  ListActs: Kind<{ asked: readonly ActsAsked[] }, readonly (PageAnswered<ActDocument> | Error)[]>;
  GetTotals: Kind<
    { scope: TotalsScope; split: TotalsBy; counting: Counting; atLeast: string | null },
    TotalsAnswer
  >;
  /** Pages of entries, each answered, or refused, for itself. */
  ListEntries: Kind<{ asked: readonly EntriesAsked[] }, readonly (PageAnswered<EntryDocument> | Error)[]>;
  ListPayouts: Kind<
    { filter: PayoutFilter; slice: Slice; atLeast: string | null },
    PageAnswered<PayoutDocument>
  >;
  TotalPayouts: Kind<{ filter: PayoutFilter; step: PayoutStep | null }, readonly PayoutTotal[]>;
  GetView: Kind<{ view: ViewId; atLeast: string | null }, ViewState>;
  GetViews: Kind<Nothing, readonly ViewState[]>;
};

type OtherOrders = {
  /**
   * The pieces of a sheet; null where it is of a worker whom nobody knows. The views are read when the first piece is
   * asked for, and no more once nobody asks.
   */
  ExportSheet: Kind<
    { exported: Exported; format: ExportFormat; names: boolean; language: Language; atLeast: string | null },
    AsyncIterable<Uint8Array> | null
  >;
  /** Rebuilds, switches, drops, repairs or lists builds of views. Throws MaintenanceFault. */
  MaintainViews: Kind<{ work: ViewOrder; progress: Progress }, Done>;
  GetCatalogue: Kind<Nothing, Readonly<{ catalogue: Catalogue; sample: boolean }>>;
  /** The code of a district in its canonical form. */
  FindDistrict: Kind<{ code: string }, string>;
  /** The acts of a district that are recorded after a position, or from now on where none is named. */
  WatchActs: Kind<{ district: string | null; after: string | null }, Stoppable<ActTold>>;
  WatchViews: Kind<Nothing, Stoppable<readonly ViewState[]>>;
};

export type Orders = ActOrders & WorkerOrders & ImportOrders & PersonReads & ListReads & OtherOrders;
export type OrderName = keyof Orders;

/** What is asked for, and by whom. */
export type OrderOf<K extends OrderName> = Readonly<{ order: K; by: Caller }> & Orders[K]['asked'];
export type AnswerOf<K extends OrderName> = Orders[K]['answer'];

/** Whether an order changes something. */
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
