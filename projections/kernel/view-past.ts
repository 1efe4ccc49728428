import { LogFault, type EventLog, type Position } from '@ledger/ledger/ports/event-log.js';
import { StoreFault } from '../ports/document-store.js';
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

/** Why a view is of such a past, as the end of a sentence that begins with what is. */
export const strayReasons: Readonly<Record<StrayPast, string>> = {
  another:
    'folded from events that the log does not hold: it was put back to an older copy, or has lost its end',
  unknown: 'folded by an earlier version of the ledger, which did not note the last event',
};

/** What an operator can do about it beside having it folded anew. */
export const whatNext: Readonly<Record<StrayPast, string>> = {
  another: '“ledger verify --log” counts the events that are missing',
  unknown: 'nothing is missing',
};

/**
 * Throws where a view is not of this log's past, with a sentence that says what to do: LogFault FOREIGN_POSITION or
 * StoreFault ANOTHER_PAST.
 */
export const checkPast = (view: string, past: ViewPast): void => {
  if (past === 'this') return;
  if (past === 'foreign') {
    const sentence = `view ${view} was folded from another log; remove the views' database and start again`;
    throw new LogFault('FOREIGN_POSITION', sentence);
  }
  throw new StoreFault(
    'ANOTHER_PAST',
    `view ${view} was ${strayReasons[past]}; “ledger start” sets it aside and folds it anew, ${whatNext[past]}`,
  );
};
