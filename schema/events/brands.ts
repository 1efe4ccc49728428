/**
 * The value types of events. Each is a plain JSON value with a brand, so that a worker number cannot be passed as a sum
 * of money. The kernel of the ledger uses the same types.
 */
type Branded<T, Name extends string> = T & { readonly __brand: Name };

/** Integer fen (1/100 yuan). Reversals have negative values. */
export type Fen = Branded<number, 'Fen'>;
/** The number of a person in this ledger: an integer from 1 to 99,999,999, printed with a check digit. */
export type WorkerNo = Branded<number, 'WorkerNo'>;
/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`, so that text order is date order. */
export type PlainDate = Branded<string, 'PlainDate'>;
/** The name of an event stream, `<slice>-<id>`. A stream is a consistency boundary: its events are decided together. */
export type StreamId = Branded<string, 'StreamId'>;
/** The permanent id of an act, `<stream>.<number>`. It contains the stream in which the act is recorded. */
export type ActId = Branded<string, 'ActId'>;
/** The reference that an office gives to an act, in canonical form. It is unique within the office. */
export type Reference = Branded<string, 'Reference'>;
/** The code of an office, in canonical form. */
export type OfficeCode = Branded<string, 'OfficeCode'>;
/** Encrypted personal text: base64 of nonce, cipher text and tag. */
export type Sealed = Branded<string, 'Sealed'>;

export const isFen = (value: unknown): value is Fen => Number.isSafeInteger(value);

export const workerNoMax = 99_999_999;

export const isWorkerNo = (value: unknown): value is WorkerNo =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= workerNoMax;

const dayShape = /^(\d{4})-(\d{2})-(\d{2})$/;
const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const daysIn = (year: number, month: number): number => {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (daysOf[month - 1] ?? 0);
};

/** Whether the text is an existing day: 30 February is not one. */
export const isPlainDate = (value: unknown): value is PlainDate => {
  const match = typeof value === 'string' ? dayShape.exec(value) : null;
  if (match === null) return false;
  const day = Number(match[3]);
  return Number(match[1]) > 0 && day >= 1 && day <= daysIn(Number(match[1]), Number(match[2]));
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

export const isStreamId = (value: unknown): value is StreamId => isText(value);
export const isActId = (value: unknown): value is ActId => isText(value) && /^.+\.\d+$/s.test(value);
export const isReference = (value: unknown): value is Reference => isText(value);
/** No hyphen: the stream name `ref-<office>-<reference>` would then be ambiguous. */
export const isOfficeCode = (value: unknown): value is OfficeCode =>
  isText(value) && /^[\p{L}\p{N}._]{1,40}$/u.test(value);
export const isSealed = (value: unknown): value is Sealed =>
  isText(value) && /^[A-Za-z0-9+/]+=*$/.test(value);
