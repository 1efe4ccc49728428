import type { RefusedOutcome } from '@ledger/ledger/engine/submission.js';
import type { Refused } from '@ledger/ledger/kernel/decision.js';
import { refusalText, type Language, type RefusalCode } from '@ledger/ledger/kernel/refusals.js';
import type * as Api from '@ledger/schema/generated/graphql.js';

/** The path of the input field that each refusal code is about. */
export type FieldsOf = Readonly<Partial<Record<RefusalCode, readonly string[]>>>;

/** The input fields of codes that are always about the same field. */
const fields: FieldsOf = {
  BAD_KEY: ['input', 'idempotencyKey'],
  BAD_OFFICE: ['input', 'office'],
  MISSING_REF: ['input', 'reference'],
  BAD_REF: ['input', 'reference'],
  UNKNOWN_KIND: ['input', 'kind'],
  WRONG_KIND: ['input', 'kind'],
  MISSING_DISTRICT: ['input', 'district'],
  UNKNOWN_DISTRICT: ['input', 'district'],
  BAD_DATE: ['input', 'on'],
  DATE_IN_FUTURE: ['input', 'on'],
  DATE_OUT_OF_ORDER: ['input', 'on'],
  BAD_AMOUNT: ['input', 'amountFen'],
  NEGATIVE_AMOUNT: ['input', 'amountFen'],
  MISSING_AMOUNT: ['input', 'amountFen'],
  BAD_MEMBER: ['input', 'person', 'membership'],
  BAD_SEX: ['input', 'person', 'sex'],
  UNKNOWN_WORKER: ['input', 'person', 'number'],
  BAD_NATIONAL_ID: ['input', 'nationalId'],
  MISSING_PERSON: ['input', 'person'],
  MISSING_REASON: ['input', 'reason'],
  COMMAND_ID_REUSED: ['input', 'idempotencyKey'],
  DUPLICATE: ['input', 'reference'],
  REVERSED: ['input', 'reference'],
  REF_REUSED: ['input', 'reference'],
  PERSON_DIFFERS: ['input', 'person'],
  UNKNOWN_ACT: ['input', 'act'],
  CHANGED_MEANWHILE: ['input', 'expectedRevision'],
  WRONG_STATE: ['input', 'act'],
  HAS_ATTENDANCE: ['input', 'act'],
  UNKNOWN_SESSION: ['input', 'session'],
  WRONG_SESSION: ['input', 'session'],
  ALREADY_ATTENDED: ['input', 'session'],
  SESSION_FULL: ['input', 'session'],
  ONCE_PER_YEAR: ['input', 'on'],
  OVER_CAP: ['input', 'amountFen'],
  OVER_REQUEST: ['input', 'amountFen'],
  ALREADY_REGISTERED: ['input'],
};

/** The fields in inputs about a worker: the whole input describes the person. */
export const workerFields: FieldsOf = {
  ...fields,
  MISSING_PERSON: ['input'],
  UNKNOWN_WORKER: ['input', 'worker'],
  BAD_MEMBER: ['input', 'membership'],
};

/** The fields in inputs about attendants: their numbers are a list. */
export const attendFields: FieldsOf = {
  ...fields,
  UNKNOWN_WORKER: ['input', 'workers'],
  BAD_MEMBER: ['input', 'workers'],
};

/** The fields in inputs about a recorded act: the act says who its person is. */
export const amendmentFields: FieldsOf = { ...fields, UNKNOWN_WORKER: ['input', 'act'] };

/** The field that a refusal is about: known by its code, or named in its `because`, or null. */
const fieldOf = ({ code, because }: Refused, known: FieldsOf): readonly string[] | null => {
  const named = because['field'];
  return known[code] ?? (typeof named === 'string' ? ['input', ...named.split('.')] : null);
};

export const userErrorOf = (
  refusal: Refused,
  existing: string | null,
  language: Language,
  known: FieldsOf = fields,
): Api.UserError => ({
  code: refusal.code,
  field: fieldOf(refusal, known),
  message: refusalText(refusal.code, refusal.because, language),
  existing,
});

export const userErrorsOf = (
  outcome: RefusedOutcome,
  language: Language,
  known: FieldsOf = fields,
): readonly Api.UserError[] => [userErrorOf(outcome, outcome.existing, language, known)];
