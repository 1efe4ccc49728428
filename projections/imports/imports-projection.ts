import { importOfStream } from '@ledger/ledger/kernel/ids.js';
import type { Origin, Recorded } from '@ledger/ledger/ports/event-log.js';
import { saidBy } from '@ledger/ledger/ports/sealed-texts.js';
import { typesOf } from '@ledger/schema/events/event-shape.js';
import {
  importShapes,
  type ImportDone,
  type ImportEvent,
  type ImportFailed,
  type ImportReceived,
  type UndoBegun,
} from '@ledger/schema/events/import-record.js';
import type { Projection } from '../kernel/projection.js';
import type { ImportDoneBy, ImportDocument } from './imports-document.js';

const byOf = ({ actor, role, district, at }: Origin): ImportDoneBy => ({ actor, role, district, at });

const received = (
  { origin, stream, position }: Recorded<ImportEvent>,
  { file, how, office, officeWritten, allOrNothing, kept }: ImportReceived['data'],
): ImportDocument => ({
  id: importOfStream(stream),
  standing: 'waiting',
  pending: 'judge',
  file: saidBy(origin.commandId, file, null),
  how: saidBy(origin.commandId, how, null),
  ...{ office, officeWritten, allOrNothing, kept },
  by: byOf(origin),
  receivedAt: origin.at,
  endedAt: null,
  rows: null,
  accepted: 0,
  refused: [],
  failure: null,
  undo: null,
  quotedSince: null,
  position,
});

/** Whether any row was refused for another reason than being a duplicate of an act that is already recorded. */
export const hasKeptOut = (refused: ImportDocument['refused']): boolean =>
  refused.some(({ code }) => code !== 'DUPLICATE');

/**
 * Folds ImportDone. If the sheet was to be imported completely or not at all and a row was refused, it must be undone.
 */
const done = (
  doc: ImportDocument,
  { rows, accepted, refused }: ImportDone['data'],
  { at }: Origin,
): ImportDocument => ({
  ...doc,
  ...{ rows, accepted, refused, standing: 'done', endedAt: at, quotedSince: at },
  pending: doc.allOrNothing && hasKeptOut(refused) ? 'undo' : null,
});

const failed = (
  doc: ImportDocument,
  { code, line, why, rows, refused }: ImportFailed['data'],
  { at, commandId }: Origin,
): ImportDocument => ({
  ...doc,
  ...{ rows, refused, standing: 'failed', pending: null, endedAt: at, quotedSince: at },
  failure: { code, line, why: saidBy(commandId, why, null) },
});

const resumed = (doc: ImportDocument): ImportDocument => ({
  ...doc,
  ...{ standing: 'waiting', pending: 'judge', endedAt: null, quotedSince: null, failure: null },
  ...{ rows: null, refused: [] },
});

const undoBegun = (doc: ImportDocument, { reason }: UndoBegun['data'], origin: Origin): ImportDocument => ({
  ...doc,
  ...{ standing: 'undoing', pending: 'undo' },
  undo: {
    ...{ reason: saidBy(origin.commandId, reason, null), by: byOf(origin) },
    ...{ endedAt: null, undone: 0, left: 0 },
  },
});

const undone = (
  doc: ImportDocument,
  data: Readonly<{ undone: number; left: number }>,
  { at }: Origin,
): ImportDocument => ({
  ...doc,
  ...{ standing: 'undone', pending: null },
  undo: doc.undo === null ? null : { ...doc.undo, ...data, endedAt: at },
});

/** Folds one event of an import that was already received. */
const changed = (doc: ImportDocument, event: ImportEvent, origin: Origin): ImportDocument => {
  switch (event.type) {
    case 'ImportBegun':
      return { ...doc, rows: event.data.rows };
    case 'ImportDone':
      return done(doc, event.data, origin);
    case 'ImportFailed':
      return failed(doc, event.data, origin);
    case 'ImportResumed':
      return resumed(doc);
    case 'SheetForgotten':
      return { ...doc, quotedSince: null };
    case 'UndoBegun':
      return undoBegun(doc, event.data, origin);
    case 'UndoEnded':
      return undone(doc, event.data, origin);
    case 'ImportReceived':
    case 'RowsRefused':
    case 'RowsAccepted':
    case 'RowsCorrected':
    case 'RowsFoundElsewhere':
    case 'ActsLeft':
      return doc;
  }
};

const fold = (doc: ImportDocument | null, past: Recorded<ImportEvent>): ImportDocument | null => {
  const { event, origin, position } = past;
  if (event.type === 'ImportReceived') return received(past, event.data);
  return doc === null ? null : { ...changed(doc, event, origin), position };
};

/** Events about single rows do not change the view: they are read from the import's stream when needed. */
const isOfRows = ({ type }: ImportEvent): boolean =>
  type === 'RowsRefused' ||
  type === 'RowsAccepted' ||
  type === 'RowsCorrected' ||
  type === 'RowsFoundElsewhere' ||
  type === 'ActsLeft';

/** The view of all imports: one document per import, with the import's id as key. */
export const imports: Projection<ImportDocument, ImportEvent> = {
  name: 'imports',
  version: 1,
  readable: [],
  types: typesOf(importShapes),
  keysOf: ({ stream, event }) => (isOfRows(event) ? [] : [importOfStream(stream)]),
  opens: ({ event }) => event.type === 'ImportReceived',
  fold,
  shape: {
    fields: { receivedAt: 'text', pending: 'text', quotedSince: 'text' },
    indexes: {
      byReceived: ['receivedAt'],
      byPending: ['pending', 'receivedAt'],
      byQuoted: ['quotedSince'],
    },
    measures: [],
    bytes: [],
  },
};
