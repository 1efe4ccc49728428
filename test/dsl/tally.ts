import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import type { Projection } from '@ledger/projections/kernel/projection.js';

/** The simplest event there is: somebody counted on by a step. */
export type Tallied = DomainEvent<'Counted', { name: string; step: number; other?: string }>;
export type TallyDocument = Readonly<{ name: string; sum: number }>;

type Said = Readonly<{
  /** Steps of zero cannot be folded. */
  refuses?: boolean;
  /** Steps below zero cannot even be placed. */
  misplaces?: boolean;
  /** Whether it believes that every event opens its document. */
  opens?: boolean;
}>;

/** A view of such events, one sum a name. An event that names another one changes both. */
export const tally = (name: string, said: Said = {}): Projection<TallyDocument, Tallied> => ({
  name,
  version: 1,
  readable: [],
  types: { Counted: true },
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
