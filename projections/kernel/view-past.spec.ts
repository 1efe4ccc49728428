import { LogFault, type EventLog, type Position } from '@ledger/ledger/ports/event-log.js';
import { foreignTo, positionAt } from '@ledger/test/dsl/project.js';
import { StoreFault } from '../ports/document-store.js';
import type { Checkpoint } from './checkpoint.js';
import { checkPast, pastOf, type ViewPast } from './view-past.js';

const ids = new Map([1, 2, 3].map((ordinal) => [positionAt(ordinal), `event ${String(ordinal)}`]));

/** A log that contains three events. */
const log: Pick<EventLog, 'start' | 'idAt'> = {
  start: positionAt(0),
  idAt: (position) => Promise.resolve(ids.get(position) ?? null),
};

const checkpointAt = (position: Position, last?: string | null) => {
  const checkpoint: Checkpoint = { view: 'tally', ordinal: 2, stopped: null };
  return { position, checkpoint: last === undefined ? checkpoint : { ...checkpoint, last } };
};

const foreign = foreignTo(positionAt(2));

describe('a view is of the past of', () => {
  it.each<readonly [ViewPast, string, ReturnType<typeof checkpointAt> | null]>([
    ['this', 'that has no checkpoint yet', null],
    ['this', 'that stands at the start', checkpointAt(positionAt(0), null)],
    ['this', 'that stands at an event of the log', checkpointAt(positionAt(2), 'event 2')],
    ['this', 'that stands at its end', checkpointAt(positionAt(3), 'event 3')],
    ['another', 'that is ahead of the log', checkpointAt(positionAt(4), 'event 4')],
    ['another', 'at whose place another event stands', checkpointAt(positionAt(2), 'event 2 of then')],
    ['another', 'that stands behind an event at the start', checkpointAt(positionAt(0), 'event 1')],
    ['another', 'that has folded nothing and stands behind an event', checkpointAt(positionAt(2), null)],
    ['foreign', 'of another log', checkpointAt(foreign, 'event 2')],
    ['unknown', 'of a version that did not note the event', checkpointAt(positionAt(2))],
  ])('%s log: one %s', async (past, _which, reached) => {
    expect(await pastOf(log, reached)).toBe(past);
  });
});

describe('a view that is not of the log’s past', () => {
  const faultOf = (past: ViewPast): unknown => {
    try {
      checkPast('totals', past);
      return null;
    } catch (fault) {
      if (fault instanceof LogFault || fault instanceof StoreFault) return [fault.code, fault.message];
      throw fault;
    }
  };

  it('is refused with what to do; one that is, is not', () => {
    expect(faultOf('this')).toBeNull();
    expect(faultOf('foreign')).toStrictEqual([
      'FOREIGN_POSITION',
      "view totals was folded from another log; remove the views' database and start again",
    ]);
    expect(faultOf('another')).toStrictEqual([
      'ANOTHER_PAST',
      'view totals was folded from events that the log does not hold: it was put back to an older copy, or has lost its ' +
        'end; “ledger start” sets it aside and folds it anew, “ledger verify --log” counts the events that are missing',
    ]);
    expect(faultOf('unknown')).toStrictEqual([
      'ANOTHER_PAST',
      'view totals was folded by an earlier version of the ledger, which did not note the last event; “ledger start” sets ' +
        'it aside and folds it anew, nothing is missing',
    ]);
  });
});
