import type { Settings } from '@ledger/runtime/engines/settings.js';
import { ownPair } from '../../support/pair-owner.js';
import { pairStateOf, register, expectRefused, places } from './log-and-vault-setup.js';

/** Error message on the second machine: it has made a new vault, but another machine has already begun the ledger. */
const second = /the key vault .* is new and holds nothing: another machine has begun this ledger first/;

export const otherMachines = (): void => {
  const isVaultShared = ({ mongoUrl }: Settings): boolean => mongoUrl !== null;

  it('a second machine with keys of its own is refused, one with the same keys is not', async () => {
    const settings = places().fresh();
    await register(settings, 'M-1');
    const other = places().otherMachine(settings);
    if (isVaultShared(settings)) {
      const sameKey = { ...other, masterKeyFile: settings.masterKeyFile };
      expect(await register(sameKey, 'M-2')).toStrictEqual([1_001]);
    } else {
      await expectRefused(other, /^the key vault .* is missing, and the log .* was written with one/);
      expect(await places().vault.content(other)).toBeNull();
    }
  });

  it('of two that begin at once, each with a vault of its own, one is refused', async () => {
    // The first machine keeps its keys on the MongoDB server, or in its own folder; the second in another folder.
    const settings = places().fresh();
    const machines = [settings, { ...places().otherMachine(settings), mongoUrl: null }];
    const owners = await Promise.allSettled(machines.map(ownPair));
    const reasons = owners.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    expect(reasons).toStrictEqual([expect.stringMatching(second)]);
    for (const each of owners) if (each.status === 'fulfilled') await each.value.close();
    const later = await Promise.allSettled(machines.map(pairStateOf));
    expect(later.map(({ status }) => status).toSorted()).toStrictEqual(['fulfilled', 'rejected']);
    const again = later.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    expect(again).toStrictEqual([expect.stringMatching(second)]);
  });
};
