import type { Described, Token, Trait } from '@ledger/ledger/ports/key-vault.js';
import { pinyinInitials } from './pinyin-initials.js';

/** A person with the tokens of all that they can be looked for by. */
export type Traced = Pick<Described, 'subject' | 'worker'> & Readonly<{ tokens: readonly Token[] }>;

/** What a person can be looked for by. */
const traitsOf = ({ name, phone }: Described): readonly Trait[] => {
  const traits: Trait[] = [];
  if (name !== null) {
    traits.push({ by: 'name', value: name });
    const initials = pinyinInitials(name);
    if (initials !== '') traits.push({ by: 'initials', value: initials });
  }
  if (phone !== null) traits.push({ by: 'phone', value: phone });
  return traits;
};

export const traced = (person: Described, tokenOf: (trait: Trait) => Token): Traced => {
  const { subject, worker } = person;
  return { subject, worker, tokens: traitsOf(person).map(tokenOf) };
};
