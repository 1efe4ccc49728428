import type { Report } from '@ledger/ledger/imports/import-report.js';
import type { WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { Telling } from '@ledger/ledger/kernel/two-languages.js';
import type { Head } from '@ledger/ledger/ports/event-log.js';
import type { PairStanding } from '@ledger/ledger/ports/pair-standing.js';
import type { Mapping } from '@ledger/ledger/sheets/column-mapping.js';
import type { LogVerdict } from '@ledger/projections/digest/verify-log.js';
import type { ViewPast } from '@ledger/projections/kernel/view-past.js';
import type { ViewState } from '@ledger/projections/reading/view-state.js';
import type { buildsAside } from '@ledger/projections/upkeep/builds-by-past.js';
import type { Verified } from '@ledger/projections/upkeep/verify-views.js';
import type { DiskUse } from '../engines/disk-use.js';
import type { Engines } from '../engines/engines.js';
import type { LedgerOwner } from '../engines/ledger-owner.js';
import type { ImportOutcome } from '../imports/import-answers.js';
import type { SentSheet } from '../imports/sheet-options.js';
import type { ToldImport } from '../imports/told-import.js';
import type { Progress } from '../rebuild/maintenance-protocol.js';
import type { Kind, Nothing } from './order-kind.js';

/** Who runs a ledger, on which engines, how large it is, and how far its views have come. */
export type LedgerStatus = Readonly<{
  folder: string;
  owner: LedgerOwner;
  sample: boolean;
  /** Whether log and vault belong together, and what to know of a vault that is ahead of its log. */
  pair: PairStanding;
  ahead: Telling | null;
  engines: Engines;
  head: Head;
  disk: DiskUse;
  /** Each view, and which events it was folded from. */
  views: readonly (ViewState & Readonly<{ past: ViewPast }>)[];
  aside: Awaited<ReturnType<typeof buildsAside>>;
  erasing: readonly WorkerNo[];
}>;

/** Problems with the data keys of workers. */
export type KeyFindings = Readonly<{
  /**
   * Workers with encrypted details for whom the vault has neither a data key nor a record that the key was destroyed.
   */
  keyless: readonly WorkerNo[];
  /** Workers whose erasure is not complete. */
  erasing: readonly WorkerNo[];
}>;

/** A sheet on disk that is judged and not taken in. */
export type TriedSheet = Omit<SentSheet, 'by' | 'dryRun' | 'mapping'> &
  Readonly<{ mapping: Mapping | null; progress: (judged: number, rows: number) => void }>;

/** An import as a list names it. */
export type ListedImport = Pick<
  ToldImport,
  'id' | 'file' | 'office' | 'dryRun' | 'receivedAt' | 'rows' | 'judged' | 'accepted'
> &
  Readonly<{ state: string; actor: string }>;

/** What undoing an import has come to. */
export type UndoneImport = Readonly<{
  acts: number;
  undone: number;
  left: readonly Readonly<{ row: number; act: string; code: string }>[];
}>;

type Followed = Readonly<{ id: string; progress: (judged: number, of: number) => void }>;

/** Orders about imports, carried out by a running owner, or by this process as the owner. */
export type IntakeOrders = {
  /** Resolves when an import is over, with what it has come to. */
  FollowImport: Kind<Followed, ImportOutcome>;
  /** Undoes an import; resolves when every view has folded that. */
  TakeImportBack: Kind<Followed & Readonly<{ reason: string }>, UndoneImport>;
  /** Resolves when every view has folded what was taken in. */
  AwaitViews: Kind<Nothing, void>;
};

/** What only the command line is asked for. */
export type OperatorOrders = IntakeOrders & {
  /**
   * Opens what sheets are taken in with, or tried: what is wrong with the ledger is told before a sheet is read. Answers
   * the folder of a sample that this process owns then.
   */
  OpenIntake: Kind<{ dryRun: boolean }, Readonly<{ sampleIn: string | null }>>;
  /** Tells what taking a sheet in would come to, after those that were tried before. Throws SheetFault. */
  TrySheet: Kind<{ sheet: TriedSheet }, Report>;
  /** Imports, the newest first: of a running owner at most a hundred, of a ledger that nobody runs all. */
  ListNewestImports: Kind<Nothing, readonly ListedImport[]>;
  /** Makes an empty ledger a sample; answers where its log is. Throws SampleFault where it is in use. */
  MakeSample: Kind<{ loaded: (file: string, report: Report) => void }, Readonly<{ where: string }>>;
  GetStatus: Kind<Nothing, LedgerStatus>;
  /** Folds every view anew and compares it with what is kept. */
  VerifyViews: Kind<{ progress: Progress }, readonly Verified[]>;
  VerifyKeys: Kind<Nothing, KeyFindings>;
  /** Compares the log with the digests that were kept while it was written. */
  VerifyLog: Kind<{ progress: Progress }, LogVerdict>;
};
