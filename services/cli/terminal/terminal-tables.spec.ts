import { faultsOf } from '@ledger/test/dsl/both-languages.js';
import { logMisfits } from '@ledger/projections/digest/log-misfits.js';
import { splitWords, rowStatusWords } from '@ledger/projections/totals/totals-row-words.js';
import { actMessages, fieldWords } from '../commands/act-messages.js';
import { dryRunMessages, importStateWords } from '../commands/imports-messages.js';
import { buildStateWords, maintenanceMessages } from '../commands/maintenance-messages.js';
import { sampleMessages } from '../commands/sample-messages.js';
import { partWords, statusMessages } from '../commands/status-messages.js';
import { totalsMessages } from '../commands/totals-messages.js';
import { undoMessages } from '../commands/undo-messages.js';
import { verifyLogMessages, verifyMessages } from '../commands/verify-messages.js';
import { importWords } from '../imports/import-words.js';
import { parserProblems } from './parser-problems.js';
import { heads } from './table-heads.js';
import { terminalMessages } from './terminal-messages.js';
import { usageProblems } from './usage-problems.js';

const tables = {
  ...{ actMessages, fieldWords, dryRunMessages, importStateWords, buildStateWords, maintenanceMessages },
  ...{
    sampleMessages,
    partWords,
    statusMessages,
    totalsMessages,
    undoMessages,
    verifyLogMessages,
    verifyMessages,
  },
  ...{ importWords, parserProblems, heads, terminalMessages, usageProblems, logMisfits },
  ...{ splitWords, rowStatusWords },
};

const sentences = Object.entries(tables).flatMap(([table, words]) =>
  Object.entries(words).map(([name, both]) => [`${table}.${name}`, both] as const),
);

/** Values of options, and what a user puts in their own word for. */
const values = /\b(?:male|female|unknown|VIEW)\b/g;

describe('what the command line says', () => {
  it.each(sentences)('says the same in both languages: %s', (_name, words) => {
    expect(faultsOf(words, values)).toStrictEqual([]);
  });

  it('calls the fields of acts in English what the API calls them', () => {
    expect(Object.entries(fieldWords).filter(([field, [, en]]) => field !== en)).toStrictEqual([]);
  });
});
