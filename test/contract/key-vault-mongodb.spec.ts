import { mongoMissing } from '../doubles/mongodb/server.js';
import { describeKeyVault } from './key-vault.js';
import { mongoVaults } from './mongodb-places.js';
import { describeVaultNotes } from './vault-notes.js';

describeKeyVault('mongodb', mongoVaults, mongoMissing);
describeVaultNotes('mongodb', mongoVaults, mongoMissing);
