import { createReadStream } from 'node:fs';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';

/** A sheet on disk. */
export const fileSheet = (path: string): SheetSource => ({
  name: path,
  bytes: async function* () {
    for await (const chunk of createReadStream(path)) {
      if (chunk instanceof Uint8Array) yield chunk;
    }
  },
});
