import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';

/** A vault over another: what a dry run binds and makes goes into the upper one, what is known comes from both. */
export const layeredVault = (lower: KeyVault, upper: KeyVault): KeyVault => {
  const find: KeyVault['find'] = async (tokens) => {
    const [below, above] = [await lower.find(tokens), await upper.find(tokens)];
    return tokens.map((_, index) => below[index] ?? above[index] ?? null);
  };
  return {
    tokenOf: (lookUp) => lower.tokenOf(lookUp),
    find,
    claim: (claims) => upper.claim(claims),
    keysFor: async (subjects) => {
      const known = await lower.existingKeys(subjects);
      const made = await upper.keysFor(subjects.filter((subject) => !known.has(subject)));
      return new Map([...known, ...made]);
    },
    existingKeys: async (subjects) =>
      new Map([...(await upper.existingKeys(subjects)), ...(await lower.existingKeys(subjects))]),
    erase: (subject, worker) => upper.erase(subject, worker),
    close: async () => {
      await upper.close();
      await lower.close();
    },
  };
};
