import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { hasOutcome } from '@ledger/schema/catalogue/kinds.js';
import type { Sealed } from '@ledger/schema/events/values.js';
import type { ActInput, Circumstances, SessionState } from '../acts/act-facts.js';
import { homeOf, type Home } from '../acts/act-home.js';
import { resultOf } from '../acts/act-result.js';
import type { BoundCommand, Findings } from '../engine/bound-decider.js';
import type { Submission } from '../engine/submission.js';
import { claimsOf } from './act-claims.js';
import { sessionStateFor } from '../gathering/gathering-decider.js';
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
import type { ActReading, RecordActCommand } from './record-act-command.js';

/**
 * An act with the person it is about, the stream that records it (its home: passbook, gathering or case), and the
 * subject whose key encrypts its personal texts.
 */
export type Placed = Readonly<{
  command: RecordActCommand;
  worker: WorkerNo | null;
  /** The person to whom the stated membership number belongs, if that is not `worker`; otherwise null. */
  other: WorkerNo | null;
  home: Home;
  stream: StreamId;
  subject: Subject;
  /** Whether columns of the act may name a person. If not, no key is needed. */
  isPersonal: boolean;
}>;

type Placing = Readonly<{ ids: IdGenerator; catalogue: Catalogue }>;

/** The home of the act, and its stream there. The stream id of a new gathering or case derives from the command id. */
const placeFor = (
  { reading, commandId }: RecordActCommand,
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

/** The stream of an act that names no person. */
export const streamWithoutPerson = (command: RecordActCommand, placing: Placing): StreamId =>
  placeFor(command, null, placing).stream;

/**
 * The subject whose key encrypts the texts of an act: the person. Without a person it is the act's reference; without a
 * reference it is the act's stream.
 */
export const subjectOf = (
  act: Readonly<{ worker: WorkerNo | null }> & Pick<ActReading, 'office' | 'reference'>,
  stream: StreamId,
): Subject => {
  if (act.worker !== null) return workerStreamOf(act.worker);
  return act.reference === null ? stream : referenceOf(act.office, act.reference);
};

export const place = (
  command: RecordActCommand,
  { worker, other }: Pick<Placed, 'worker' | 'other'>,
  placing: Placing,
): Placed => {
  const { reading } = command;
  const { home, stream } = placeFor(command, worker, placing);
  const subject = subjectOf({ worker, office: reading.office, reference: reading.reference }, stream);
  return { command, worker, other, home, stream, subject, isPersonal: saysSomebody(reading, worker) };
};

/** What is needed to turn a placed act into a submission. */
export type Submitting = Readonly<{
  ids: IdGenerator;
  catalogue: Catalogue;
  /** The key of the act's subject; null if no text is personal. */
  key: SubjectKey | null;
  /** Called with true if the register takes its name from the act, otherwise with false. */
  takesName: (takes: boolean) => void;
}>;

/** Details of the person: those stated by the act and, if the act names a registered person, those of the register. */
type SaidOfPerson = Pick<ActInput, 'handedIn' | 'sex' | 'occupation' | 'employer'>;

const saidBy = ({ sex, occupation, employer }: ActReading): SaidOfPerson => ({
  handedIn: null,
  sex,
  occupation,
  employer,
});

/**
 * Builds the input of the command, except for the details of the person. Texts are encrypted once here, although the
 * act may be judged several times.
 */
const inputFor = (
  { command: { reading, commandId }, worker, stream }: Placed,
  { key, catalogue }: Submitting,
): ((said: SaidOfPerson) => ActInput) => {
  const seal = key === null ? null : sealing(key, stream, commandId);
  const sealed = (field: string, text: string | null): Sealed | null =>
    text === null || seal === null ? null : seal(field, text);
  const sealedPlace = worker === null ? null : sealed('place', reading.place);
  // The name of a known person is stored in the register. Only the name of an unknown person is stored with the act.
  const name = worker === null ? sealed('name', reading.name) : null;
  const note = sealed('note', reading.note);
  const result = resultOf(reading, hasOutcome(reading.kind) ? catalogue.readResult(reading.note) : null);
  // The fields are listed one by one: spreading an object and adding fields to the copy takes ten times as long.
  return ({ handedIn, sex, occupation, employer }) => ({
    kind: reading.kind.code,
    on: reading.on,
    district: reading.district,
    // The place of an act with a named person is personal and therefore encrypted. Totals by place count only acts
    // without a person.
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

/** The stream of the session that the act names, if the act itself is recorded in another stream. */
const sessionsElsewhere = ({ command: { reading }, stream }: Placed): readonly StreamId[] => {
  const session = reading.session?.stream ?? null;
  return session === null || session === stream ? [] : [session];
};

/**
 * The state of the session that the act names; `none` if the act names no session or is recorded in the session's
 * stream.
 */
const sessionFor = (placed: Placed, { historyOf }: Findings): SessionState => {
  const { session, kind, on } = placed.command.reading;
  if (session === null || session.stream === placed.stream) return 'none';
  if (session.stream === null) return 'unknown';
  return sessionStateFor(boundDeciders.gathering.stateOf(historyOf(session.stream)), {
    worker: placed.worker,
    kind: kind.code,
    on,
  });
};

type RecordingData = Circumstances & Readonly<{ stream: StreamId; input: ActInput }>;

/** The command for the stream that records the act. */
const commandFor = (placed: Placed, person: ActPerson | null, submitting: Submitting): BoundCommand => {
  const { home, stream } = placed;
  const { reading, as } = placed.command;
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

const originOf = ({ by, commandId }: RecordActCommand, hash: string): Submission['origin'] => {
  const { actor, role, district, correlation, cause } = by;
  return { commandId, hash, actor, role, district, correlation, cause };
};

/** Turns a placed act into a submission for the command handler. */
export const submissionOf = (placed: Placed, submitting: Submitting): Submission => {
  const { command, worker, other } = placed;
  const { key, takesName } = submitting;
  const person =
    worker === null || key === null ? null : new ActPerson(command, { worker, other, key }, takesName);
  return {
    origin: originOf(command, fingerprintOfReading(command.reading, worker, submitting)),
    claims: claimsOf(command),
    command: sayingOffice(command, commandFor(placed, person, submitting)),
    alongside: [
      ...(person === null ? [] : [person.stream]),
      ...sessionsElsewhere(placed),
      ...officesFor(command),
    ],
    companions: (acted) => {
      const following = [...followingAct(acted), ...namingOffice(command)];
      return person === null ? following : [...person.bringing(acted), ...following];
    },
  };
};
