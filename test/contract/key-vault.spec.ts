import { embeddedVaults } from './embedded-places.js';
import { describeKeyVault } from './key-vault.js';

describeKeyVault('embedded', embeddedVaults);
