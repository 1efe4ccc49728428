import type { WorkerDetails } from '@ledger/schema/events/registry.js';
import type { Sex } from '@ledger/schema/events/values.js';
import type { LookUp } from '../ports/key-vault.js';
import type { Seal } from '../ports/sealed-texts.js';

/** What is handed in about a person, in clear text; a missing field is left as it is. */
export type PersonDetails = Readonly<{
  membership?: string | null;
  nationalId?: string | null;
  name?: string | null;
  phone?: string | null;
  sex?: Sex | null;
  occupation?: string | null;
  employer?: string | null;
}>;

type Sealable = 'membership' | 'nationalId' | 'name' | 'phone';
const sealables: readonly Sealable[] = ['membership', 'nationalId', 'name', 'phone'];

/** The field of a person that a look-up is made of. */
export const fieldNames = { membership: 'membership', 'national-id': 'nationalId' } as const;

/** What the person can be found by in this office. */
export const lookUpsOf = (office: string, { membership, nationalId }: PersonDetails): readonly LookUp[] => [
  ...(membership == null ? [] : [{ by: 'membership', office, value: membership } as const]),
  ...(nationalId == null ? [] : [{ by: 'national-id', value: nationalId } as const]),
];

/** The fields that were handed in, personal ones sealed. */
export const detailsOf = (person: PersonDetails, seal: Seal): Partial<WorkerDetails> => {
  const { sex, occupation, employer } = person;
  const sealed = sealables.flatMap((field) => {
    const text = person[field];
    return text === undefined ? [] : [[field, text === null ? null : seal(field, text)] as const];
  });
  return {
    ...Object.fromEntries(sealed),
    ...(sex === undefined ? {} : { sex }),
    ...(occupation === undefined ? {} : { occupation }),
    ...(employer === undefined ? {} : { employer }),
  };
};
