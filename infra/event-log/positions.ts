import { isPosition, LogFault, type Position } from '@ledger/ledger/ports/event-log.js';

const digits = 16;

/** Positions of one log: its id, then a number of fixed width. */
export type Positions = Readonly<{
  start: Position;
  of: (number: number) => Position;
  /** The number of a position. Throws LogFault FOREIGN_POSITION where it is none of this log. */
  numberOf: (position: Position) => number;
}>;

export const positionsOf = (logId: string): Positions => {
  const of = (number: number): Position => {
    const text = `${logId}${String(number).padStart(digits, '0')}`;
    if (!isPosition(text)) throw new RangeError(`${text} is not a position`);
    return text;
  };
  const numberOf = (position: Position): number => {
    if (!isPosition(position) || position.slice(0, 4) !== logId) {
      throw new LogFault('FOREIGN_POSITION', `${position} is no position of log ${logId}`);
    }
    return Number(position.slice(4));
  };
  return { start: of(0), of, numberOf };
};
