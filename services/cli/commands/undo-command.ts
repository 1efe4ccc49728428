import { refusalText, isRefusalCode, type Language } from '@ledger/ledger/kernel/refusals.js';
import { spokenIn } from '@ledger/ledger/kernel/two-languages.js';
import { headIn } from '../terminal/table-heads.js';
import { terminalSpeech } from '../terminal/terminal-messages.js';
import { undoMessages } from './undo-messages.js';
import { exitCodes } from '../terminal/exit-codes.js';
import type { Asking } from '../terminal/command-caller.js';
import { progressBar } from '../terminal/progress-bar.js';
import { count, print, printJson, printTable } from '../terminal/output.js';

export type UndoOptions = Readonly<{ reason: string; json?: boolean }>;

/** Takes a whole import back, and returns when every view has folded that. Ends with 1 where acts were left. */
export const undoImport = async (
  id: string,
  { reason, json = false }: UndoOptions,
  { door, by, language }: Asking,
): Promise<number> => {
  const bar = progressBar(id, terminalSpeech(language)('acts'), json);
  const order = { order: 'TakeImportBack', by, id, reason, progress: bar.move } as const;
  const { acts, undone, left } = await door.handle(order).finally(() => {
    bar.end();
  });
  if (json) printJson({ id, acts, undone, left: left.map(({ row, act, code }) => ({ row, act, code })) });
  else {
    const facts = { id, acts: count(acts), undone: count(undone), left: count(left.length) };
    print(spokenIn(undoMessages, language)('undone', facts));
    if (left.length > 0) {
      printTable(
        [
          { head: headIn(language, 'row'), align: 'right' },
          { head: headIn(language, 'act') },
          { head: headIn(language, 'code') },
          { head: headIn(language, 'reason') },
        ],
        left.map(({ row, act, code }) => [String(row), act, code, reasonOf(code, language)]),
      );
    }
  }
  return left.length === 0 ? exitCodes.ok : exitCodes.failed;
};

const because = { state: 'reversed', attended: '≥ 1' };

const reasonOf = (code: string, language: Language): string =>
  isRefusalCode(code) ? refusalText(code, because, language) : code;
