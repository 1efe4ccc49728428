import type { ActFacts } from '@ledger/schema/events/values.js';
import { canonicalText } from '../kernel/identifiers.js';
import type { WorkerNo } from '../kernel/ids.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { SubjectKey } from '../ports/key-vault.js';
import type { ActReading } from './record-act-command.js';

/** The columns that a correction can change, in the form that a reading and a recorded act have in common. */
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

/** What an act is, and whom it is about. */
type Subject = Readonly<{ kind: string; worker: WorkerNo | null }>;

export type Correctable = Columns & Subject;

/**
 * The fingerprint of what was handed in, in parts: the public columns; what no correction changes; what may name
 * somebody and can be corrected, under that somebody's key (empty where nothing of that kind is said); and class hours
 * that are no whole minutes, of which the act keeps the nearest minute only (else empty).
 */
export type Fingerprint = Readonly<{ open: string; fixed: string; personal: string; hours: string }>;

export const fingerprintText = ({ open, fixed, personal, hours }: Fingerprint): string =>
  [open, fixed, personal, hours].join('.');

/** The parts of a fingerprint that was made by `fingerprintText`. */
export const fingerprintOf = (text: string): Fingerprint => {
  const [open = '', fixed = '', personal = '', ...hours] = text.split('.');
  return { open, fixed, personal, hours: hours.join('.') };
};

type Digests = Readonly<{ ids: Pick<IdGenerator, 'digest'>; key: Pick<SubjectKey, 'fingerprint'> }>;

/** The public columns: those that name nobody. What is said of a person is not public. */
export const openPart = (act: Columns, { kind, worker }: Subject, { ids }: Pick<Digests, 'ids'>): string =>
  ids.digest(
    JSON.stringify([
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
      ...(worker === null ? [act.place, act.sex, act.occupation, act.employer] : []),
    ]),
  );

/** What may name somebody and can be corrected. */
export const personalPart = (
  { note, place, sex, occupation, employer }: Columns,
  worker: WorkerNo | null,
  key: Digests['key'] | null,
): string => {
  if (key === null || (worker === null && note === null)) return '';
  return key.fingerprint(JSON.stringify(worker === null ? [note] : [sex, occupation, employer, note, place]));
};

/** Whom the act names, by number and name, and the session as it was written. */
const fixedPart = (
  { session, name }: ActReading,
  worker: WorkerNo | null,
  { ids, key }: Readonly<{ ids: Digests['ids']; key: Digests['key'] | null }>,
): string => {
  const text = JSON.stringify([session === null ? null : canonicalText(session.text), worker, name]);
  return key === null || (worker === null && name === null) ? ids.digest(text) : key.fingerprint(text);
};

const minutesPerHour = 60n;

/** The class hours, where they are no whole minutes. */
const hoursPart = ({ hours, minutes }: ActReading): string => {
  const [whole = '', decimals = ''] = hours.split('.');
  if (decimals === '') return '';
  const isExact =
    BigInt(whole + decimals) * minutesPerHour === BigInt(minutes) * 10n ** BigInt(decimals.length);
  return isExact ? '' : hours;
};

/** Whether the columns may name somebody: then a key is needed. */
export const saysSomebody = ({ name, note }: ActReading, worker: WorkerNo | null): boolean =>
  worker !== null || name !== null || note !== null;

/** The fingerprint of a reading; `key` is the one of its subject, null where nothing may name somebody. */
export const fingerprintOfReading = (
  reading: ActReading,
  worker: WorkerNo | null,
  digests: Readonly<{ ids: Digests['ids']; key: Digests['key'] | null }>,
): string =>
  fingerprintText({
    open: openPart(reading, { kind: reading.kind.code, worker }, digests),
    fixed: fixedPart(reading, worker, digests),
    personal: personalPart(reading, worker, digests.key),
    hours: hoursPart(reading),
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
