import { isPosition, LogFault, type Position } from '@ledger/ledger/ports/event-log.js';

const digits = 16;

/** Positions of one log as text: the four characters of the log, then a number of fixed width (16 digits). */
export type Positions = Readonly<{
  start: Position;
  of: (number: number) => Position;
  /** The number in a position. Throws LogFault FOREIGN_POSITION if the position belongs to another log. */
  numberOf: (position: Position) => number;
}>;

export const positionsOf = (logId: string): Positions => {
  const isOurs = isPosition(`${logId}${'0'.repeat(digits)}`);
  const of = (number: number): Position => {
    if (!isOurs || !Number.isSafeInteger(number) || number < 0)
      throw new RangeError(`${logId} and ${String(number)} are not a position`);
    // Not checked again: the four characters were checked once above, and the number is valid.
    return `${logId}${String(number).padStart(digits, '0')}` as Position;
  };
  const numberOf = (position: Position): number => {
    if (!isPosition(position) || position.slice(0, 4) !== logId) {
      throw new LogFault('FOREIGN_POSITION', `${position} is no position of log ${logId}`);
    }
    return Number(position.slice(4));
  };
  return { start: of(0), of, numberOf };
};
