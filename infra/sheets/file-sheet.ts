import { createReadStream } from 'node:fs';
import type { TextSource } from '@ledger/ledger/ports/sheet-source.js';

/** Reads a sheet of text (CSV) from a file. */
export const fileSheet = (path: string): TextSource => ({
  name: path,
  bytes: async function* () {
    for await (const chunk of createReadStream(path)) {
      if (chunk instanceof Uint8Array) yield chunk;
    }
  },
});
