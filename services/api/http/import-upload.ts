import busboy, { type Busboy, type FileInfo } from 'busboy';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { checkOffice, soleOffice } from '@ledger/ledger/reading/field-checks.js';
import { sentenceOf } from '@ledger/ledger/kernel/refusals.js';
import { KeepFault } from '@ledger/ledger/ports/import-folder.js';
import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { readMapping } from '@ledger/ledger/sheets/column-mapping.js';
import { askedBy } from '../graphql/request-context.js';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import type { ImportJobs } from '@ledger/runtime/imports/import-jobs.js';
import type { Handed } from '@ledger/runtime/imports/import-notes.js';
import type { ImportJob } from '@ledger/runtime/imports/import-job.js';

/** The longest field beside the sheet, in bytes. */
const fieldBytesMax = 1024 * 1024;

const fieldNames: ReadonlySet<string> = new Set(['office', 'dryRun', 'worksheet', 'mapping']);

const badField = (problem: string): ImportFault => new ImportFault('BAD_FIELD', problem);

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
    const problem = 'send the sheet as multipart/form-data: the fields first, then the file “sheet”';
    throw new ImportFault('NOT_MULTIPART', problem, { cause });
  }
};

const officeOf = (office: string): string => {
  const bad = checkOffice(office);
  if (bad !== null) throw new ImportFault('BAD_OFFICE', sentenceOf(bad.code, bad.because, 'en'));
  return office;
};

const flagOf = (text: string): boolean => {
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw badField('dryRun is “true” or “false”');
};

/**
 * Resolves when the whole form was read. The request is not destroyed with its parser, as a pipeline would do it: the
 * client must be able to read what was wrong.
 */
const formRead = (request: IncomingMessage, parser: Busboy): Promise<void> =>
  new Promise((resolve, reject) => {
    parser.once('finish', resolve);
    parser.on('error', reject);
    request.once('close', () => {
      if (!request.complete) parser.destroy(new Error('the line went dead'));
    });
    request.pipe(parser);
  });

/** One upload: its fields, then its sheet; received when the whole form has come in, and not before. */
class Upload {
  private readonly fields = new Map<string, string>();
  private received: Promise<ImportJob> | null = null;
  private fault: ImportFault | null = null;
  private fail: (error: unknown) => void = () => undefined;
  /** Rejects as soon as receiving fails: nobody reads the rest of the form then. */
  private readonly failed: Promise<never>;

  constructor(
    private readonly request: IncomingMessage,
    private readonly jobs: ImportJobs,
  ) {
    this.failed = new Promise((_resolve, reject) => {
      this.fail = reject;
    });
    this.failed.catch(() => undefined);
  }

  async receive(): Promise<ImportJob> {
    const parser = parserFor(this.request);
    const stop = (fault: ImportFault): void => {
      this.fault ??= fault;
      parser.destroy(fault);
    };
    parser.on('field', (name, value, { valueTruncated }) => {
      const problem = this.problemWith(name, valueTruncated);
      if (problem === null) this.fields.set(name, value);
      else stop(badField(problem));
    });
    for (const limit of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const) {
      parser.on(limit, () => {
        stop(badField('the upload has more fields than are known here'));
      });
    }
    const read = { ended: Promise.resolve() };
    parser.on('file', (name, file, info) => {
      // What goes wrong with the file is told by whoever reads it.
      file.on('error', () => undefined);
      if (name !== 'sheet' || this.received !== null)
        stop(badField(`there is one file, “sheet”, and no “${name}”`));
      else this.take(file, info, read);
    });
    read.ended = formRead(this.request, parser);
    read.ended.catch(() => undefined);
    try {
      await Promise.race([read.ended, this.failed]);
      if (this.received === null) throw new ImportFault('NO_SHEET', 'the upload has no file “sheet”');
      return await this.received;
    } catch (error) {
      this.request.unpipe(parser);
      parser.destroy();
      this.request.resume();
      await this.received?.catch(() => undefined);
      throw this.faultOf(error);
    }
  }

  private problemWith(name: string, isCut: boolean): string | null {
    if (!fieldNames.has(name)) return `there is no field “${name}”`;
    if (this.received !== null) return `the field “${name}” must stand in front of the sheet`;
    if (this.fields.has(name)) return `the field “${name}” stands there twice`;
    return isCut ? `the field “${name}” is too long` : null;
  }

  private take(file: Readable, { filename }: FileInfo, read: Readonly<{ ended: Promise<void> }>): void {
    const bytes = async function* (): AsyncIterable<Uint8Array> {
      for await (const chunk of file) if (chunk instanceof Uint8Array) yield chunk;
      // A form that breaks off behind its file is broken, too.
      await read.ended;
    };
    this.received = this.handed(filename).then((handed) => this.jobs.receive(handed, bytes()));
    this.received.catch(this.fail);
  }

  private async handed(filename: string | undefined): Promise<Handed> {
    const file = filename === undefined || filename === '' ? 'sheet' : filename;
    const office = officeOf(this.fields.get('office') ?? soleOffice);
    const dryRun = flagOf(this.fields.get('dryRun') ?? 'false');
    const mapping = this.fields.get('mapping') ?? null;
    // A mapping that cannot be read is told before the sheet is received.
    if (mapping !== null) readMapping('mapping', mapping, catalogue);
    const worksheet = this.fields.get('worksheet') ?? null;
    return { file, office, worksheet, mapping, dryRun, by: askedBy(this.request) };
  }

  private faultOf(error: unknown): unknown {
    if (this.fault !== null) return this.fault;
    if (error instanceof ImportFault) return error;
    if (error instanceof SheetFault) return new ImportFault(error.code, error.message, { cause: error });
    if (error instanceof KeepFault) return new ImportFault(error.code, error.message, { cause: error });
    const isCut = !this.request.complete || (error instanceof Error && /^Unexpected end/.test(error.message));
    return isCut
      ? new ImportFault('UPLOAD_CUT_OFF', 'the upload ended before the sheet did; nothing of it was kept')
      : new ImportFault('NOT_MULTIPART', 'the upload is no multipart/form-data as the standard has it', {
          cause: error,
        });
  }
}

/** Receives the sheet of an upload, as a whole or not at all. Throws ImportFault. */
export const receiveUpload = (request: IncomingMessage, jobs: ImportJobs): Promise<ImportJob> =>
  new Upload(request, jobs).receive();
