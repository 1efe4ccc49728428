import { z } from 'zod';
import {
  isActId,
  isFen,
  isOfficeCode,
  isPlainDate,
  isReference,
  isSealed,
  isStreamId,
  isWorkerNo,
  type ActId,
  type Fen,
  type OfficeCode,
  type PlainDate,
  type Reference,
  type Sealed,
  type StreamId,
  type WorkerNo,
} from './brands.js';

export type { ActId, Fen, OfficeCode, PlainDate, Reference, Sealed, StreamId, WorkerNo };

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
 * The result of an act. `said` lists the fields that the user stated; the others were read from the note before it was
 * encrypted, and are read again if the note is corrected.
 */
export const actResult = z.strictObject({
  outcome: caseOutcome.nullable(),
  satisfied: z.boolean().nullable(),
  said: z.array(z.enum(['outcome', 'satisfied'])).readonly(),
});
export type ActResult = Readonly<z.infer<typeof actResult>>;

/** The number of an act within its stream: the revision of its first event. */
export const actNumber = z.int().nonnegative();
export const quantity = z.int().nonnegative();
const difference = z.int();

/** The counts that one event adds to the totals. Each may be negative, in a reversal or a correction. */
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

/** One signed line of the totals: the counts, and the kind, district, day and person for which they count. */
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
  /** The place as the user wrote it, only for an act without a person; otherwise it would be personal data. */
  place: z.string().nullable(),
  counts,
});
export type Entry = Readonly<z.infer<typeof entry>>;

/**
 * The meaning of an amount. payout: paid by a fund to a person. cost: spent on the act itself. dispute: a sum in
 * dispute, which nobody pays.
 */
export const moneyRole = z.enum(['payout', 'cost', 'dispute']);

/**
 * Name and sex as they were entered with an act. If `name` is a number, it is a revision of the person's stream in the
 * register, and the entered name equals the comparable form of the name registered there.
 */
export const handedInPerson = z.strictObject({
  name: z.union([sealed, quantity]).nullable(),
  sex: sex.nullable(),
});
export type HandedInPerson = Readonly<z.infer<typeof handedInPerson>>;

/** All facts that the ledger stores about an act. Personal texts are encrypted. */
export const actFacts = z.strictObject({
  act: actNumber,
  kind: z.string(),
  on: plainDate,
  district: districtCode,
  /**
   * The place as the user wrote it, for an act without a person. The place of a named person's act is encrypted in
   * `sealedPlace`.
   */
  place: z.string().nullable(),
  sealedPlace: sealed.nullable(),
  worker: workerNo.nullable(),
  /** Null if the act names no person, or if neither name nor sex was entered. A correction does not change it. */
  handedIn: handedInPerson.nullable(),
  /**
   * The sex as entered; if it was not entered, as registered at that time. The same holds for occupation and employer.
   */
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
  /** Null if neither outcome nor satisfaction is known. */
  result: actResult.nullable(),
  office: officeCode,
  reference: reference.nullable(),
  /**
   * The codes and the reference as the user wrote them; null if they were already in canonical form. A correction of
   * the district also sets `districtWritten`.
   */
  officeWritten: z.string().nullable(),
  districtWritten: z.string().nullable(),
  referenceWritten: z.string().nullable(),
  /** The version of the rule by which the act was decided; null if no rule applies. */
  judgedBy: z.string().nullable(),
});
export type ActFacts = Readonly<z.infer<typeof actFacts>>;

/** An act with the counts that it adds to the totals. */
export const countedAct = actFacts.extend({ counts });
export type CountedAct = Readonly<z.infer<typeof countedAct>>;
