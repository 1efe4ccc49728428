import { describeKeyVault } from './key-vault.js';
import { mongoVaults } from './mongodb-places.js';
import { describeVaultNotes } from './vault-notes.js';

describeKeyVault('mongodb', mongoVaults);
describeVaultNotes('mongodb', mongoVaults);
