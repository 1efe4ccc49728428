import {
  isActId,
  isStreamId,
  isWorkerNo,
  workerNoMax,
  type ActId,
  type PlainDate,
  type StreamId,
  type WorkerNo,
} from '@ledger/schema/events/brands.js';
import { yearOf } from './calendar.js';
import type { OfficeCode, Reference } from './identifiers.js';

export { isWorkerNo, workerNoMax, type ActId, type StreamId, type WorkerNo };

export const workerNo = (value: number): WorkerNo => {
  if (!isWorkerNo(value)) throw new RangeError(`${String(value)} is not a worker number`);
  return value;
};

const zeroCode = 48;

/** ISO 7064 MOD 11,10: detects every single wrong digit and nearly every swap of two neighbours. */
const checkDigit = (digits: string): number => {
  let product = 10;
  for (let at = 0; at < digits.length; at += 1) {
    const sum = (digits.charCodeAt(at) - zeroCode + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10;
};

/** A worker number as people see it: eight digits and a check digit, such as `000000175`. */
export const printWorkerNo = (worker: WorkerNo): string => {
  const digits = String(worker).padStart(8, '0');
  return `${digits}${String(checkDigit(digits))}`;
};

/** Parses a printed worker number; null if it is malformed or its check digit is wrong. */
export const parseWorkerNo = (text: string): WorkerNo | null => {
  if (!/^\d{9}$/.test(text)) return null;
  const value = Number(text.slice(0, 8));
  return isWorkerNo(value) && printWorkerNo(value) === text ? value : null;
};

export const streamId = (text: string): StreamId => {
  if (!isStreamId(text)) throw new RangeError('a stream has a name');
  return text;
};

export const passbookOf = (worker: WorkerNo, day: PlainDate): StreamId =>
  streamId(`passbook-${printWorkerNo(worker)}-${String(yearOf(day))}`);
export const gatheringOf = (id: string): StreamId => streamId(`gathering-${id}`);
export const caseOf = (id: string): StreamId => streamId(`case-${id}`);
export const workerStreamOf = (worker: WorkerNo): StreamId => streamId(`worker-${printWorkerNo(worker)}`);
/** The worker of a stream `worker-<number>`; null for other streams. */
export const workerOfStream = (stream: StreamId): WorkerNo | null =>
  stream.startsWith('worker-') ? parseWorkerNo(stream.slice('worker-'.length)) : null;
export const referenceOf = (office: OfficeCode, reference: Reference): StreamId =>
  streamId(`ref-${office}-${reference}`);
export const idempotencyKeyOf = (key: string): StreamId => streamId(`key-${key}`);
export const importStreamOf = (id: string): StreamId => streamId(`import-${id}`);
/** The id of the import whose stream this is: the inverse of `importStreamOf`. */
export const importOfStream = (stream: StreamId): string => stream.slice('import-'.length);
export const numbersStream: StreamId = streamId('numbers');
export const officesStream: StreamId = streamId('offices');
export const sampleMarkStream: StreamId = streamId('sample-mark');

/** The slice (the decider) that a stream belongs to: the part of its name before the first hyphen. */
export const sliceNameOf = (stream: StreamId): string => stream.split('-', 1)[0] ?? stream;

export const actIdOf = (stream: StreamId, act: number): ActId => {
  const text = `${stream}.${String(act)}`;
  if (!isActId(text)) throw new RangeError(`${text} is not an act id`);
  return text;
};

/** Splits an act id into stream and number; null if the text is not an act id. */
export const parseActId = (text: string): Readonly<{ stream: StreamId; act: number }> | null => {
  const dot = text.lastIndexOf('.');
  const stream = text.slice(0, Math.max(dot, 0));
  const digits = text.slice(dot + 1);
  if (!isStreamId(stream) || !/^(0|[1-9]\d{0,8})$/.test(digits)) return null;
  return { stream, act: Number(digits) };
};
