import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  exportFormats,
  exportPieces,
  type Exported,
  type ExportFormat,
} from '@ledger/runtime/exports/sheet-export.js';
import { isSample } from '@ledger/ledger/use-cases/mark-sample.js';
import { openViewReader, type Reader } from '@ledger/runtime/engines/ledger-reader.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { exitCodes } from '../terminal/exit-codes.js';
import type { ExportAsked } from '../options/export-asked.js';
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

const exportedBy = async (asked: ExportAsked, reader: Reader, language: Language): Promise<Exported> => {
  if (asked.what !== 'worker') return asked;
  const { number } = await workerNamed(reader, asked.named, officeNamed(asked.office), language);
  return { what: 'history', worker: number };
};

/** What is exported, and of what kind of ledger. */
const preparedBy = async (
  asked: ExportAsked,
  settings: Settings,
  language: Language,
): Promise<Readonly<{ exported: Exported; sample: boolean }>> => {
  const reader = await openViewReader(settings);
  try {
    return { exported: await exportedBy(asked, reader, language), sample: await isSample(reader.log) };
  } finally {
    await reader.close();
  }
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
  asked: ExportAsked,
  options: ExportOptions,
  settings: Settings,
  language: Language,
): Promise<number> => {
  const format = formatOf(options.out);
  const { exported, sample } = await preparedBy(asked, settings, language);
  const exporting = { by: userInfo().username, at: new Date().toISOString(), language, sample };
  const order = { exported, format, names: options.names ?? false, exporting };
  await writeWhole(
    options.out,
    exportPieces(() => openViewReader(settings, 'snapshot'), order),
  );
  print(options.out);
  return exitCodes.ok;
};
