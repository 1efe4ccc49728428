import { mongoMissing } from '../doubles/mongodb/server.js';
import { describeLogAndVault } from './log-and-vault.js';

describeLogAndVault({ log: 'embedded', documents: 'mongodb' }, mongoMissing);
