import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';

/** A vault that forwards every call to another vault. Tests spread it and replace single methods. */
export const passedVault = (vault: KeyVault): KeyVault => ({
  storage: vault.storage,
  tokenOf: (lookUp) => vault.tokenOf(lookUp),
  find: (tokens) => vault.find(tokens),
  claim: (claims) => vault.claim(claims),
  hold: (claims, by) => vault.hold(claims, by),
  release: (claims, by) => vault.release(claims, by),
  keep: (tokens) => vault.keep(tokens),
  describe: (persons) => vault.describe(persons),
  describeAnew: (person) => vault.describeAnew(person),
  whoHas: (trait) => vault.whoHas(trait),
  keysFor: (subjects) => vault.keysFor(subjects),
  existingKeys: (subjects) => vault.existingKeys(subjects),
  beginErasure: (subject) => vault.beginErasure(subject),
  erase: (subject, worker, at) => vault.erase(subject, worker, at),
  isGone: (subject) => vault.isGone(subject),
  endErasure: (subject) => vault.endErasure(subject),
  destroy: (subject) => vault.destroy(subject),
  noteBlock: (block) => vault.noteBlock(block),
  lastNumber: () => vault.lastNumber(),
  close: () => vault.close(),
});
