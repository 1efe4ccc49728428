import type { Report } from '@ledger/ledger/imports/import-report.js';
import type { WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { FaultText } from '@ledger/ledger/kernel/two-languages.js';
import type { Head } from '@ledger/ledger/ports/event-log.js';
import type { PairState } from '@ledger/ledger/ports/pair-state.js';
import type { Mapping } from '@ledger/ledger/sheets/column-mapping.js';
import type { LogVerification } from '@ledger/projections/digest/verify-log.js';
import type { ViewPast } from '@ledger/projections/kernel/view-past.js';
import type { ViewState } from '@ledger/projections/reading/view-state.js';
import type { buildsAside } from '@ledger/projections/upkeep/builds-by-past.js';
import type { Verified } from '@ledger/projections/upkeep/verify-views.js';
import type { DiskUse } from '../engines/disk-use.js';
import type { Engines } from '../engines/engines.js';
import type { ShownOwner } from '../engines/ledger-owner.js';
import type { ImportOutcome } from '../imports/import-answers.js';
import type { SentSheet } from '../imports/sheet-options.js';
import type { ImportStatus } from '../imports/import-status.js';
import type { OnProgress } from '../rebuild/maintenance-protocol.js';
import type { Kind, Nothing } from './order-kind.js';

/** The owner, engines, size, and state of the views of a ledger. */
export type LedgerStatus = Readonly<{
  folder: string;
  owner: ShownOwner;
  sample: boolean;
  /** Whether log and vault belong together; `ahead`: a remark if the vault is newer than the log. */
  pair: PairState;
  ahead: FaultText | null;
  engines: Engines;
  head: Head;
  disk: DiskUse;
  /** Each view; `past`: whether the log still contains the events that it was folded from. */
  views: readonly (ViewState & Readonly<{ past: ViewPast }>)[];
  aside: Awaited<ReturnType<typeof buildsAside>>;
  erasing: readonly WorkerNo[];
  /** The number of imports that are not finished and that nobody continues before the next start of a server. */
  brokenOff: number;
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

/** A file for a dry run. `progress` is called with the number of judged rows and of all rows. */
export type TriedSheet = Omit<SentSheet, 'by' | 'dryRun' | 'mapping'> &
  Readonly<{ mapping: Mapping | null; progress: (judged: number, rows: number) => void }>;

/** An import as `ledger imports` lists it. */
export type ListedImport = Pick<
  ImportStatus,
  'id' | 'file' | 'office' | 'dryRun' | 'receivedAt' | 'rows' | 'judged' | 'accepted' | 'failure'
> &
  Readonly<{
    state: string;
    actor: string;
    /** Whether the import is not finished and nobody runs the ledger: only the next start of a server continues it. */
    brokenOff: boolean;
  }>;

/** The result of an undo: the acts of the import, how many were reversed, and which could not be. */
export type UndoneImport = Readonly<{
  acts: number;
  undone: number;
  left: readonly Readonly<{ row: number; act: string; code: string }>[];
}>;

type Followed = Readonly<{ id: string; progress: (judged: number, of: number) => void }>;

/** Orders about imports that a running owner executes, or this process as the owner. */
export type CommandImportOrders = {
  /** Resolves with the result of an import when it has ended. */
  FollowImport: Kind<Followed, ImportOutcome>;
  /** Undoes an import. Resolves when every view has folded the reversals. */
  TakeImportBack: Kind<Followed & Readonly<{ reason: string }>, UndoneImport>;
  /** Resolves when every view has folded the events of the imports. */
  AwaitViews: Kind<Nothing, void>;
};

/** Orders that only the command line has. The server does not execute them. */
export type OperatorOrders = CommandImportOrders & {
  /**
   * Opens the ledger for imports or for a dry run, so that errors of the ledger are reported before a sheet is read.
   * `sampleIn`: the data folder if this process owns the ledger and it is a sample (invented acts); otherwise null.
   */
  OpenImports: Kind<{ dryRun: boolean }, Readonly<{ sampleIn: string | null }>>;
  /** Judges a sheet without writing to the ledger; earlier sheets of the same command count as imported. Throws SheetFault. */
  TrySheet: Kind<{ sheet: TriedSheet }, Report>;
  /** Imports, the newest first: at most 100 from a running owner, otherwise all. */
  ListNewestImports: Kind<Nothing, readonly ListedImport[]>;
  /** Fills an empty ledger with invented acts. `where`: the place of its log. Throws SampleFault if it is not empty. */
  MakeSample: Kind<{ loaded: (file: string, report: Report) => void }, Readonly<{ where: string }>>;
  GetStatus: Kind<Nothing, LedgerStatus>;
  /** Folds every view again and compares the documents with the stored ones. */
  VerifyViews: Kind<{ progress: OnProgress }, readonly Verified[]>;
  VerifyKeys: Kind<Nothing, KeyFindings>;
  /** Compares the log with the digests (hashes of its events) that were stored while it was written. */
  VerifyLog: Kind<{ progress: OnProgress }, LogVerification>;
};
