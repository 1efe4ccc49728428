import type { ListedImport } from '@ledger/runtime/door/operator-orders.js';
import { importSentence } from '@ledger/runtime/faults/import-sentences.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { spokenIn } from '@ledger/ledger/kernel/two-languages.js';
import { headIn } from '../terminal/table-heads.js';
import { dryRunMessages, importsMessages, importStateWords } from './imports-messages.js';
import type { Asking } from '../terminal/command-caller.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, print, printJson, printTable } from '../terminal/output.js';

export type ImportsOptions = Readonly<{ json?: boolean }>;

const texts = ['import', 'state', 'received', 'by', 'office', 'file'] as const;
const numbers = ['rows', 'judged', 'accepted'] as const;

const stateText = ({ state, dryRun }: ListedImport, language: Language): string => {
  const word = state in importStateWords ? spokenIn(importStateWords, language)(state) : state;
  return dryRun ? spokenIn(dryRunMessages, language)('dryRun', { state: word }) : word;
};

/** Why an import failed, in the reader's language. */
const failureOf = ({ failure }: ListedImport, language: Language) =>
  failure === null
    ? null
    : { code: failure.code, message: importSentence(language, failure), line: failure.line };

const jsonOf = (listed: ListedImport, language: Language): unknown => {
  const { id, state, file, office, dryRun, actor, receivedAt, rows, judged, accepted, brokenOff } = listed;
  return {
    ...{ id, state, file, office, dryRun, actor, receivedAt, rows, judged, accepted },
    ...{ failure: failureOf(listed, language), brokenOff },
  };
};

const printImports = (all: readonly ListedImport[], language: Language): void => {
  const say = spokenIn(importsMessages, language);
  printTable(
    [
      ...texts.map((column) => ({ head: headIn(language, column) })),
      ...numbers.map((column) => ({ head: headIn(language, column), align: 'right' as const })),
    ],
    all.map((listed) => {
      const { id, office, file, actor, receivedAt, rows, judged, accepted } = listed;
      return [
        ...[id, stateText(listed, language), receivedAt, actor, office, file],
        ...[rows === null ? '' : count(rows), count(judged), count(accepted)],
      ];
    }),
  );
  for (const listed of all) {
    const failure = failureOf(listed, language);
    if (failure !== null) print(say('why', { id: listed.id, sentence: failure.message }));
  }
  const brokenOff = all.filter((listed) => listed.brokenOff).length;
  if (brokenOff > 0) print(say('brokenOff', { number: count(brokenOff) }));
};

/** Imports, the newest first: of the running owner, at most a hundred; of a ledger that nobody runs, all. */
export const listImports = async (
  { json = false }: ImportsOptions,
  { door, by, language }: Asking,
): Promise<number> => {
  const all = await door.handle({ order: 'ListNewestImports', by });
  if (json) printJson(all.map((listed) => jsonOf(listed, language)));
  else printImports(all, language);
  return exitCodes.ok;
};
