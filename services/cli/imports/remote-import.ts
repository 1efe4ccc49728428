import { actor } from '../terminal/command-caller.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { spokenIn } from '@ledger/ledger/kernel/two-languages.js';
import { importWords } from './import-words.js';
import { remark } from '../terminal/output.js';
import {
  failedWith,
  isReported,
  notReceived,
  takenFrom,
  type Desk,
  type HandedIn,
  type Taken,
} from './import-target.js';
import type { OwnerClient } from './owner-client.js';

/** What a shell takes for “ended by Ctrl-C”. */
const interrupted = 130;

/** Says, when the user leaves, that the work does not. */
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

/** Sheets are sent to the running owner, and watched until they are done. */
export const remoteDesk = (owner: OwnerClient): Desk => {
  const { language } = owner;
  let reached: string | null = null;

  const watch = async (id: string, { progress }: HandedIn): Promise<Taken> => {
    const { stay } = leaving(spokenIn(importWords, language)('work', { id }), language);
    try {
      for await (const { judged, rows, failure, position } of owner.watch(id)) {
        if (rows !== null) progress(judged, rows);
        if (failure !== null && !isReported(failure)) return failedWith(failure);
        reached = position ?? reached;
      }
      return takenFrom(await owner.outcome(id));
    } finally {
      stay();
    }
  };

  const send = async (handed: HandedIn): Promise<Taken | Readonly<{ id: string }>> => {
    try {
      return { id: await owner.upload(handed, actor()) };
    } catch (error) {
      return notReceived(handed.file, error);
    }
  };

  return {
    take: async (handed) => {
      const sent = await send(handed);
      return 'id' in sent ? watch(sent.id, handed) : sent;
    },
    finish: () => (reached === null ? Promise.resolve() : owner.caughtUp(reached)),
    close: () => Promise.resolve(),
  };
};
