import type {
  ActsLeft,
  HandInClosed,
  HandInOpened,
  RowsAccepted,
  RowsFoundElsewhere,
  RowsRefused,
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

/** Order: note that a sheet begins to be taken in; a resumed one has been noted already. */
export type OpenHandIn = Order<'OpenHandIn', HandInOpened>;
/** Order: keep refusals, before any act that was judged after them. */
export type KeepRefusals = Order<'KeepRefusals', RowsRefused>;
/** Order: name the acts of accepted rows. */
export type NameActs = Order<'NameActs', RowsAccepted>;
/** Order: name the acts of other offices that accepted rows repeat. */
export type NameActsElsewhere = Order<'NameActsElsewhere', RowsFoundElsewhere>;
/** Order: note that every row of the sheet was judged. */
export type CloseHandIn = Order<'CloseHandIn', HandInClosed>;
/** Order: note that the whole hand-in is being taken back. */
export type BeginUndo = Order<'BeginUndo', UndoBegun>;
/** Order: name the acts that are left as they are. */
export type NameActsLeft = Order<'NameActsLeft', ActsLeft>;
/** Order: note that the hand-in was taken back, but for what is left. */
export type EndUndo = Order<'EndUndo', UndoEnded>;

export type HandInCommand =
  OpenHandIn | KeepRefusals | NameActs | NameActsElsewhere | CloseHandIn | BeginUndo | NameActsLeft | EndUndo;
export type HandInEvent =
  | HandInOpened
  | RowsRefused
  | RowsAccepted
  | RowsFoundElsewhere
  | HandInClosed
  | UndoBegun
  | ActsLeft
  | UndoEnded;
export type HandInState = 'unknown' | 'open' | 'closed' | 'undoing' | 'undone';

export const handInEvents: EventTypes<HandInEvent> = {
  HandInOpened: true,
  RowsRefused: true,
  RowsAccepted: true,
  RowsFoundElsewhere: true,
  HandInClosed: true,
  UndoBegun: true,
  ActsLeft: true,
  UndoEnded: true,
};

const evolve = (state: HandInState, { type }: HandInEvent): HandInState => {
  switch (type) {
    case 'HandInOpened':
      return 'open';
    case 'HandInClosed':
      return 'closed';
    case 'UndoBegun':
      return 'undoing';
    case 'UndoEnded':
      return 'undone';
    case 'RowsRefused':
    case 'RowsAccepted':
    case 'RowsFoundElsewhere':
    case 'ActsLeft':
      return state;
  }
};

/** The event, where the hand-in stands so that it can be; a repeated order adds nothing. */
const where = (stands: boolean, event: HandInEvent): Decision<HandInEvent> =>
  stands ? accepted(event) : accepted();

const decide = (state: HandInState, { type, data }: HandInCommand): Decision<HandInEvent> => {
  switch (type) {
    case 'OpenHandIn':
      return where(state === 'unknown', { type: 'HandInOpened', data });
    case 'KeepRefusals':
      return where(state === 'open', { type: 'RowsRefused', data });
    case 'NameActs':
      return where(state === 'open', { type: 'RowsAccepted', data });
    case 'NameActsElsewhere':
      return where(state === 'open', { type: 'RowsFoundElsewhere', data });
    case 'CloseHandIn':
      return where(state === 'open', { type: 'HandInClosed', data });
    case 'BeginUndo':
      return where(state === 'closed', { type: 'UndoBegun', data });
    case 'NameActsLeft':
      return where(state === 'undoing', { type: 'ActsLeft', data });
    case 'EndUndo':
      return where(state === 'undoing', { type: 'UndoEnded', data });
  }
};

/** One hand-in of one sheet, stream `handin-<id>`. */
export const handIns: Decider<HandInState, HandInCommand, HandInEvent> = {
  types: handInEvents,
  initial: 'unknown',
  evolve,
  decide,
  streamOf: ({ stream }) => stream,
};
