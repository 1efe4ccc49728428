import type { ListedImport } from '@ledger/runtime/door/operator-orders.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { spokenIn } from '@ledger/ledger/kernel/two-languages.js';
import { headIn } from '../terminal/table-heads.js';
import { dryRunMessages, importStateWords } from './imports-messages.js';
import type { Asking } from '../terminal/command-caller.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, printJson, printTable } from '../terminal/output.js';

export type ImportsOptions = Readonly<{ json?: boolean }>;

const texts = ['import', 'state', 'received', 'by', 'file'] as const;
const numbers = ['rows', 'judged', 'accepted'] as const;

const stateText = ({ state, dryRun }: Pick<ListedImport, 'state' | 'dryRun'>, language: Language): string => {
  const word = state in importStateWords ? spokenIn(importStateWords, language)(state) : state;
  return dryRun ? spokenIn(dryRunMessages, language)('dryRun', { state: word }) : word;
};

/** Imports, the newest first: of the running owner, at most a hundred; of a ledger that nobody runs, all. */
export const listImports = async (
  { json = false }: ImportsOptions,
  { door, by, language }: Asking,
): Promise<number> => {
  const listed = await door.handle({ order: 'ListNewestImports', by });
  const shown = listed.map(
    ({ id, state, file, office, dryRun, actor, receivedAt, rows, judged, accepted }) => ({
      ...{ id, state, file, office, dryRun, actor, receivedAt, rows, judged, accepted },
    }),
  );
  if (json) {
    printJson(shown);
    return exitCodes.ok;
  }
  printTable(
    [
      ...texts.map((column) => ({ head: headIn(language, column) })),
      ...numbers.map((column) => ({ head: headIn(language, column), align: 'right' as const })),
    ],
    shown.map(({ id, state, file, dryRun, actor, receivedAt, rows, judged, accepted }) => [
      ...[id, stateText({ state, dryRun }, language), receivedAt, actor, file],
      ...[rows === null ? '' : count(rows), count(judged), count(accepted)],
    ]),
  );
  return exitCodes.ok;
};
