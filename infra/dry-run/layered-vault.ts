import type { WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type {
  TokenClaim,
  KeyVault,
  NotedVault,
  Subject,
  SubjectKey,
} from '@ledger/ledger/ports/key-vault.js';

type Keys = ReadonlyMap<Subject, SubjectKey>;

/**
 * The key vault of a dry run, made of two vaults. Everything that the dry run writes (bound tokens, new keys, notes,
 * erasures) goes to the upper vault only. Reads combine both vaults. The lower vault, the real one, stays unchanged.
 */
export const layeredVault = (lower: NotedVault, upper: NotedVault): KeyVault => {
  const find: KeyVault['find'] = async (tokens) => {
    const [below, above] = [await lower.find(tokens), await upper.find(tokens)];
    return tokens.map((_, index) => below[index] ?? above[index] ?? null);
  };
  const existingKeys = async (subjects: readonly Subject[]): Promise<Keys> => {
    const above = await upper.existingKeys(subjects);
    const decided = await upper.notes.known(subjects);
    const below = await lower.existingKeys(subjects.filter((subject) => !decided.has(subject)));
    return new Map([...above, ...below]);
  };
  /** Binds in the upper vault the tokens that the lower one does not have. */
  const bind = async (
    claims: readonly TokenClaim[],
    above: (missing: readonly TokenClaim[]) => Promise<readonly WorkerNo[]>,
  ): Promise<readonly WorkerNo[]> => {
    const below = await lower.find(claims.map(({ token }) => token));
    const bound = await above(claims.filter((_, index) => below[index] == null));
    let next = 0;
    return claims.map(({ worker }, index) => below[index] ?? bound[next++] ?? worker);
  };
  return {
    storage: lower.storage,
    tokenOf: (lookUp) => lower.tokenOf(lookUp),
    find,
    claim: (claims) => bind(claims, (missing) => upper.claim(missing)),
    hold: (claims, by) => bind(claims, (missing) => upper.hold(missing, by)),
    release: (claims, by) => upper.release(claims, by),
    keep: async (tokens) => {
      await upper.keep(tokens);
      return find(tokens);
    },
    describe: (persons) => upper.describe(persons),
    describeAnew: (person) => upper.describeAnew(person),
    // After `describeAnew`, a person is still found by the old traits in the lower vault. No step of a dry run searches
    // by a trait, so this does no harm.
    whoHas: async (trait) => [...new Set([...(await lower.whoHas(trait)), ...(await upper.whoHas(trait))])],
    keysFor: async (subjects) => {
      const existing = await existingKeys(subjects);
      const below = await lower.notes.known(subjects);
      const made = await upper.keysFor(subjects.filter((subject) => !below.has(subject)));
      return new Map([...existing, ...made]);
    },
    existingKeys,
    beginErasure: (subject) => upper.beginErasure(subject),
    erase: (subject, worker, at) => upper.erase(subject, worker, at),
    isGone: (subject) => upper.isGone(subject),
    endErasure: (subject) => upper.endErasure(subject),
    destroy: (subject) => upper.destroy(subject),
    noteBlock: (block) => upper.noteBlock(block),
    lastNumber: async () => Math.max(await lower.lastNumber(), await upper.lastNumber()),
    close: async () => {
      await upper.close();
      await lower.close();
    },
  };
};
