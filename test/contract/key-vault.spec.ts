import { embeddedVaults, layeredVaults } from './embedded-places.js';
import { describeKeyVault } from './key-vault.js';
import { describeVaultNotes } from './vault-notes.js';

describeKeyVault('embedded', embeddedVaults);
describeKeyVault('layered', layeredVaults);
describeVaultNotes('embedded', embeddedVaults);
