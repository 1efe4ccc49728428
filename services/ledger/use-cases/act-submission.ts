import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { hasOutcome } from '@ledger/schema/catalogue/kinds.js';
import type { Sealed } from '@ledger/schema/events/values.js';
import type { ActInput, Circumstances, SessionStanding } from '../acts/act-facts.js';
import { homeOf, type Home } from '../acts/act-home.js';
import { resultOf } from '../acts/act-result.js';
import type { BoundCommand, Findings } from '../engine/bound-decider.js';
import type { Submission } from '../engine/submission.js';
import { claimsOf } from './act-claims.js';
import { sessionStanding } from '../gathering/gathering-decider.js';
import {
  caseOf,
  gatheringOf,
  passbookOf,
  referenceOf,
  workerStreamOf,
  type StreamId,
  type WorkerNo,
} from '../kernel/ids.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { Subject, SubjectKey } from '../ports/key-vault.js';
import { sealing } from '../ports/sealed-texts.js';
import { fingerprintOfReading, saysSomebody } from './act-fingerprint.js';
import { followingAct } from './act-companions.js';
import { ActPerson } from './act-person.js';
import { boundDeciders } from './bound-deciders.js';
import { namingOffice, officesFor, sayingOffice } from './named-offices.js';
import type { ActReading, Handed } from './record-act-command.js';

/** An act in its place: who it is about, which stream is its home, and whose key seals what is personal in it. */
export type Placed = Readonly<{
  handed: Handed;
  worker: WorkerNo | null;
  /** Whom the membership number names that was said beside the worker's own, where that is somebody else. */
  other: WorkerNo | null;
  home: Home;
  stream: StreamId;
  subject: Subject;
  /** Whether its columns may name somebody; else no key is needed. */
  isPersonal: boolean;
}>;

type Placing = Readonly<{ ids: IdGenerator; catalogue: Catalogue }>;

/** The home of the act, and its stream there. A new gathering or case is named after the command that records it. */
const placeFor = (
  { reading, commandId }: Handed,
  worker: WorkerNo | null,
  { ids, catalogue }: Placing,
): Readonly<{ home: Home; stream: StreamId }> => {
  const { kind, session, sessions } = reading;
  const question = { kind, hasPerson: worker !== null, hasSession: session !== null, sessions };
  const home = homeOf(catalogue.rules, question);
  switch (home) {
    case 'passbook':
      if (worker === null) throw new Error('a passbook belongs to a person');
      return { home, stream: passbookOf(worker, reading.on) };
    case 'gathering':
      return { home, stream: session?.stream ?? gatheringOf(ids.derived(commandId)) };
    case 'case':
      return { home, stream: caseOf(ids.derived(commandId)) };
  }
};

/** The stream of an act that names nobody. */
export const streamWithoutPerson = (handed: Handed, placing: Placing): StreamId =>
  placeFor(handed, null, placing).stream;

/** Whose key seals the texts of an act: the person's, else one of the reference's, else one of the stream's. */
export const subjectOf = (
  act: Readonly<{ worker: WorkerNo | null }> & Pick<ActReading, 'office' | 'reference'>,
  stream: StreamId,
): Subject => {
  if (act.worker !== null) return workerStreamOf(act.worker);
  return act.reference === null ? stream : referenceOf(act.office, act.reference);
};

export const place = (
  handed: Handed,
  { worker, other }: Pick<Placed, 'worker' | 'other'>,
  placing: Placing,
): Placed => {
  const { reading } = handed;
  const { home, stream } = placeFor(handed, worker, placing);
  const subject = subjectOf({ worker, office: reading.office, reference: reading.reference }, stream);
  return { handed, worker, other, home, stream, subject, isPersonal: saysSomebody(reading, worker) };
};

/** What a placed act still needs to be submitted. */
export type Submitting = Readonly<{
  ids: IdGenerator;
  catalogue: Catalogue;
  /** The key that the act's subject has; null where nothing personal is said. */
  key: SubjectKey | null;
  /** Hears whether the register takes the name of the act. */
  takesName: (takes: boolean) => void;
}>;

/** What is said of the person: by the act itself, and, where it names one, by the register. */
type SaidOfPerson = Pick<ActInput, 'handedIn' | 'sex' | 'occupation' | 'employer'>;

const saidBy = ({ sex, occupation, employer }: ActReading): SaidOfPerson => ({
  handedIn: null,
  sex,
  occupation,
  employer,
});

