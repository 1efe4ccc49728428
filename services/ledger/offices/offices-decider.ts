import type { OfficeNamed } from '@ledger/schema/events/offices.js';
import type { Decider } from '../kernel/decision.js';
import { accepted } from '../kernel/decision.js';
import { soleOffice, type OfficeCode } from '../kernel/identifiers.js';
import { officesStream } from '../kernel/ids.js';

/** Order: note that this office has recorded an act. The ledger's own office, which nobody needs to name, is not noted. */
export type NameOffice = Readonly<{ type: 'NameOffice'; data: Readonly<{ office: OfficeCode }> }>;

/** The offices that have recorded under a code of their own, in the order of their first acts. */
export type OfficesState = ReadonlySet<OfficeCode>;

/** The offices of a ledger, stream `offices`: one event for each. */
export const offices: Decider<OfficesState, NameOffice, OfficeNamed> = {
  types: { OfficeNamed: true },
  initial: new Set(),
  evolve: (state, { data }) => new Set([...state, data.office]),
  decide: (state, { data: { office } }) =>
    office === soleOffice || state.has(office)
      ? accepted()
      : accepted<OfficeNamed>({ type: 'OfficeNamed', data: { office } }),
  streamOf: () => officesStream,
};
