import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import { blocks } from './key-vault/blocks.js';
import { erasing } from './key-vault/erasure.js';
import { keys } from './key-vault/keys.js';
import { lookUps } from './key-vault/look-ups.js';
import { traits } from './key-vault/traits.js';
import { handlesOn, type MakePlace } from './places.js';

/** What every key vault must do. It need not be empty: a case uses persons that nobody has used. */
export const describeKeyVault = (name: string, place: MakePlace<KeyVault>): void => {
  describe(`the key vault “${name}”`, () => {
    const vaults = handlesOn(place);
    lookUps(vaults);
    keys(vaults);
    erasing(vaults);
    traits(vaults);
    blocks(vaults);
  });
};
