import type { Pair } from '../support/pair.js';
import { withPlaces } from './log-and-vault/log-and-vault-setup.js';
import { firstStarts } from './log-and-vault/first-starts.js';
import { mixUps } from './log-and-vault/mix-ups.js';
import { otherMachines } from './log-and-vault/other-machines.js';
import { vaultsAhead } from './log-and-vault/vaults-ahead.js';
import { vaultsBehind } from './log-and-vault/vaults-behind.js';

/** The contract of a log and a key vault together, for every pair of engines. */
export const describeLogAndVault = (pair: Pair): void => {
  describe(`log and vault, ${pair.log} and ${pair.documents},`, () => {
    withPlaces(pair);
    describe('from their beginning:', firstStarts);
    describe('are not used together, and stay as they are:', mixUps);
    describe('where the vault is behind:', vaultsBehind);
    describe('where the vault is ahead:', vaultsAhead);
    if (pair.log === 'eventstoredb') describe('of several machines:', otherMachines);
  });
};
