import { mongoMissing } from '../doubles/mongodb/server.js';
import { describeKeyVault } from './key-vault.js';
import { mongoVaults } from './mongodb-places.js';

describeKeyVault('mongodb', mongoVaults, mongoMissing);
