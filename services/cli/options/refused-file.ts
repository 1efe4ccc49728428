import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { open, rm } from 'node:fs/promises';
import { usageFault } from '../terminal/usage-fault.js';

/** The file that refused rows are written to. */
export type RefusedFile = Readonly<{
  path: string;
  write: (texts: AsyncIterable<string>) => Promise<void>;
  /** Closes the file; it goes away where nothing was written to it. */
  close: () => Promise<void>;
}>;

/** Names stand in it: it is for the eyes of whoever imported the sheet. */
const mode = 0o600;

/**
 * Makes the file, before anything is taken in: a place that cannot be written is told while nothing has happened.
 * Throws UsageFault where it cannot be made, also where it is there already.
 */
export const openRefusedFile = async (path: string): Promise<RefusedFile> => {
  const file = await open(path, 'wx', mode).catch((cause: unknown) => {
    throw usageFault('refusedNotMade', { path, why: messageOf(cause) }, { cause });
  });
  let isWritten = false;
  return {
    path,
    write: async (texts) => {
      isWritten = true;
      for await (const text of texts) await file.writeFile(text);
    },
    close: async () => {
      await file.close();
      if (!isWritten) await rm(path, { force: true });
    },
  };
};
