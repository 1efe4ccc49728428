import type { ActFacts } from '@ledger/schema/events/values.js';
import { canonicalText } from '../kernel/identifiers.js';
import type { WorkerNo } from '../kernel/ids.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { SubjectKey } from '../ports/key-vault.js';
import type { ActReading } from './record-act-command.js';

/** The columns that a correction can change, in the form that parsed input and a recorded act have in common. */
type Columns = Pick<
  ActReading,
  | 'office'
  | 'reference'
  | 'district'
  | 'on'
  | 'headcount'
  | 'sessions'
  | 'minutes'
  | 'items'
  | 'amountFen'
  | 'outcome'
  | 'satisfied'
  | 'place'
  | 'sex'
  | 'occupation'
  | 'employer'
  | 'note'
>;

/** The kind of the act, and the person it names. */
type Subject = Readonly<{ kind: string; worker: WorkerNo | null }>;

export type Correctable = Columns & Subject;

/**
 * The hash of the submitted content, in three parts. `open`: the columns that name no person. `fixed`: the columns that
 * no correction changes. `personal`: the columns that may name a person and can be corrected, hashed with that person's
 * key (empty if there is nothing personal).
 */
export type Fingerprint = Readonly<{ open: string; fixed: string; personal: string }>;

/** The text ends in a point: older versions wrote a fourth part after it, which is not compared (reservations.ts). */
export const fingerprintText = ({ open, fixed, personal }: Fingerprint): string =>
  [open, fixed, personal, ''].join('.');

/** Splits a text made by `fingerprintText` into its parts. */
export const fingerprintOf = (text: string): Fingerprint => {
  const [open = '', fixed = '', personal = ''] = text.split('.');
  return { open, fixed, personal };
};

type Digests = Readonly<{ ids: Pick<IdGenerator, 'digest'>; key: Pick<SubjectKey, 'fingerprint'> }>;

/** Hashes the public columns: those that name no person. Columns about a named person are not public. */
export const openPart = (act: Columns, { kind, worker }: Subject, { ids }: Pick<Digests, 'ids'>): string => {
  const columns = [
    act.office,
    act.reference,
    kind,
    act.district,
    act.on,
    act.headcount,
    act.sessions,
    act.minutes,
    act.items,
    act.amountFen,
    act.outcome,
    act.satisfied,
  ];
  if (worker === null) columns.push(act.place, act.sex, act.occupation, act.employer);
  return ids.digest(JSON.stringify(columns));
};

/** Hashes the columns that may name a person and can be corrected; empty if there is nothing personal. */
export const personalPart = (
  { note, place, sex, occupation, employer }: Columns,
  worker: WorkerNo | null,
  key: Digests['key'] | null,
): string => {
  if (key === null || (worker === null && note === null)) return '';
  return key.fingerprint(JSON.stringify(worker === null ? [note] : [sex, occupation, employer, note, place]));
};

/** Hashes the worker number, the name, and the session as written. */
const fixedPart = (
  { session, name }: ActReading,
  worker: WorkerNo | null,
  { ids, key }: Readonly<{ ids: Digests['ids']; key: Digests['key'] | null }>,
): string => {
  const text = JSON.stringify([session === null ? null : canonicalText(session.text), worker, name]);
  return key === null || (worker === null && name === null) ? ids.digest(text) : key.fingerprint(text);
};

/** Whether the columns may name a person. If so, a key is needed for hashing and encryption. */
export const saysSomebody = ({ name, note }: ActReading, worker: WorkerNo | null): boolean =>
  worker !== null || name !== null || note !== null;

/** The hash of a parsed act. `key` is the key of its subject, null if no column names a person. */
export const fingerprintOfReading = (
  reading: ActReading,
  worker: WorkerNo | null,
  digests: Readonly<{ ids: Digests['ids']; key: Digests['key'] | null }>,
): string =>
  fingerprintText({
    open: openPart(reading, { kind: reading.kind.code, worker }, digests),
    fixed: fixedPart(reading, worker, digests),
    personal: personalPart(reading, worker, digests.key),
  });

/**
 * A recorded act in the form of parsed input, so that the two can be compared. Parts of the result that were derived
 * from the note are left out, because nobody entered them.
 */
export const correctableOf = (
  act: ActFacts,
  { note, place }: Readonly<{ note: string | null; place: string | null }>,
): Correctable => ({
  office: act.office,
  reference: act.reference,
  kind: act.kind,
  district: act.district,
  on: act.on,
  headcount: act.headcount,
  sessions: act.sessions,
  minutes: act.minutes,
  items: act.items,
  amountFen: act.amountFen,
  outcome: act.result?.said.includes('outcome') === true ? act.result.outcome : null,
  satisfied: act.result?.said.includes('satisfied') === true ? act.result.satisfied : null,
  place: act.worker === null ? act.place : place,
  sex: act.sex,
  occupation: act.occupation,
  employer: act.employer,
  note,
  worker: act.worker,
});
