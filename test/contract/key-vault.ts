import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import { blocks } from './key-vault/blocks.js';
import { erasing } from './key-vault/erasure.js';
import { holds } from './key-vault/holds.js';
import { keys } from './key-vault/keys.js';
import { lookUps } from './key-vault/look-ups.js';
import { traits } from './key-vault/traits.js';
import { handlesOn, type MakePlace } from './places.js';

/** The contract of every key vault. The vault need not be empty, because each case uses new persons. */
export const describeKeyVault = (name: string, place: MakePlace<KeyVault>): void => {
  describe(`the key vault “${name}”`, () => {
    const vaults = handlesOn(place);
    lookUps(vaults);
    holds(vaults);
    keys(vaults);
    erasing(vaults);
    traits(vaults);
    blocks(vaults);
  });
};
