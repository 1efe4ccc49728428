import { LogFault, type EventLog, type Position } from '@ledger/ledger/ports/event-log.js';
import { StoreFault } from '../ports/document-store.js';
import { pastSentences } from './past-problems.js';
import type { Reached } from './checkpoint.js';

/** Why a view must be folded again. */
export type StrayPast =
  /** Its last event is not in the log: the log was restored from an older copy, or has lost its end. */
  | 'another'
  /** An earlier version of the ledger folded the view and did not store the id of its last event. */
  | 'unknown';

/** Whether a view was folded from the events of this log, of a different log, or from others (see `StrayPast`). */
export type ViewPast = 'this' | 'foreign' | StrayPast;

/** Whether two positions belong to the same log. */
const isSameLog = (one: Position, other: Position): boolean => one.slice(0, 4) === other.slice(0, 4);

/**
 * The origin of a view's events, judged by its checkpoint. A view without a checkpoint counts as folded from this log.
 */
export const pastOf = async (
  log: Pick<EventLog, 'start' | 'idAt'>,
  reached: Reached | null,
): Promise<ViewPast> => {
  if (reached === null) return 'this';
  const { position, checkpoint } = reached;
  if (!isSameLog(position, log.start)) return 'foreign';
  if (checkpoint.last === undefined) return 'unknown';
  return (await log.idAt(position)) === checkpoint.last ? 'this' : 'another';
};

/**
 * Throws LogFault FOREIGN_POSITION if the view was folded from a different log, and StoreFault ANOTHER_PAST if its
 * events are not in this log. The message tells the operator what to do.
 */
export const checkPast = (view: string, past: ViewPast): void => {
  if (past === 'this') return;
  if (past === 'foreign') {
    throw new LogFault('FOREIGN_POSITION', ...pastSentences.faultText('foreignView', { view }));
  }
  const problem = past === 'another' ? 'viewOfOtherEvents' : 'viewOfEarlierVersion';
  throw new StoreFault('ANOTHER_PAST', ...pastSentences.faultText(problem, { view }));
};
