import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportFormats, type Exported, type ExportFormat } from '@ledger/runtime/exports/exported.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { Asking } from '../terminal/command-caller.js';
import { exitCodes } from '../terminal/exit-codes.js';
import type { ExportFilter } from '../options/export-filters.js';
import type { ExportOptions } from '../options/export-options.js';
import { print } from '../terminal/output.js';
import { usageFault } from '../terminal/usage-fault.js';
import { officeNamed, workerNamed } from '../options/worker-option.js';

const formatOf = (file: string): ExportFormat => {
  const extension = extname(file).slice(1).toLowerCase();
  const format = exportFormats.find((known) => known === extension);
  if (format === undefined) throw usageFault('otherFormat', { file });
  return format;
};

const exportedBy = async (asked: ExportFilter, asking: Asking): Promise<Exported> => {
  if (asked.what !== 'worker') return asked;
  const { number } = await workerNamed(asking, asked.named, officeNamed(asked.office));
  return { what: 'history', worker: number };
};

/** Writes a file under another name first: a sheet that broke off never bears the name that was asked for. */
const writeWhole = async (file: string, pieces: AsyncIterable<Uint8Array>): Promise<void> => {
  const part = `${file}.part`;
  try {
    await pipeline(Readable.from(pieces, { objectMode: false }), createWriteStream(part));
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    if (typeof error === 'object' && error !== null && 'syscall' in error)
      throw usageFault('notWritten', { file, why: messageOf(error) });
    throw error;
  }
};

/** Writes a sheet of the views as they are at one moment, also beside a running owner. */
export const exportSheet = async (
  asked: ExportFilter,
  options: ExportOptions,
  asking: Asking,
): Promise<number> => {
  const { door, by, language } = asking;
  const format = formatOf(options.out);
  const exported = await exportedBy(asked, asking);
  const order = { order: 'ExportSheet', by, exported, format, language, atLeast: null } as const;
  const pieces = await door.handle({ ...order, names: options.names ?? false });
  if (pieces === null) throw new Error('a worker was found, and is not there any more');
  await writeWhole(options.out, pieces);
  print(options.out);
  return exitCodes.ok;
};
