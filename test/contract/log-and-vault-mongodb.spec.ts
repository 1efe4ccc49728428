import { describeLogAndVault } from './log-and-vault.js';

describeLogAndVault({ log: 'embedded', documents: 'mongodb' });
