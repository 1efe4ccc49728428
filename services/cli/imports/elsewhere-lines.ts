import type { RowElsewhere } from '@ledger/ledger/imports/import-report.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { count } from '../terminal/output.js';
import { remarkSentences } from './remark-lines.js';

/** How many rows a table names; `--json` has all. */
const rowsShown = 20;

/** What a table says of rows that another office has recorded, too; nothing where there are none. */
export const elsewhereLines = (elsewhere: readonly RowElsewhere[], language: Language): readonly string[] => {
  if (elsewhere.length === 0) return [];
  const say = remarkSentences[language];
  const listed = elsewhere
    .slice(0, rowsShown)
    .map(({ row, office, act }) => `${say.rows(String(row), true)} (${office}: ${act})`);
  const more = elsewhere.length > rowsShown ? say.andMore(count(elsewhere.length - rowsShown)) : '';
  return [say.elsewhere(`${listed.join(', ')}${more}`)];
};
