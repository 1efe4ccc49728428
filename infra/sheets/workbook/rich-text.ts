import { WorkbookFault } from './workbook-fault.js';
import { pieceCharsMax } from './xml-reader.js';

const escaped = /_x([0-9A-Fa-f]{4})_/g;

/** Characters that XML cannot hold stand as `_x000D_`. Those that no text may hold, NUL and halves, stay as they are. */
export const decodedEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(escaped, (whole, hex: string) => {
        const code = Number.parseInt(hex, 16);
        return code === 0 || (code >= 0xd800 && code <= 0xdfff) ? whole : String.fromCharCode(code);
      })
    : text;

/** A text made of runs, each in its own font; how it is spoken (phonetic runs) is no part of it. */
export class RichText {
  private written = '';
  private isText = false;
  private isSpoken = false;

  open(name: string): void {
    if (name === 'rPh') this.isSpoken = true;
    else if (name === 't') this.isText = !this.isSpoken;
  }

  close(name: string): void {
    if (name === 'rPh') this.isSpoken = false;
    else if (name === 't') this.isText = false;
  }

  text(text: string): void {
    if (!this.isText) return;
    this.written += text;
    if (this.written.length > pieceCharsMax) throw new WorkbookFault('longText', { max: pieceCharsMax });
  }

  /** What was written since the last time. */
  take(): string {
    const { written } = this;
    this.written = '';
    return written;
  }
}