/** The act as its home takes it, but for what is said of the person: sealed once, however often it is judged. */
const inputFor = (
  { handed: { reading, commandId }, worker, stream }: Placed,
  { key, catalogue }: Submitting,
): ((said: SaidOfPerson) => ActInput) => {
  const seal = key === null ? null : sealing(key, stream, commandId);
  const sealed = (field: string, text: string | null): Sealed | null =>
    text === null || seal === null ? null : seal(field, text);
  const sealedPlace = worker === null ? null : sealed('place', reading.place);
  // A person's name is in the register; only a name without a person stays with the act.
  const name = worker === null ? sealed('name', reading.name) : null;
  const note = sealed('note', reading.note);
  const result = resultOf(reading, hasOutcome(reading.kind) ? catalogue.readResult(reading.note) : null);
  // Field by field: a spread that is added to costs ten times as much.
  return ({ handedIn, sex, occupation, employer }) => ({
    kind: reading.kind.code,
    on: reading.on,
    district: reading.district,
    // Where a named person was says something of that person: totals by place are of acts without one.
    place: worker === null ? reading.place : null,
    sealedPlace,
    worker,
    handedIn,
    sex,
    occupation,
    employer,
    session: reading.session?.stream ?? null,
    headcount: reading.headcount,
    sessions: reading.sessions,
    minutes: reading.minutes,
    items: reading.items,
    amountFen: reading.amountFen,
    money: reading.kind.money,
    name,
    note,
    result,
    office: reading.office,
    reference: reading.reference,
    officeWritten: reading.officeWritten,
    districtWritten: reading.districtWritten,
    referenceWritten: reading.referenceWritten,
  });
};

/** The stream of the session that the act names, where the act is at home elsewhere. */
const sessionsElsewhere = ({ handed: { reading }, stream }: Placed): readonly StreamId[] => {
  const session = reading.session?.stream ?? null;
  return session === null || session === stream ? [] : [session];
};

/** How the session stands that the act names while it is at home elsewhere. */
const sessionFor = (placed: Placed, { historyOf }: Findings): SessionStanding => {
  const { session, kind, on } = placed.handed.reading;
  if (session === null || session.stream === placed.stream) return 'none';
  if (session.stream === null) return 'unknown';
  return sessionStanding(boundDeciders.gathering.stateOf(historyOf(session.stream)), {
    worker: placed.worker,
    kind: kind.code,
    on,
  });
};

type RecordingData = Circumstances & Readonly<{ stream: StreamId; input: ActInput }>;

/** The order for the act's home. */
const commandFor = (placed: Placed, person: ActPerson | null, submitting: Submitting): BoundCommand => {
  const { home, stream } = placed;
  const { reading, as } = placed.handed;
  const input = inputFor(placed, submitting);
  const dataFor = (stream: StreamId, findings: Findings): RecordingData => {
    const register = person === null ? null : findings.historyOf(person.stream);
    return {
      family: reading.kind.events,
      rules: submitting.catalogue.rules,
      stream,
      reference: findings.reference,
      session: sessionFor(placed, findings),
      registered: person === null || register === null ? null : person.registeredOtherwise(register),
      input: input(person === null || register === null ? saidBy(reading) : person.completed(register)),
    };
  };
  switch (home) {
    case 'case':
      return boundDeciders.case.bind(stream, (at, findings) => ({
        type: 'RecordCase',
        data: dataFor(at, findings),
      }));
    case 'gathering': {
      const type = reading.session === null ? 'RecordGathering' : 'RecordAttendance';
      return boundDeciders.gathering.bind(stream, (at, findings) => ({ type, data: dataFor(at, findings) }));
    }
    case 'passbook': {
      const request = reading.kind.events === 'subsidy' ? 'RequestSubsidy' : 'SubmitMutualAidClaim';
      const type = as === 'given' ? 'RecordService' : request;
      return boundDeciders.passbook.bind(stream, (at, findings) => ({ type, data: dataFor(at, findings) }));
    }
  }
};

const originOf = ({ by, commandId }: Handed, hash: string): Submission['origin'] => {
  const { actor, role, district, correlation, cause } = by;
  return { commandId, hash, actor, role, district, correlation, cause };
};

/** A placed act as a submission. */
export const submissionOf = (placed: Placed, submitting: Submitting): Submission => {
  const { handed, worker, other } = placed;
  const { key, takesName } = submitting;
  const person =
    worker === null || key === null ? null : new ActPerson(handed, { worker, other, key }, takesName);
  return {
    origin: originOf(handed, fingerprintOfReading(handed.reading, worker, submitting)),
    claims: claimsOf(handed),
    command: sayingOffice(handed, commandFor(placed, person, submitting)),
    alongside: [
      ...(person === null ? [] : [person.stream]),
      ...sessionsElsewhere(placed),
      ...officesFor(handed),
    ],
    companions: (acted) => {
      const following = [...followingAct(acted), ...namingOffice(handed)];
      return person === null ? following : [...person.bringing(acted), ...following];
    },
  };
};
