import type { ImportEvent } from '@ledger/schema/events/import-record.js';
import type { Sealed } from '@ledger/schema/events/values.js';
import { correctionsIn } from './import-report.js';
import { importEvents, importRecords, type ImportStage } from '../import-record/import-record-decider.js';
import { isOneOf } from '../kernel/domain-event.js';
import type { ActId } from '../kernel/ids.js';
import { isRefusalCode, type RefusalCode } from '../kernel/refusals.js';
import type { Origin, Recorded } from '../ports/event-log.js';
import type { SubjectKey } from '../ports/key-vault.js';

/** An act of the import that was not reversed, with the code of the refusal. */
export type ActLeft = Readonly<{ row: number; act: ActId; code: RefusalCode }>;

/** Who did something, as recorded in the event log, and when (UTC). */
export type By = Pick<Origin, 'actor' | 'role' | 'district' | 'at'>;

export type UndoSummary = Readonly<{
  /** Why the import was undone, in clear text; null if the key of the import does not exist. */
  reason: string | null;
  by: By;
  endedAt: string | null;
  undone: number;
  left: readonly ActLeft[];
}>;

/** The facts that undoing an import needs, read from its stream. */
export type ImportSummary = Readonly<{
  stage: ImportStage;
  /** The file name of the sheet; empty if the key of the import does not exist. */
  file: string;
  /** Whether the rows of the sheet correct acts. */
  corrects: boolean;
  /** Number of accepted rows, known once the import is done. */
  accepted: number;
  acts: readonly Readonly<{ row: number; act: ActId }>[];
  undo: UndoSummary | null;
}>;

type Act = ImportSummary['acts'][number];
type SummaryDraft = { -readonly [K in keyof ImportSummary]: ImportSummary[K] } & { acts: Act[] };

const leftIn = (left: readonly Readonly<{ row: number; act: ActId; code: string }>[]): readonly ActLeft[] =>
  left.flatMap(({ row, act, code }) => (isRefusalCode(code) ? [{ row, act, code }] : []));

/**
 * Joins two lists, one entry per row. An undo that was interrupted while it recorded these acts may record some again.
 */
const joined = (before: readonly ActLeft[], more: readonly ActLeft[]): readonly ActLeft[] => [
  ...new Map([...before, ...more].map((each) => [each.row, each])).values(),
];

const begun = (origin: Origin, reason: string | null): UndoSummary => ({
  reason,
  by: byOf(origin),
  endedAt: null,
  undone: 0,
  left: [],
});

const byOf = ({ actor, role, district, at }: Origin): By => ({ actor, role, district, at });

/** Decrypts a text in an event of the import; null if the key of the import does not exist. */
type DecryptText = (field: string, text: Sealed) => string | null;

const openingOf =
  ({ stream, origin: { commandId: command } }: Recorded, key: SubjectKey | null): DecryptText =>
  (field, text) =>
    key === null ? null : key.open({ stream, command, field }, text);

const add = (draft: SummaryDraft, event: ImportEvent, origin: Origin, open: DecryptText): void => {
  switch (event.type) {
    case 'RowsAccepted':
      draft.acts.push(...event.data.acts);
      return;
    case 'ImportDone':
      draft.accepted = event.data.accepted;
      return;
    case 'UndoBegun':
      draft.undo = begun(origin, open('reason', event.data.reason));
      return;
    case 'ActsLeft':
      if (draft.undo !== null) {
        draft.undo = { ...draft.undo, left: joined(draft.undo.left, leftIn(event.data.left)) };
      }
      return;
    case 'UndoEnded':
      if (draft.undo !== null) draft.undo = { ...draft.undo, endedAt: origin.at, undone: event.data.undone };
      return;
    case 'ImportReceived':
    case 'ImportBegun':
    case 'RowsRefused':
    case 'RowsCorrected':
    case 'RowsFoundElsewhere':
    case 'ImportFailed':
    case 'ImportResumed':
    case 'SheetForgotten':
  }
};

/** Folds the events of an import into a summary; null if there are none. */
export const summaryOf = (recorded: readonly Recorded[], key: SubjectKey | null): ImportSummary | null => {
  let state = importRecords.initial;
  let draft: SummaryDraft | null = null;
  for (const past of recorded) {
    const { event, origin } = past;
    if (!isOneOf(importEvents, event)) continue;
    const open = openingOf(past, key);
    state = importRecords.evolve(state, event);
    if (event.type === 'ImportReceived') {
      const file = open('file', event.data.file) ?? '';
      const corrects = correctionsIn([past], key) !== null;
      draft = { stage: state.stage, file, corrects, accepted: 0, acts: [], undo: null };
    }
    if (draft === null) continue;
    add(draft, event, origin, open);
    draft.stage = state.stage;
  }
  return draft;
};
