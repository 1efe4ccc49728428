import { shanghaiTime } from '../kernel/calendar.js';
import { refused, type Refused } from '../kernel/decision.js';
import { printWorkerNo, workerNo } from '../kernel/ids.js';
import { readCount } from '../sheets/cells.js';
import { headOf, type CorrectionRow } from '../sheets/correction-columns.js';
import type { KnownAct } from '../use-cases/known-acts.js';
import type { Amendment } from '../use-cases/act-amendments.js';
import { differingColumns, readCorrections, type CorrectionContext } from './corrections-reader.js';
import { isRefused, type Read } from './field-checks.js';
import { movedElsewhere } from './fixed-columns.js';

/** The act and the revision that a row is about. */
export type RowTarget = Readonly<{ act: string; revision: number }>;

const wrongRow = ({ wrong }: CorrectionRow): Refused | null => {
  switch (wrong?.by) {
    case undefined:
      return null;
    case 'broken':
      return refused('BROKEN_ROW', { from: wrong.from, to: wrong.to });
    case 'surplus':
      return refused('BAD_ROW', { fields: wrong.fields, columns: wrong.columns });
    case 'merged':
      return refused('BAD_COUNT', {
        ...{ field: headOf(wrong.column), mergedFrom: wrong.from, mergedTo: wrong.to },
      });
  }
};

/** The act and the revision that a row names, or why it cannot be about a recorded act. */
export const targetOf = (row: CorrectionRow, otherRow: number | null): Read<RowTarget> => {
  const wrong = wrongRow(row);
  if (wrong !== null) return wrong;
  const act = row.cells.act?.meant ?? '';
  if (act === '') return refused('UNKNOWN_ACT', { act, field: headOf('act') });
  if (otherRow !== null) return refused('BAD_ROW', { otherRow });
  const written = row.cells.revision?.meant ?? '';
  const revision = written === '' ? null : readCount(written);
  return revision === null
    ? refused('BAD_COUNT', { field: headOf('revision'), value: written })
    : { act, revision };
};

const minutePattern = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})/;

/** A time up to the minute, because spreadsheet programs drop the seconds; null for anything else. */
const minuteOf = (text: string): string | null => {
  const parts = minutePattern.exec(text)?.slice(1);
  return parts === undefined ? null : parts.map((part) => part.padStart(2, '0')).join(' ');
};

/**
 * Refuses a row of another ledger, where the act with this id was recorded at another time. Ids of two ledgers may be
 * equal: numbers of persons are given in order.
 */
const ofAnotherLedger = ({ cells }: CorrectionRow, act: string, { recordedAt }: KnownAct): Refused | null => {
  const said = minuteOf(cells.recordedAt?.meant ?? '');
  const recorded = shanghaiTime(recordedAt);
  return said === null || said === minuteOf(recorded) ? null : refused('UNKNOWN_ACT', { act, recorded });
};

const printed = (worker: number): string => printWorkerNo(workerNo(worker));

/**
 * What a row asks of its act, with the reason that is stated for the whole sheet: a correction; null if the row differs
 * in nothing from the revision that it names, or if the act says all of it already. `isDone`: this row has corrected the
 * act before, so the same correction is returned again.
 */
export const correctionIn = (
  row: CorrectionRow,
  { act, revision }: RowTarget,
  known: KnownAct & Readonly<{ isDone: boolean }>,
  { reason, ...context }: CorrectionContext & Readonly<{ reason: string }>,
): Read<Amendment | null> => {
  const foreign = ofAnotherLedger(row, act, known);
  if (foreign !== null) return foreign;
  const was = known.saidAt(revision) ?? known.said;
  const moved = movedElsewhere(row, was, printed);
  if (moved !== null) return moved;
  const differing = differingColumns(row, was, context);
  const now = differingColumns(row, known.said, context);
  if (!known.isDone && !differing.some((column) => now.includes(column))) return null;
  const changes = readCorrections(row, differing, context);
  if (isRefused(changes)) return changes;
  return { type: 'CorrectAct', act, changes, reason, expectedRevision: revision };
};
