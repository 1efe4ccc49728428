import { openLedger } from '@ledger/runtime/ledger/ledger.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { sentenceOf, isRefusalCode, type Language } from '@ledger/ledger/kernel/refusals.js';
import { spokenIn } from '@ledger/ledger/kernel/two-languages.js';
import { complaining } from '../terminal/ledger-complaints.js';
import { headIn } from '../terminal/table-heads.js';
import { terminalSpeech } from '../terminal/terminal-words.js';
import { undoWords } from './undo-words.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { actor, commandCaller } from '../terminal/command-caller.js';
import { listeningOwner } from '../imports/import-desk.js';
import type { OwnerClient } from '../imports/owner-client.js';
import { progressBar, type ProgressBar } from '../terminal/progress-bar.js';
import { leaving } from '../imports/remote-import.js';
import { count, print, printJson, printTable } from '../terminal/output.js';

export type UndoOptions = Readonly<{ reason: string; json?: boolean }>;

type Undone = Readonly<{
  acts: number;
  undone: number;
  left: readonly Readonly<{ row: number; act: string; code: string }>[];
}>;

type Asked = Readonly<{ id: string; reason: string; bar: ProgressBar; language: Language }>;

/** Undoes it by this process's own ledger. */
const undoHere = async (settings: Settings, { id, reason, bar, language }: Asked): Promise<Undone> => {
  const ledger = await openLedger(settings, complaining(language));
  try {
    const by = commandCaller();
    await ledger.door.hand({ order: 'UndoImport', by, id, reason });
    const watched = (await ledger.door.hand({ order: 'WatchImport', by, id })) ?? [];
    for await (const { undo, state } of watched) {
      if (undo === null) continue;
      bar.move(undo.judged, undo.acts);
      if (state !== 'undone') continue;
      await ledger.caughtUp();
      return { ...undo, left: await ledger.door.hand({ order: 'GetActsLeft', by, id }) };
    }
    throw new Error(`the import ${id} was lost`);
  } finally {
    await ledger.close();
  }
};

const undoThere = async (owner: OwnerClient, { id, reason, bar, language }: Asked): Promise<Undone> => {
  await owner.undo(id, reason, actor());
  const { stay } = leaving(spokenIn(undoWords, language)('work', { id }), language);
  let undone: Undone | null = null;
  for await (const { undo, state, position } of owner.watch(id)) {
    if (undo !== null) bar.move(undo.judged, undo.acts);
    if (state === 'UNDONE' && position !== null) await owner.caughtUp(position);
    undone = undo;
  }
  stay();
  if (undone === null) throw new Error(`the import ${id} was lost`);
  return undone;
};

/** Takes a whole import back, and returns when every view has folded that. Ends with 1 where acts were left. */
export const undoImport = async (
  id: string,
  { reason, json = false }: UndoOptions,
  settings: Settings,
  language: Language,
): Promise<number> => {
  const owner = listeningOwner(settings);
  const bar = progressBar(id, terminalSpeech(language)('acts'), json);
  const asked: Asked = { id, reason, bar, language };
  const { acts, undone, left } = await (
    owner === null ? undoHere(settings, asked) : undoThere(owner, asked)
  ).finally(() => {
    bar.end();
  });
  if (json) printJson({ id, acts, undone, left: left.map(({ row, act, code }) => ({ row, act, code })) });
  else {
    const facts = { id, acts: count(acts), undone: count(undone), left: count(left.length) };
    print(spokenIn(undoWords, language)('undone', facts));
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
  isRefusalCode(code) ? sentenceOf(code, because, language) : code;
