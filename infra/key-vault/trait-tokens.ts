import { comparableName } from '@ledger/ledger/kernel/person-names.js';
import type { Described, Token, Trait } from '@ledger/ledger/ports/key-vault.js';

/** A person with the tokens of all that they can be looked for by. */
export type Traced = Pick<Described, 'subject' | 'worker'> & Readonly<{ tokens: readonly Token[] }>;

type InitialsOf = (name: string) => readonly string[];

/** Nobody without a name has initials: only who notes a name loads the dictionary, which takes a tenth of a second. */
const initialsOfAll = async (persons: readonly Described[]): Promise<InitialsOf> =>
  persons.some(({ name }) => name !== null) ? (await import('./name-initials.js')).nameInitials : () => [];

/** What everybody who is called so can be looked for by. */
const traitsOf = (written: string, initialsOf: InitialsOf): readonly Trait[] => {
  const name = comparableName(written);
  if (name === null) return [];
  return [
    { by: 'name', value: name },
    ...initialsOf(written).map((value) => ({ by: 'initials', value }) as const),
  ];
};

export const traced = async (
  persons: readonly Described[],
  tokenOf: (trait: Trait) => Token,
): Promise<readonly Traced[]> => {
  const initialsOf = await initialsOfAll(persons);
  // Many of a sheet have the same name.
  const tokensOf = new Map<string, readonly Token[]>();
  for (const { name } of persons)
    if (name !== null && !tokensOf.has(name)) tokensOf.set(name, traitsOf(name, initialsOf).map(tokenOf));
  return persons.map(({ subject, worker, name, phone }) => {
    const tokens = name === null ? [] : (tokensOf.get(name) ?? []);
    return {
      subject,
      worker,
      tokens: phone === null ? tokens : [...tokens, tokenOf({ by: 'phone', value: phone })],
    };
  });
};
