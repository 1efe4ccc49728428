import { WorkbookFault } from './workbook-fault.js';
import { pieceCharsMax } from './xml-reader.js';

const escaped = /_x([0-9A-Fa-f]{4})_/g;

/**
 * Decodes escapes such as `_x000D_`, which spreadsheet programs use for characters that XML cannot contain. Escapes of
 * NUL and of half surrogate pairs stay as they are, because stored text must not contain these.
 */
export const decodedEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(escaped, (whole, hex: string) => {
        const code = Number.parseInt(hex, 16);
        return code === 0 || (code >= 0xd800 && code <= 0xdfff) ? whole : String.fromCharCode(code);
      })
    : text;

/** Collects a text from its runs (parts with a font of their own). Phonetic runs (`rPh`) are left out. */
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

  /** Returns the text collected since the last call. */
  take(): string {
    const { written } = this;
    this.written = '';
    return written;
  }
}
