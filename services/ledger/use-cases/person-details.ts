import type { WorkerDetails } from '@ledger/schema/events/registry.js';
import type { Sex } from '@ledger/schema/events/values.js';
import type { StreamId } from '../kernel/ids.js';
import type { MembershipNumber, NationalId, OfficeCode, Phone, WrittenForm } from '../kernel/identifiers.js';
import { comparableName } from '../kernel/person-names.js';
import type { LookUp, SubjectKey } from '../ports/key-vault.js';
import { sealing } from '../ports/sealed-texts.js';

/** Submitted details of a person, in clear text. A missing field stays unchanged; null clears it. */
export type PersonDetails = Readonly<{
  membership?: WrittenForm<MembershipNumber> | null;
  nationalId?: WrittenForm<NationalId> | null;
  name?: string | null;
  phone?: WrittenForm<Phone> | null;
  sex?: Sex | null;
  occupation?: string | null;
  employer?: string | null;
}>;

type Sealable = 'membership' | 'nationalId' | 'name' | 'phone';
const sealables: readonly Sealable[] = ['membership', 'nationalId', 'name', 'phone'];

/** The field of a person's details for each sort of look-up. */
export const fieldNames = { membership: 'membership', 'national-id': 'nationalId' } as const;

/** The look-ups that identify the person in this office: membership number and national id, if stated. */
export const lookUpsOf = (
  office: OfficeCode,
  { membership, nationalId }: PersonDetails,
): readonly LookUp[] => [
  ...(membership == null ? [] : [{ by: 'membership', office, value: membership.value } as const]),
  ...(nationalId == null ? [] : [{ by: 'national-id', value: nationalId.value } as const]),
];

/** The submitted details as text for hashing: identifiers in canonical form, so that their spelling does not matter. */
export const contentOf = (person: PersonDetails): string => {
  const fields: readonly (readonly [string, string | WrittenForm<string> | null | undefined])[] =
    Object.entries(person);
  const said = fields.filter(([, value]) => value !== undefined);
  return JSON.stringify(
    said.map(([field, value]) => [field, typeof value === 'object' ? (value?.value ?? null) : value]).sort(),
  );
};

/** The hash used to compare names; null for a blank or masked name, which contradicts no other name. */
export const nameFingerprintOf = (name: string | null, key: SubjectKey): string | null => {
  const form = comparableName(name);
  return form === null ? null : key.fingerprint(`name\n${form}`);
};

/**
 * The submitted fields as the register stores them. Personal fields are encrypted, bound to the person's stream and to
 * the command.
 */
export const detailsOf = (
  person: PersonDetails,
  { key, stream, command }: Readonly<{ key: SubjectKey; stream: StreamId; command: string }>,
): Partial<WorkerDetails> => {
  const { name, sex, occupation, employer } = person;
  const seal = sealing(key, stream, command);
  const sealed = sealables.flatMap((field) => {
    const said = person[field];
    const text = said == null || typeof said === 'string' ? said : said.written;
    return text === undefined ? [] : [[field, text === null ? null : seal(field, text)] as const];
  });
  return {
    ...Object.fromEntries(sealed),
    ...(name === undefined ? {} : { nameFingerprint: nameFingerprintOf(name, key) }),
    ...(sex === undefined ? {} : { sex }),
    ...(occupation === undefined ? {} : { occupation }),
    ...(employer === undefined ? {} : { employer }),
  };
};
