import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { spokenIn } from '@ledger/ledger/kernel/two-languages.js';
import type { Handlers } from '@ledger/runtime/door/door.js';
import type { CommandImportOrders } from '@ledger/runtime/door/operator-orders.js';
import { hasNoReport } from '@ledger/runtime/imports/import-status.js';
import { remark } from '../terminal/output.js';
import { importWords } from './import-words.js';
import type { OwnerClient, RemoteImport } from './owner-client.js';

/** The exit code of a command that was interrupted by Ctrl-C. */
const interrupted = 130;

/** On Ctrl-C, reports that the owner continues the work, and exits. `stay` removes this signal handler. */
export const leaving = (work: string, language: Language): Readonly<{ stay: () => void }> => {
  const leave = (): void => {
    remark(`\n${spokenIn(importWords, language)('goesOn', { work })}`);
    process.exit(interrupted);
  };
  process.once('SIGINT', leave);
  return {
    stay: () => {
      process.off('SIGINT', leave);
    },
  };
};

/** Sends orders about imports to the running owner, which continues them even if the command is interrupted. */
export const ownerOrders = (
  owner: OwnerClient,
): Handlers<'ReceiveSheet' | 'ListNewestImports' | keyof CommandImportOrders> => {
  const say = spokenIn(importWords, owner.language);
  let reached: string | null = null;

  const watched = async function* (id: string, work: string): AsyncGenerator<RemoteImport, void, undefined> {
    const { stay } = leaving(work, owner.language);
    try {
      for await (const status of owner.watch(id)) {
        yield status;
        reached = status.position ?? reached;
      }
    } finally {
      stay();
    }
  };
  const caughtUp = async (): Promise<void> => {
    if (reached !== null) await owner.caughtUp(reached);
  };

  return {
    ReceiveSheet: ({ sent, by }) => owner.upload(sent, by.actor),
    FollowImport: async ({ id, progress }) => {
      for await (const { judged, rows, failure } of watched(id, say('work', { id }))) {
        if (rows !== null) progress(judged, rows);
        if (hasNoReport(failure)) return { report: null, failure };
      }
      return owner.outcome(id);
    },
    TakeImportBack: async ({ id, reason, by, progress }) => {
      await owner.undo(id, reason, by.actor);
      let undone: RemoteImport['undo'] = null;
      for await (const { undo } of watched(id, say('undoing', { id }))) {
        if (undo !== null) progress(undo.judged, undo.acts);
        undone = undo;
      }
      if (undone === null) throw new Error(`the import ${id} was lost`);
      await caughtUp();
      return undone;
    },
    AwaitViews: caughtUp,
    ListNewestImports: async () =>
      (await owner.imports()).map((status) => ({
        ...{ ...status, state: status.state.toLowerCase() },
        brokenOff: false,
      })),
  };
};
