import busboy, { type Busboy } from 'busboy';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { errorOf } from '@ledger/ledger/kernel/error-message.js';
import { importFault } from '@ledger/runtime/faults/import-problems.js';
import { ResponseOver } from './response-end.js';

/** The longest field beside the sheet, in bytes. */
const fieldBytesMax = 1024 * 1024;

const fieldNames: ReadonlySet<string> = new Set([
  ...['office', 'dryRun', 'worksheet', 'mapping'],
  ...['skipHidden', 'rows', 'sum', 'allOrNothing'],
]);

const parserFor = ({ headers }: IncomingMessage): Busboy => {
  try {
    if (!/^multipart\/form-data\b/i.test(headers['content-type'] ?? ''))
      throw new TypeError('no multipart/form-data');
    const limits = {
      fieldSize: fieldBytesMax,
      fields: fieldNames.size + 1,
      files: 2,
      parts: fieldNames.size + 3,
    };
    return busboy({ headers, defParamCharset: 'utf8', preservePath: true, limits });
  } catch (cause) {
    throw importFault('noForm', {}, { cause });
  }
};

/** What is wrong with a form, by what its parser or its reader threw; anything else as it is. */
const faultOf = (error: Error): Error => {
  if (error instanceof ResponseOver || /^Unexpected end/.test(error.message))
    return importFault('cutOff', {}, { cause: error });
  return importFault('brokenForm', {}, { cause: error });
};

/** The file of a form: its name, and its bytes, which end with an error where the form does. */
export type FormSheet = Readonly<{ filename: string | undefined; bytes: AsyncIterable<Uint8Array> }>;

type OnSheet = (fields: ReadonlyMap<string, string>, sheet: FormSheet) => void;

/**
 * The form of one upload while it comes in: fields, then the sheet. The first problem decides: from then on nothing of
 * the form is listened to, the sheet's bytes end with the problem, and the rest of the request is thrown away.
 */
export class UploadForm {
  /** Resolves when the whole form was read. Rejects with the first problem: ImportFault, or what `stop` was told. */
  readonly whole: Promise<void>;
  private readonly parser: Busboy;
  private readonly fields = new Map<string, string>();
  private sheet: Readable | null = null;
  private isOver = false;
  private settle: (problem: Error | null) => void = () => undefined;

  /**
   * `onSheet` hears of the sheet when it begins; what it throws is a problem of the form. `over` aborts when nobody can be
   * answered any more. Throws ImportFault where the request is no form at all.
   */
  constructor(
    private readonly request: IncomingMessage,
    private readonly over: AbortSignal,
    private readonly onSheet: OnSheet,
  ) {
    this.parser = parserFor(request);
    this.whole = new Promise((resolve, reject) => {
      this.settle = (problem) => {
        if (problem === null) resolve();
        else reject(problem);
      };
    });
    // Whoever reads the sheet hears of a problem first; nobody may wait for the form by then.
    this.whole.catch(() => undefined);
    this.listen();
  }

  /** Listens to nothing more. A form that is over already stays what it is. */
  stop(problem: Error): void {
    this.end(problem);
  }

  private listen(): void {
    const { parser, request, over } = this;
    parser.on('field', (name, value, { valueTruncated }) => {
      this.hear(() => {
        this.takeField(name, value, valueTruncated);
      });
    });
    parser.on('file', (name, file, { filename }) => {
      // Its errors are those of the form, and told by it.
      file.on('error', () => undefined);
      this.hear(() => {
        this.takeFile(name, file, filename);
      });
    });
    for (const limit of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const) {
      parser.on(limit, () => {
        this.end(importFault('manyFields'));
      });
    }
    parser.on('error', (error: unknown) => {
      this.end(faultOf(errorOf(error)));
    });
    parser.once('finish', () => {
      this.end(null);
    });
    const leave = (): void => {
      this.end(faultOf(new ResponseOver()));
    };
    if (over.aborted) leave();
    else over.addEventListener('abort', leave, { once: true });
    // A request is not destroyed with its parser, as a pipeline would do it: the client must be able to read the answer.
    request.pipe(parser);
  }

  /**
   * Lets a part be taken; what that throws is a problem of the form. The parser tells of parts also after it was
   * destroyed, out of bytes that it had before, and never ends a file among them: nobody may wait for that one.
   */
  private hear(take: () => void): void {
    if (this.isOver) return;
    try {
      take();
    } catch (error) {
      this.end(errorOf(error));
    }
  }

  private takeField(name: string, value: string, isCut: boolean): void {
    if (!fieldNames.has(name)) throw importFault('unknownFormField', { field: name });
    if (this.sheet !== null) throw importFault('lateField', { field: name });
    if (this.fields.has(name)) throw importFault('fieldTwice', { field: name });
    if (isCut) throw importFault('longField', { field: name });
    this.fields.set(name, value);
  }

  private takeFile(name: string, file: Readable, filename: string | undefined): void {
    if (name !== 'sheet' || this.sheet !== null) {
      file.destroy();
      throw importFault('otherFile', { field: name });
    }
    this.sheet = file;
    this.onSheet(this.fields, { filename, bytes: this.bytesOf(file) });
  }

  private async *bytesOf(file: Readable): AsyncIterable<Uint8Array> {
    for await (const chunk of file) if (chunk instanceof Uint8Array) yield chunk;
    // A form that breaks off after its file is broken, too.
    await this.whole;
  }

  private end(problem: Error | null): void {
    if (this.isOver) return;
    this.isOver = true;
    this.settle(problem);
    this.request.unpipe(this.parser);
    if (problem !== null) this.sheet?.destroy(problem);
    this.parser.destroy();
    this.request.resume();
  }
}
