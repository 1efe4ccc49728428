import { typesOf } from '@ledger/schema/events/event-shape.js';
import { officeNamed, type OfficeNamed } from '@ledger/schema/events/offices.js';
import type { Decider } from '../kernel/decision.js';
import { accepted } from '../kernel/decision.js';
import { soleOffice, type OfficeCode } from '../kernel/identifiers.js';
import { officesStream } from '../kernel/ids.js';

/**
 * Command: record that this office has recorded an act. The default office, which acts need not name, is not
 * recorded.
 */
export type NameOffice = Readonly<{ type: 'NameOffice'; data: Readonly<{ office: OfficeCode }> }>;

/** The offices that have recorded acts under their own code, in the order of their first acts. */
export type OfficesState = ReadonlySet<OfficeCode>;

/** The offices of a ledger, stream `offices`: one event per office. */
export const offices: Decider<OfficesState, NameOffice, OfficeNamed> = {
  types: typesOf([officeNamed]),
  initial: new Set(),
  evolve: (state, { data }) => new Set([...state, data.office]),
  decide: (state, { data: { office } }) =>
    office === soleOffice || state.has(office)
      ? accepted()
      : accepted<OfficeNamed>({ type: 'OfficeNamed', data: { office } }),
  streamOf: () => officesStream,
};
