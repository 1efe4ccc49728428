import { WorkbookFault } from './workbook-fault.js';
import { readXml } from './xml-reader.js';
import { decodedEscapes, RichText } from './rich-text.js';

/** Maximum memory for the shared texts of a workbook, in bytes. */
export const sharedBytesMax = 64 * 1024 * 1024;

/** Additional bytes of memory per text, for its start offset. */
const bytesPerText = 4;

/**
 * The shared texts of a workbook, which cells reference by number. They are stored as UTF-8 in one buffer: many small
 * strings would take ten times more memory.
 */
export class SharedStrings {
  private bytes = Buffer.alloc(64 * 1024);
  private starts = new Uint32Array(1024);
  private count = 0;
  private length = 0;

  add(text: string): void {
    const size = Buffer.byteLength(text);
    if (this.length + size + (this.count + 1) * bytesPerText > sharedBytesMax) {
      throw new WorkbookFault('manyTexts', { mebibytes: sharedBytesMax / 1024 / 1024 });
    }
    this.grow(size);
    this.bytes.write(text, this.length);
    this.length += size;
    this.count += 1;
    this.starts[this.count] = this.length;
  }

  at(index: number): string {
    if (!(index >= 0 && index < this.count))
      throw new WorkbookFault('missingText', { number: String(index) });
    return this.bytes.toString('utf8', this.starts[index], this.starts[index + 1]);
  }

  private grow(size: number): void {
    if (this.count + 2 > this.starts.length) {
      const starts = new Uint32Array(this.starts.length * 2);
      starts.set(this.starts);
      this.starts = starts;
    }
    if (this.length + size <= this.bytes.length) return;
    const bytes = Buffer.alloc(Math.max(this.bytes.length * 2, this.length + size));
    this.bytes.copy(bytes, 0, 0, this.length);
    this.bytes = bytes;
  }
}

/** Reads the shared texts from their part of the workbook. Throws WorkbookFault. */
export const readSharedStrings = async (bytes: AsyncIterable<Uint8Array>): Promise<SharedStrings> => {
  const strings = new SharedStrings();
  const rich = new RichText();
  await readXml(bytes, {
    open: (name) => {
      rich.open(name);
    },
    close: (name) => {
      rich.close(name);
      if (name === 'si') strings.add(decodedEscapes(rich.take()));
    },
    text: (text) => {
      rich.text(text);
    },
  });
  return strings;
};
