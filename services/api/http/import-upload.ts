import type { IncomingMessage, ServerResponse } from 'node:http';
import { readReason } from '@ledger/ledger/reading/changes-reader.js';
import { textMax } from '@ledger/ledger/use-cases/record-act-command.js';
import { isRefused, readOffice } from '@ledger/ledger/reading/field-checks.js';
import { errorOf } from '@ledger/ledger/kernel/error-message.js';
import { refusalText } from '@ledger/ledger/kernel/refusals.js';
import { KeepFault } from '@ledger/ledger/ports/import-folder.js';
import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { readMapping } from '@ledger/ledger/sheets/column-mapping.js';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import type { AnswerOf, Caller, OrderOf } from '@ledger/runtime/door/orders.js';
import { controlRows, controlSum } from '@ledger/ledger/imports/control-totals.js';
import type { SheetOptions } from '@ledger/runtime/imports/sheet-options.js';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import { importFault, notKept } from '@ledger/runtime/faults/import-problems.js';
import { responseEnd } from './response-end.js';
import { UploadForm } from './upload-form.js';

type Fields = ReadonlyMap<string, string>;
type Sent = OrderOf<'ReceiveSheet'>['sent'];
type Received = AnswerOf<'ReceiveSheet'>;

/** The office in the form fields, as the user wrote it; null if there is none. Throws ImportFault if it is invalid. */
const officeOf = (text: string | undefined): string | null => {
  if (text === undefined) return null;
  const office = readOffice(text);
  if (isRefused(office))
    throw new ImportFault('BAD_OFFICE', refusalText(office.code, office.because, 'en'), {
      facts: office.because,
    });
  return text;
};

const flagOf = (fields: Fields, name: string): boolean => {
  const text = fields.get(name) ?? 'false';
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw importFault('noFlag', { field: name });
};

/** The control total with this name; null if there is none. Throws ImportFault if it is invalid. */
const controlOf = <T>(fields: Fields, name: string, read: (text: string) => T | null): T | null => {
  const text = fields.get(name);
  if (text === undefined) return null;
  const value = read(text);
  if (value === null)
    throw importFault('noNumber', { field: name, example: name === 'sum' ? '1234.50' : '120' });
  return value;
};

/** Fields that say how new acts are read and recorded, which corrections are not. */
const ofNewActs = ['office', 'mapping', 'rows', 'sum', 'allOrNothing'] as const;

/** The reason of a sheet of corrections; null for a sheet of new acts. Throws ImportFault. */
const correctionsOf = (fields: Fields): SheetOptions['corrections'] => {
  const given = fields.get('reason');
  if (!flagOf(fields, 'corrections')) {
    if (given !== undefined) throw importFault('reasonAlone', { field: 'reason' });
    return null;
  }
  const other = ofNewActs.find((name) => fields.has(name));
  if (other !== undefined) throw importFault('correctionsAlone', { field: other });
  const reason = readReason(given ?? '');
  if (isRefused(reason)) throw importFault('missingReason', { max: textMax.note });
  return { reason };
};

const optionsOf = (fields: Fields): SheetOptions => ({
  corrections: correctionsOf(fields),
  skipHidden: flagOf(fields, 'skipHidden'),
  controls: {
    rows: controlOf(fields, 'rows', controlRows),
    sumFen: controlOf(fields, 'sum', controlSum),
  },
  allOrNothing: flagOf(fields, 'allOrNothing'),
});

/**
 * Reads the form fields that precede the sheet. Throws if a field is invalid, so that the sheet is not received at all.
 */
const sentAs = (fields: Fields, filename: string | undefined): Sent => {
  const file = filename === undefined || filename === '' ? 'sheet' : filename;
  const office = officeOf(fields.get('office'));
  const dryRun = flagOf(fields, 'dryRun');
  const mapping = fields.get('mapping') ?? null;
  if (mapping !== null) readMapping('mapping', mapping, catalogue);
  const worksheet = fields.get('worksheet') ?? null;
  return { file, office, worksheet, mapping, dryRun, options: optionsOf(fields) };
};

/**
 * Converts errors of the sheet and of its storage to import errors, which have a code for the client. Other errors
 * stay.
 */
const loggable = (error: unknown): unknown => {
  if (error instanceof KeepFault) return notKept(error);
  if (!(error instanceof SheetFault)) return error;
  return new ImportFault(error.code, error.message, { cause: error, facts: error.facts });
};

/**
 * Receives the sheet of an upload completely or not at all: if this function throws, nothing of the sheet remains
 * stored. Throws ImportFault, or the error of the ledger.
 */
export const receiveUpload = async (
  request: IncomingMessage,
  response: ServerResponse,
  { door, by }: Readonly<{ door: OrderHandler<'ReceiveSheet'>; by: Caller }>,
): Promise<Received> => {
  const upload: { received: Promise<Received> | null } = { received: null };
  const form = new UploadForm(request, responseEnd(response), (fields, { filename, bytes }) => {
    const sent = sentAs(fields, filename);
    upload.received = door.handle({ order: 'ReceiveSheet', by, sent, bytes });
    upload.received.catch((error: unknown) => {
      form.stop(errorOf(error));
    });
  });
  try {
    await form.whole;
    if (upload.received === null) throw importFault('noSheet');
    return await upload.received;
  } catch (error) {
    // Wait until the partly received sheet is removed, before the client gets its response.
    await upload.received?.catch(() => undefined);
    throw loggable(error);
  }
};
