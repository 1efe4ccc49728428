import { Readable } from 'node:stream';
import type { StoredBytes } from '@ledger/ledger/ports/import-folder.js';
import { fromRandomAccessReaderPromise, openPromise, RandomAccessReader, type ZipFile } from 'yauzl';

/** Where a zip archive is stored: the path of a file, or stored encrypted bytes. */
export type ArchivePlace = string | StoredBytes;

/** Gives the zip library random access to stored encrypted bytes. */
class KeptReader extends RandomAccessReader {
  constructor(private readonly kept: StoredBytes) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.kept.bytes(start, end), { objectMode: false });
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }
}

export const openArchive = (place: ArchivePlace): Promise<ZipFile> =>
  typeof place === 'string'
    ? openPromise(place, { autoClose: false })
    : fromRandomAccessReaderPromise(new KeptReader(place), place.size, { autoClose: false });
