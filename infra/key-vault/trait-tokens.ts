import { comparableName } from '@ledger/ledger/kernel/person-names.js';
import type { Described, Token, Trait } from '@ledger/ledger/ports/key-vault.js';

/** A person with the tokens of their traits: name, initials and phone number. */
export type Traced = Pick<Described, 'subject' | 'worker'> & Readonly<{ tokens: readonly Token[] }>;

type InitialsOf = (name: string) => readonly string[];

/**
 * Loads the function for initials, but only if one of the persons has a name: its dictionary takes a tenth of a second
 * to load.
 */
const initialsOfAll = async (persons: readonly Described[]): Promise<InitialsOf> =>
  persons.some(({ name }) => name !== null) ? (await import('./name-initials.js')).nameInitials : () => [];

/** The traits of a name: its comparable form and its initials. A name that cannot be compared (masked) has none. */
const traitsOf = (written: string, initialsOf: InitialsOf): readonly Trait[] => {
  const name = comparableName(written);
  if (name === null) return [];
  return [
    { by: 'name', value: name },
    ...initialsOf(written).map((value) => ({ by: 'initials', value }) as const),
  ];
};

/** Size of the cache of names and their tokens: many persons in sheets have the same name. */
const namesAtMost = 4_096;

/** Computes the trait tokens of persons. */
export type TraceOf = (persons: readonly Described[]) => Promise<readonly Traced[]>;

export const traceOf = (tokenOf: (trait: Trait) => Token): TraceOf => {
  const remembered = new Map<string, readonly Token[]>();
  const tokensOf = (name: string, initialsOf: InitialsOf): readonly Token[] => {
    const known = remembered.get(name);
    if (known !== undefined) return known;
    if (remembered.size >= namesAtMost) remembered.clear();
    const tokens = traitsOf(name, initialsOf).map(tokenOf);
    remembered.set(name, tokens);
    return tokens;
  };
  return async (persons) => {
    const initialsOf = await initialsOfAll(persons);
    return persons.map(({ subject, worker, name, phone }) => {
      const tokens = name === null ? [] : tokensOf(name, initialsOf);
      return {
        subject,
        worker,
        tokens: phone === null ? tokens : [...tokens, tokenOf({ by: 'phone', value: phone })],
      };
    });
  };
};
