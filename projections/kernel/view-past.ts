import { LogFault, type EventLog, type Position } from '@ledger/ledger/ports/event-log.js';
import { StoreFault } from '../ports/document-store.js';
import { pastSentences } from './past-problems.js';
import type { Reached } from './checkpoint.js';

/** Of a view that must be folded anew. */
export type StrayPast =
  /** Its last event is not in the log: the log was put back to an older copy, or has lost its end. */
  | 'another'
  /** An earlier version of the ledger folded it, which did not note the last event. */
  | 'unknown';

/** Which events a view was folded from: those of this log, those of a foreign log, or others. */
export type ViewPast = 'this' | 'foreign' | StrayPast;

/** Whether two positions are of the same log. */
const isSameLog = (one: Position, other: Position): boolean => one.slice(0, 4) === other.slice(0, 4);

/** Which events a view with this checkpoint was folded from; one that has no checkpoint yet is of this log. */
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
 * Throws where a view is not of this log's past, with a sentence that says what to do: LogFault FOREIGN_POSITION or
 * StoreFault ANOTHER_PAST.
 */
export const checkPast = (view: string, past: ViewPast): void => {
  if (past === 'this') return;
  if (past === 'foreign') {
    throw new LogFault('FOREIGN_POSITION', ...pastSentences.told('foreignView', { view }));
  }
  const problem = past === 'another' ? 'viewOfOtherEvents' : 'viewOfEarlierVersion';
  throw new StoreFault('ANOTHER_PAST', ...pastSentences.told(problem, { view }));
};
