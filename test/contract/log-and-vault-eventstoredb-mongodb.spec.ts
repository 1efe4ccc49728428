import { describeLogAndVault } from './log-and-vault.js';

describeLogAndVault({ log: 'eventstoredb', documents: 'mongodb' });
