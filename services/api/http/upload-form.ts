import busboy, { type Busboy } from 'busboy';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { errorOf } from '@ledger/ledger/kernel/error-message.js';
import { importFault } from '@ledger/runtime/faults/import-problems.js';
import { ResponseOver } from './response-end.js';

/** The maximum size of a form field other than the sheet, in bytes. */
const fieldBytesMax = 1024 * 1024;

const fieldNames: ReadonlySet<string> = new Set([
  ...['office', 'dryRun', 'worksheet', 'mapping'],
  ...['skipHidden', 'rows', 'sum', 'allOrNothing', 'corrections', 'reason'],
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

/** The error to report for a failure of the form parser or of the connection. */
const faultOf = (error: Error): Error => {
  if (error instanceof ResponseOver || /^Unexpected end/.test(error.message))
    return importFault('cutOff', {}, { cause: error });
  return importFault('brokenForm', {}, { cause: error });
};

/** The uploaded file of a form. Reading `bytes` throws if the form turns out to be faulty. */
export type FormSheet = Readonly<{ filename: string | undefined; bytes: AsyncIterable<Uint8Array> }>;

type OnSheet = (fields: ReadonlyMap<string, string>, sheet: FormSheet) => void;

/**
 * Reads the multipart form of one upload while it arrives: first the fields, then the sheet. After the first problem
 * the rest of the request is discarded, and reading the sheet's bytes throws that problem.
 */
export class UploadForm {
  /**
   * Resolves when the whole form was read. Rejects with the first problem: an ImportFault, or the error given to
   * `stop`.
   */
  readonly whole: Promise<void>;
  private readonly parser: Busboy;
  private readonly fields = new Map<string, string>();
  private sheet: Readable | null = null;
  private isOver = false;
  private settle: (problem: Error | null) => void = () => undefined;

  /**
   * `onSheet` is called when the sheet begins; an error that it throws is a problem of the form. `over` aborts when the
   * response is over. Throws ImportFault if the request has no multipart form.
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
    // The reader of the sheet gets the problem first, and may not be waiting for `whole` yet. This handler prevents an
    // unhandled rejection.
    this.whole.catch(() => undefined);
    this.listen();
  }

  /** Ends reading with a problem. Does nothing if the form has ended already. */
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
      // Errors of the file stream are reported as problems of the form.
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
    // Not `pipeline`: it would destroy the request together with the parser, and the client could not read the answer.
    request.pipe(parser);
  }

  /**
   * Handles one part of the form; an error that `take` throws is a problem of the form. The destroyed parser may still
   * emit parts from bytes that it had buffered, and never ends their files, so such parts are ignored.
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
    // The form may still break off after its file; then reading the file must fail, too.
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
