import { faultsOf } from '@ledger/test/dsl/both-languages.js';
import { logMisfits } from '@ledger/projections/digest/log-misfits.js';
import { splitWords, rowStatusWords } from '@ledger/projections/totals/totals-row-words.js';
import { actWords, fieldWords } from '../commands/act-words.js';
import { dryRunWords, importStateWords } from '../commands/imports-words.js';
import { buildStateWords, maintenanceWords } from '../commands/maintenance-words.js';
import { sampleWords } from '../commands/sample-words.js';
import { partWords, statusWords } from '../commands/status-words.js';
import { totalsWords } from '../commands/totals-words.js';
import { undoWords } from '../commands/undo-words.js';
import { verifyLogWords, verifyWords } from '../commands/verify-words.js';
import { importWords } from '../imports/import-words.js';
import { parserProblems } from './parser-problems.js';
import { heads } from './table-heads.js';
import { terminalWords } from './terminal-words.js';
import { usageProblems } from './usage-problems.js';

const tables = {
  ...{ actWords, fieldWords, dryRunWords, importStateWords, buildStateWords, maintenanceWords },
  ...{ sampleWords, partWords, statusWords, totalsWords, undoWords, verifyLogWords, verifyWords },
  ...{ importWords, parserProblems, heads, terminalWords, usageProblems, logMisfits },
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
