import type {
  ActsLeft,
  ImportBegun,
  ImportDone,
  ImportEvent,
  ImportFailed,
  ImportReceived,
  ImportResumed,
  RowsAccepted,
  RowsFoundElsewhere,
  RowsRefused,
  SheetForgotten,
  UndoBegun,
  UndoEnded,
} from '@ledger/schema/events/import-record.js';
import type { Decider, Decision } from '../kernel/decision.js';
import { accepted } from '../kernel/decision.js';
import type { EventTypes } from '../kernel/domain-event.js';
import type { StreamId } from '../kernel/ids.js';

type Order<T extends string, E extends Readonly<{ data: object }>> = Readonly<{
  type: T;
  stream: StreamId;
  data: E['data'];
}>;

/** Order: note that a sheet has come in as a whole. */
export type ReceiveImport = Order<'ReceiveImport', ImportReceived>;
/** Order: note that its rows begin to be judged; a resumed one has begun already. */
export type BeginImport = Order<'BeginImport', ImportBegun>;
/** Order: keep refusals, before any act that was judged after them. */
export type KeepRefusals = Order<'KeepRefusals', RowsRefused>;
/** Order: name the acts of accepted rows. */
export type NameActs = Order<'NameActs', RowsAccepted>;
/** Order: name the acts of other offices that accepted rows repeat. */
export type NameActsElsewhere = Order<'NameActsElsewhere', RowsFoundElsewhere>;
/** Order: note that every row of the sheet was judged. */
export type EndImport = Order<'EndImport', ImportDone>;
/** Order: note that judging ended before its end, or that nothing is to be written. */
export type FailImport = Order<'FailImport', ImportFailed>;
/** Order: judge a failed import again. */
export type ResumeImport = Order<'ResumeImport', ImportResumed>;
/** Order: note that the key of the sheet was destroyed. */
export type ForgetSheet = Order<'ForgetSheet', SheetForgotten>;
/** Order: note that the whole import is being taken back. */
export type BeginUndo = Order<'BeginUndo', UndoBegun>;
/** Order: name the acts that are left as they are. */
export type NameActsLeft = Order<'NameActsLeft', ActsLeft>;
/** Order: note that the import was taken back, but for what is left. */
export type EndUndo = Order<'EndUndo', UndoEnded>;

export type ImportCommand =
  | ReceiveImport
  | BeginImport
  | KeepRefusals
  | NameActs
  | NameActsElsewhere
  | EndImport
  | FailImport
  | ResumeImport
  | ForgetSheet
  | BeginUndo
  | NameActsLeft
  | EndUndo;
/** Where an import stands; `waiting` covers received, judged in part, and resumed. */
export type ImportStage = 'unknown' | 'waiting' | 'done' | 'failed' | 'undoing' | 'undone';
/** `begun`: whether its rows have begun to be judged; `forgotten`: whether the key of its sheet is gone. */
export type ImportRecordState = Readonly<{ stage: ImportStage; begun: boolean; forgotten: boolean }>;

export const importEvents: EventTypes<ImportEvent> = {
  ImportReceived: true,
  ImportBegun: true,
  RowsRefused: true,
  RowsAccepted: true,
  RowsFoundElsewhere: true,
  ImportDone: true,
  ImportFailed: true,
  ImportResumed: true,
  SheetForgotten: true,
  UndoBegun: true,
  ActsLeft: true,
  UndoEnded: true,
};

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
    case 'RowsFoundElsewhere':
    case 'ActsLeft':
      return state;
  }
};

/** The event, where the import stands so that it can be; a repeated order adds nothing. */
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
