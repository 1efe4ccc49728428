import { z } from 'zod';

/**
 * The value types that events are made of. Each is a plain JSON value with a brand, so that a worker number
 * cannot be passed for a sum of money. The core's kernel takes them from here.
 */
type Branded<T, Name extends string> = T & { readonly __brand: Name };

/** Integer fen (1/100 yuan), signed: a reversal is negative. */
export type Fen = Branded<number, 'Fen'>;
/** A person's number in this ledger: an integer from 1 to 99,999,999, printed with a check digit. */
export type WorkerNo = Branded<number, 'WorkerNo'>;
/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`: text order is date order. */
export type PlainDate = Branded<string, 'PlainDate'>;
/** The name of a stream, `<slice>-<id>`: one home of acts, one consistency boundary. */
export type StreamId = Branded<string, 'StreamId'>;
/** `<stream>.<number>`: names one act for ever, and where it is at home. */
export type ActId = Branded<string, 'ActId'>;
/** What an office calls an act by, in the canonical form: unique within the office. */
export type Reference = Branded<string, 'Reference'>;
/** The code of an office, in the canonical form. */
export type OfficeCode = Branded<string, 'OfficeCode'>;
/** Encrypted personal text: base64 of nonce, cipher text and tag. */
export type Sealed = Branded<string, 'Sealed'>;

const isFen = (value: unknown): value is Fen => Number.isSafeInteger(value);
const isWorkerNo = (value: unknown): value is WorkerNo =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 99_999_999;
const isPlainDate = (value: unknown): value is PlainDate =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
const isStreamId = (value: unknown): value is StreamId => typeof value === 'string' && value.length > 0;
const isActId = (value: unknown): value is ActId => typeof value === 'string' && /^.+\.\d+$/s.test(value);
const isReference = (value: unknown): value is Reference => typeof value === 'string' && value.length > 0;
const isOfficeCode = (value: unknown): value is OfficeCode => typeof value === 'string' && value.length > 0;
const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'string' && /^[A-Za-z0-9+/]+=*$/.test(value);

export const fen = z.custom<Fen>(isFen, 'an integer number of fen');
export const workerNo = z.custom<WorkerNo>(isWorkerNo, 'a worker number');
export const plainDate = z.custom<PlainDate>(isPlainDate, 'a day, YYYY-MM-DD');
export const streamId = z.custom<StreamId>(isStreamId, 'a stream name');
export const actId = z.custom<ActId>(isActId, 'an act id');
export const reference = z.custom<Reference>(isReference, 'the reference of an act');
export const officeCode = z.custom<OfficeCode>(isOfficeCode, 'the code of an office');
export const sealed = z.custom<Sealed>(isSealed, 'encrypted text');
export const districtCode = z.string().regex(/^\d{6}$/, 'a six-digit GB/T 2260 code');
export const sex = z.enum(['male', 'female']);
export type Sex = z.infer<typeof sex>;

export const caseOutcome = z.enum(['mediated', 'sent-to-arbitration', 'not-mediated', 'closed']);
export type CaseOutcome = z.infer<typeof caseOutcome>;

/**
 * How an act ended. `said` names what was stated in a field of its own; the rest was read from the note, before that was
 * sealed, and is read again when the note is corrected.
 */
export const actResult = z.strictObject({
  outcome: caseOutcome.nullable(),
  satisfied: z.boolean().nullable(),
  said: z.array(z.enum(['outcome', 'satisfied'])).readonly(),
});
export type ActResult = Readonly<z.infer<typeof actResult>>;

/** The number of an act inside its stream: the revision of the event that opened it. */
export const actNumber = z.int().nonnegative();
export const quantity = z.int().nonnegative();
const difference = z.int();

/** What one event adds to the totals; every number may be negative in a reversal or a correction. */
export const counts = z.strictObject({
  acts: difference,
  headcount: difference,
  sessions: difference,
  minutes: difference,
  items: difference,
  amountFen: fen,
  paidFen: fen,
});
export type Counts = Readonly<z.infer<typeof counts>>;

/** One signed line of the totals: whom, what, where and when it counts for, and by how much. */
export const entry = z.strictObject({
  kind: z.string(),
  district: districtCode,
  on: plainDate,
  worker: workerNo.nullable(),
  sex: sex.nullable(),
  occupation: z.string().nullable(),
  employer: z.string().nullable(),
  outcome: caseOutcome.nullable(),
  satisfied: z.boolean().nullable(),
  /** Of an act without a person, as written; the place of a named act is personal. */
  place: z.string().nullable(),
  counts,
});
export type Entry = Readonly<z.infer<typeof entry>>;

/** payout: leaves a fund for a person; cost: spent on the act; dispute: nobody pays it. */
export const moneyRole = z.enum(['payout', 'cost', 'dispute']);

/**
 * What an act said of its person when it was handed in. A number in place of the name is a revision of the person's stream
 * in the register: the name is the one registered there, in the form in which names are compared.
 */
export const handedInPerson = z.strictObject({
  name: z.union([sealed, quantity]).nullable(),
  sex: sex.nullable(),
});
export type HandedInPerson = Readonly<z.infer<typeof handedInPerson>>;

/** Everything the ledger keeps of one act as it was handed in; personal text is sealed. */
export const actFacts = z.strictObject({
  act: actNumber,
  kind: z.string(),
  on: plainDate,
  district: districtCode,
  /** The place, as written, of an act without a person; that of a named person's act is sealed. */
  place: z.string().nullable(),
  sealedPlace: sealed.nullable(),
  worker: workerNo.nullable(),
  /** Null where the act names nobody, or said neither name nor sex of whom it names. No correction changes it. */
  handedIn: handedInPerson.nullable(),
  /** As handed in, or as registered then where that was blank. So are occupation and employer. */
  sex: sex.nullable(),
  occupation: z.string().nullable(),
  employer: z.string().nullable(),
  session: streamId.nullable(),
  headcount: quantity,
  sessions: quantity,
  minutes: quantity,
  items: quantity,
  amountFen: fen.nullable(),
  money: moneyRole,
  name: sealed.nullable(),
  note: sealed.nullable(),
  /** Null where the act says nothing of how it ended. */
  result: actResult.nullable(),
  office: officeCode,
  reference: reference.nullable(),
  /** As they were handed in, where that is not the canonical form. A correction of the district brings its own. */
  officeWritten: z.string().nullable(),
  districtWritten: z.string().nullable(),
  referenceWritten: z.string().nullable(),
  /** The version of the rule that the act was judged by; null where no rule holds. */
  judgedBy: z.string().nullable(),
});
export type ActFacts = Readonly<z.infer<typeof actFacts>>;

/** An act together with what it adds to the totals. */
export const countedAct = actFacts.extend({ counts });
export type CountedAct = Readonly<z.infer<typeof countedAct>>;
