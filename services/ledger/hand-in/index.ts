import type { HandInClosed, HandInOpened } from '@ledger/schema/events/bookkeeping.js';
import type { Decider, Decision } from '../kernel/decision.js';
import { accepted } from '../kernel/decision.js';
import type { EventTypes } from '../kernel/event.js';
import type { StreamId } from '../kernel/ids.js';

/** Order: note that a sheet begins to be taken in; a resumed one has been noted already. */
export type OpenHandIn = Readonly<{
  type: 'OpenHandIn';
  data: HandInOpened['data'] & Readonly<{ stream: StreamId }>;
}>;
/** Order: note that every row of the sheet was judged. */
export type CloseHandIn = Readonly<{
  type: 'CloseHandIn';
  data: HandInClosed['data'] & Readonly<{ stream: StreamId }>;
}>;

export type HandInCommand = OpenHandIn | CloseHandIn;
export type HandInEvent = HandInOpened | HandInClosed;
export type HandInState = 'unknown' | 'open' | 'closed';

const types: EventTypes<HandInEvent> = { HandInOpened: true, HandInClosed: true };

const evolve = (_state: HandInState, { type }: HandInEvent): HandInState => {
  switch (type) {
    case 'HandInOpened':
      return 'open';
    case 'HandInClosed':
      return 'closed';
  }
};

const decide = (state: HandInState, { type, data }: HandInCommand): Decision<HandInEvent> => {
  switch (type) {
    case 'OpenHandIn': {
      const { file, office, rows } = data;
      return state === 'unknown'
        ? accepted<HandInEvent>({ type: 'HandInOpened', data: { file, office, rows } })
        : accepted();
    }
    case 'CloseHandIn': {
      const { rows, accepted: rowsAccepted, refused } = data;
      return state === 'open'
        ? accepted<HandInEvent>({ type: 'HandInClosed', data: { rows, accepted: rowsAccepted, refused } })
        : accepted();
    }
  }
};

/** One hand-in of one sheet, stream `handin-<id>`. */
export const handIns: Decider<HandInState, HandInCommand, HandInEvent> = {
  types,
  initial: 'unknown',
  evolve,
  decide,
  streamOf: (command) => command.data.stream,
};
