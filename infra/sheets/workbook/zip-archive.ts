import type { Entry, ZipFile } from 'yauzl';
import { crc32 } from 'node:zlib';
import { openArchive, type ArchivePlace } from './kept-archive.js';
import { broken, WorkbookFault } from './workbook-fault.js';

/** Maximum number of parts in an archive. Workbooks have a few dozen, or some hundred with pictures. */
export const entriesMax = 10_000;

/** Maximum unpacked size of a part, in bytes: about twice the size of a million rows. */
export const partBytesMax = 1024 * 1024 * 1024;

/** Maximum compression ratio of a part: worksheets have a ratio of 10 to 40, a zip bomb about 1,000. */
export const ratioMax = 200;

/** Parts up to this unpacked size, in bytes, may have any compression ratio. */
export const ratioFreeBytes = 16 * 1024 * 1024;

/**
 * Turns an error of the zip library into WorkbookFault. An error of the file system is no damage: it stays unchanged.
 */
const asFault = (cause: unknown): unknown =>
  cause instanceof WorkbookFault || (typeof cause === 'object' && cause !== null && 'syscall' in cause)
    ? cause
    : broken(cause);

const attempt = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (cause) {
    throw asFault(cause);
  }
};

const check = (entry: Entry): void => {
  if (entry.isEncrypted()) {
    throw new WorkbookFault('lockedWorkbook');
  }
  const { fileName, compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > partBytesMax)
    throw new WorkbookFault('longPart', { part: fileName, max: partBytesMax });
  if (uncompressedSize > ratioFreeBytes && uncompressedSize > compressedSize * ratioMax)
    throw new WorkbookFault('denselyPackedPart', { part: fileName, max: ratioMax });
};

/** A zip archive whose parts are read as streams, in limited memory. The size and checksum of each part are checked. */
export class ZipArchive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** Opens an archive and reads the list of its parts. Throws WorkbookFault or an error of the file system. */
  static async open(place: ArchivePlace): Promise<ZipArchive> {
    const zip = await attempt(openArchive(place));
    try {
      return new ZipArchive(zip, await attempt(entriesOf(zip)));
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  /** Whether a part exists. The Open Packaging Conventions compare names without case. */
  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  async *read(name: string): AsyncIterable<Uint8Array> {
    const entry = this.entries.get(name.toLowerCase());
    if (entry === undefined) throw new WorkbookFault('missingPart', { part: name });
    check(entry);
    const stream = await attempt(this.zip.openReadStreamPromise(entry));
    let sum = 0;
    try {
      for await (const chunk of stream) {
        if (!(chunk instanceof Uint8Array)) continue;
        sum = crc32(chunk, sum);
        yield chunk;
      }
    } catch (cause) {
      throw asFault(cause);
    }
    if (sum !== entry.crc32) throw new WorkbookFault('wrongChecksum', { part: name });
  }

  close(): void {
    this.zip.close();
  }
}

const entriesOf = async (zip: ZipFile): Promise<ReadonlyMap<string, Entry>> => {
  const entries = new Map<string, Entry>();
  const tooMany = new WorkbookFault('manyParts', { max: entriesMax });
  if (zip.entryCount > entriesMax) throw tooMany;
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.toLowerCase();
    if (entries.has(name)) throw new WorkbookFault('partTwice', { part: entry.fileName });
    entries.set(name, entry);
  }
  return entries;
};
