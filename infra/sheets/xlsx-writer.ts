import { errorOf } from '@ledger/ledger/kernel/error-message.js';
import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { SheetRow, Sheet, SheetWriter } from '@ledger/projections/ports/sheet-writer.js';
import { ZipFile } from 'yazl';
import { aboutXml, rowXml, sheetEnd, sheetHead, workbookParts } from './xlsx-parts.js';

/** Maximum number of rows in a worksheet, without its header row. Further rows go to another worksheet. */
export const rowsMax = 1_048_575;

const compressing = { compress: true, compressionLevel: 1 } as const;

/** Splits the rows of all pages into portions, each of which goes to one worksheet. */
class Portions {
  rows = 0;
  ended = false;
  private rest: readonly SheetRow[] = [];
  private readonly pages: AsyncIterator<readonly SheetRow[]>;

  constructor(sheet: Sheet) {
    this.pages = sheet.pages()[Symbol.asyncIterator]();
  }

  /**
   * Returns up to `most` rows; an empty list at the end. Reads one page ahead, so that `ended` is true right after the
   * last portion; otherwise an empty worksheet could follow.
   */
  async next(most: number): Promise<readonly SheetRow[]> {
    await this.lookAhead();
    const portion = this.rest.slice(0, most);
    this.rest = this.rest.slice(most);
    this.rows += portion.length;
    await this.lookAhead();
    return portion;
  }

  private async lookAhead(): Promise<void> {
    while (this.rest.length === 0 && !this.ended) {
      const next: IteratorResult<readonly SheetRow[], unknown> = await this.pages.next();
      if (next.done === true) this.ended = true;
      else this.rest = next.value;
    }
  }

  async close(): Promise<void> {
    await this.pages.return?.();
  }
}

const worksheet = async function* (
  { columns }: Sheet,
  portions: Portions,
  most: number,
): AsyncIterable<Buffer> {
  yield Buffer.from(sheetHead(columns));
  for (let left = most; left > 0;) {
    const portion = await portions.next(left);
    if (portion.length === 0) break;
    left -= portion.length;
    yield Buffer.from(portion.map((row) => rowXml(row, columns)).join(''));
    if (portions.ended) break;
  }
  yield Buffer.from(sheetEnd);
};

/** A workbook whose parts are written while its bytes are read. */
class Workbook {
  readonly zip = new ZipFile();
  private readonly portions: Portions;
  private current: Readable | null = null;

  constructor(
    private readonly sheet: Sheet,
    private readonly most: number,
  ) {
    this.portions = new Portions(sheet);
    // The stream of the part also reports its error, in `fill`. Without a listener here, it would crash the process.
    this.zip.on('error', () => undefined);
  }

  async fill(): Promise<void> {
    const names: string[] = [];
    do {
      const number = names.length + 1;
      names.push(number === 1 ? this.sheet.title : `${this.sheet.title} ${String(number)}`);
      await this.add(number, worksheet(this.sheet, this.portions, this.most));
    } while (!this.portions.ended);
    const remarks = await this.sheet.about(this.portions.rows);
    names.push(this.sheet.aboutTitle);
    this.put(`xl/worksheets/sheet${String(names.length)}.xml`, aboutXml(remarks));
    for (const [path, text] of Object.entries(workbookParts(names))) this.put(path, text);
    this.zip.end();
  }

  async stop(): Promise<void> {
    this.current?.destroy();
    await this.portions.close();
  }

  private async add(number: number, part: AsyncIterable<Buffer>): Promise<void> {
    const stream = Readable.from(part, { objectMode: false });
    this.current = stream;
    this.zip.addReadStream(stream, `xl/worksheets/sheet${String(number)}.xml`, compressing);
    await finished(stream);
  }

  private put(path: string, text: string): void {
    this.zip.addBuffer(Buffer.from(text), path, compressing);
  }
}

const isBytes = (chunk: unknown): chunk is Uint8Array => chunk instanceof Uint8Array;

/** Creates an XLSX writer that puts at most the given number of rows into a worksheet. */
export const xlsxWriterOf = (most: number): SheetWriter =>
  async function* (sheet) {
    const workbook = new Workbook(sheet, most);
    const output = workbook.zip.outputStream.pipe(new PassThrough());
    const filled = workbook.fill().catch((error: unknown) => {
      output.destroy(errorOf(error));
    });
    try {
      for await (const chunk of output) if (isBytes(chunk)) yield chunk;
      await filled;
    } finally {
      await workbook.stop();
    }
  };

/**
 * Writes an XLSX workbook: the table with typed cells and a fixed header row, in as many worksheets as its rows need,
 * and a last worksheet that describes the table. Rows are read while the workbook is written: only a page is in memory.
 */
export const xlsxWriter: SheetWriter = xlsxWriterOf(rowsMax);
