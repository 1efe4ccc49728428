import { typesOf } from '@ledger/schema/events/event-shape.js';
import {
  importShapes,
  type ActsLeft,
  type ImportBegun,
  type ImportDone,
  type ImportEvent,
  type ImportFailed,
  type ImportReceived,
  type ImportResumed,
  type RowsAccepted,
  type RowsCorrected,
  type RowsFoundElsewhere,
  type RowsRefused,
  type SheetForgotten,
  type UndoBegun,
  type UndoEnded,
} from '@ledger/schema/events/import-record.js';
import type { Decider, Decision } from '../kernel/decision.js';
import { accepted } from '../kernel/decision.js';
import type { StreamId } from '../kernel/ids.js';

type RecordCommand<T extends string, E extends Readonly<{ data: object }>> = Readonly<{
  type: T;
  stream: StreamId;
  data: E['data'];
}>;

/** Command: record that a sheet was received completely. */
export type ReceiveImport = RecordCommand<'ReceiveImport', ImportReceived>;
/**
 * Command: record that the judging of rows begins. A resumed import has begun already, so this is not recorded again.
 */
export type BeginImport = RecordCommand<'BeginImport', ImportBegun>;
/** Command: store refusals, before any act that was judged after them is recorded. */
export type KeepRefusals = RecordCommand<'KeepRefusals', RowsRefused>;
/** Command: record the act ids of accepted rows. */
export type NameActs = RecordCommand<'NameActs', RowsAccepted>;
/** Command: record the act ids that rows of a sheet of corrections have changed. */
export type NameCorrections = RecordCommand<'NameCorrections', RowsCorrected>;
/** Command: record the act ids of other offices' acts that accepted rows repeat. */
export type NameActsElsewhere = RecordCommand<'NameActsElsewhere', RowsFoundElsewhere>;
/** Command: record that every row of the sheet was judged. */
export type EndImport = RecordCommand<'EndImport', ImportDone>;
/** Command: record that the import failed: judging was interrupted, or nothing of the sheet may be written. */
export type FailImport = RecordCommand<'FailImport', ImportFailed>;
/** Command: continue a failed import. */
export type ResumeImport = RecordCommand<'ResumeImport', ImportResumed>;
/** Command: record that the key of the stored sheet was destroyed. */
export type ForgetSheet = RecordCommand<'ForgetSheet', SheetForgotten>;
/** Command: record that the undo of the whole import begins. */
export type BeginUndo = RecordCommand<'BeginUndo', UndoBegun>;
/** Command: record the acts that the undo could not take back. */
export type NameActsLeft = RecordCommand<'NameActsLeft', ActsLeft>;
/** Command: record that the undo has ended. */
export type EndUndo = RecordCommand<'EndUndo', UndoEnded>;

export type ImportCommand =
  | ReceiveImport
  | BeginImport
  | KeepRefusals
  | NameActs
  | NameCorrections
  | NameActsElsewhere
  | EndImport
  | FailImport
  | ResumeImport
  | ForgetSheet
  | BeginUndo
  | NameActsLeft
  | EndUndo;
/** The stage of an import; `waiting` means received, partly judged, or resumed. */
export type ImportStage = 'unknown' | 'waiting' | 'done' | 'failed' | 'undoing' | 'undone';
/** `begun`: judging of rows has begun. `forgotten`: the key of the stored sheet was destroyed. */
export type ImportRecordState = Readonly<{ stage: ImportStage; begun: boolean; forgotten: boolean }>;

export const importEvents = typesOf(importShapes);

const evolve = (state: ImportRecordState, { type }: ImportEvent): ImportRecordState => {
  switch (type) {
    case 'ImportReceived':
    case 'ImportResumed':
      return { ...state, stage: 'waiting' };
    case 'ImportBegun':
      return { ...state, begun: true };
    case 'ImportDone':
      return { ...state, stage: 'done' };
    case 'ImportFailed':
      return { ...state, stage: 'failed' };
    case 'SheetForgotten':
      return { ...state, forgotten: true };
    case 'UndoBegun':
      return { ...state, stage: 'undoing' };
    case 'UndoEnded':
      return { ...state, stage: 'undone' };
    case 'RowsRefused':
    case 'RowsAccepted':
    case 'RowsCorrected':
    case 'RowsFoundElsewhere':
    case 'ActsLeft':
      return state;
  }
};

/** Accepts the event only in the right stage; otherwise, and for a repeated command, accepts without events. */
const where = (stands: boolean, event: ImportEvent): Decision<ImportEvent> =>
  stands ? accepted(event) : accepted();

const decide = (
  { stage, begun, forgotten }: ImportRecordState,
  { type, data }: ImportCommand,
): Decision<ImportEvent> => {
  const judging = stage === 'waiting' && begun;
  switch (type) {
    case 'ReceiveImport':
      return where(stage === 'unknown', { type: 'ImportReceived', data });
    case 'BeginImport':
      return where(stage === 'waiting' && !begun, { type: 'ImportBegun', data });
    case 'KeepRefusals':
      return where(judging, { type: 'RowsRefused', data });
    case 'NameActs':
      return where(judging, { type: 'RowsAccepted', data });
    case 'NameCorrections':
      return where(judging, { type: 'RowsCorrected', data });
    case 'NameActsElsewhere':
      return where(judging, { type: 'RowsFoundElsewhere', data });
    case 'EndImport':
      return where(judging, { type: 'ImportDone', data });
    case 'FailImport':
      return where(stage === 'waiting', { type: 'ImportFailed', data });
    case 'ResumeImport':
      return where(stage === 'failed' && !forgotten, { type: 'ImportResumed', data });
    case 'ForgetSheet':
      return where(stage !== 'unknown' && stage !== 'waiting' && !forgotten, {
        type: 'SheetForgotten',
        data,
      });
    case 'BeginUndo':
      return where(stage === 'done', { type: 'UndoBegun', data });
    case 'NameActsLeft':
      return where(stage === 'undoing', { type: 'ActsLeft', data });
    case 'EndUndo':
      return where(stage === 'undoing', { type: 'UndoEnded', data });
  }
};

/** One import of one sheet, stream `import-<id>`. */
export const importRecords: Decider<ImportRecordState, ImportCommand, ImportEvent> = {
  types: importEvents,
  initial: { stage: 'unknown', begun: false, forgotten: false },
  evolve,
  decide,
  streamOf: ({ stream }) => stream,
};
