import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import type { Projection } from '@ledger/projections/kernel/projection.js';

/** The simplest event for tests of projections: adds `step` to the sum of `name` (and of `other`, if given). */
export type Tallied = DomainEvent<'Counted', { name: string; step: number; other?: string }>;
export type TallyDocument = Readonly<{ name: string; sum: number }>;

type Said = Readonly<{
  /** Makes `fold` throw for events with a step of zero. */
  refuses?: boolean;
  /** Makes `keysOf` throw for events with a step below zero. */
  misplaces?: boolean;
  /** Makes the projection claim that every event is the first of its documents. */
  opens?: boolean;
}>;

/** A projection of these events: one document with a sum per name. */
export const tally = (name: string, said: Said = {}): Projection<TallyDocument, Tallied> => ({
  name,
  version: 1,
  readable: [],
  types: new Set(['Counted']),
  keysOf: ({ event }) => {
    if (said.misplaces === true && event.data.step < 0) throw new RangeError('below nothing');
    return event.data.other === undefined ? [event.data.name] : [event.data.name, event.data.other];
  },
  opens: () => said.opens === true,
  fold: (doc, { event }, key) => {
    if (said.refuses === true && event.data.step === 0) throw new RangeError(`${key} does not move`);
    return { name: key, sum: (doc?.sum ?? 0) + event.data.step };
  },
  shape: { fields: { name: 'text' }, indexes: { byName: ['name'] }, measures: ['sum'], bytes: [] },
});
