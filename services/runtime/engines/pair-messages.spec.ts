import { pairRemarkFor, pairProblemFor } from './pair-messages.js';

const where = {
  log: { engine: 'eventstoredb', where: 'events:2113, streams union.*' },
  keys: { engine: 'embedded', where: '/data/vault.db' },
} as const;
const [log, keys] = [where.log.where, where.keys.where];
const settings = 'LEDGER_DATA, LEDGER_NAME, EVENTSTORE_URL and MONGODB_URL';

describe('a log and a vault', () => {
  it.each([
    { kind: 'none' } as const,
    { kind: 'vault only' } as const,
    { kind: 'unbound' } as const,
    { kind: 'even' } as const,
    { kind: 'vault ahead', lastNumber: 2_000 } as const,
  ])('may be used: $kind', (pairState) => {
    expect(pairProblemFor(pairState, where)).toBeNull();
  });

  it('of two ledgers are refused with what to put back', () => {
    expect(pairProblemFor({ kind: 'foreign', isVaultNew: false }, where)?.[0]).toBe(
      `the log ${log} and the key vault ${keys} belong to two ledgers: put back the one that is wrong from a backup, ` +
        `or correct ${settings}; nothing was changed`,
    );
  });

  it('of which the vault is new are refused with whose the log is: there is no backup to put back', () => {
    expect(pairProblemFor({ kind: 'foreign', isVaultNew: true }, where)?.[0]).toBe(
      `the log ${log} was begun with another key vault, and the key vault ${keys} is new and holds nothing: another ` +
        'machine has begun this ledger first; give this one the same vault (MONGODB_URL), or run the ledger on that ' +
        `machine only and remove this vault, or correct ${settings}; the log was not changed`,
    );
  });

  it('of which the vault is ahead are told, and nothing is told of others', () => {
    expect(pairRemarkFor({ kind: 'vault ahead', lastNumber: 2_000 }, where)?.[0]).toMatch(
      /^the key vault \/data\/vault\.db has noted worker numbers up to 2000, of which the log .* does not know/,
    );
    expect(pairRemarkFor({ kind: 'even' }, where)).toBeNull();
  });
});
