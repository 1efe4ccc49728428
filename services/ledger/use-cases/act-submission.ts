import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { WorkerDetails } from '@ledger/schema/events/registry.js';
import type { Sealed } from '@ledger/schema/events/values.js';
import type { ActInput, Circumstances } from '../acts/act-facts.js';
import {
  idempotencyKeyOf,
  referenceOf,
  workerStreamOf,
  type StreamId,
  type WorkerNo,
} from '../kernel/ids.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { SubjectKey } from '../ports/key-vault.js';
import type { Claim } from '../engine/reservations.js';
import { followingAct, registering } from './act-companions.js';
import type { Placed } from './act-placement.js';
import { publicContent } from './record-act-command.js';
import type { Handed } from './record-act-command.js';
import { boundDeciders } from './bound-deciders.js';
import type { Submission } from '../engine/submission.js';
import type { Standing, BoundCommand } from '../engine/bound-decider.js';

/** What a placed act still needs to be submitted. */
export type Submitting = Readonly<{
  ids: IdGenerator;
  catalogue: Catalogue;
  /** The key that the act's subject has; null where nothing personal is said. */
  key: SubjectKey | null;
  /** Whether the person may have to be registered with the act. */
  isNewcomer: boolean;
}>;

const inputOf = ({ handed: { reading }, worker }: Placed, key: SubjectKey | null): ActInput => {
  const sealed = (field: string, text: string | null): Sealed | null =>
    text === null || key === null ? null : key.seal(field, text);
  return {
    kind: reading.kind.code,
    on: reading.on,
    district: reading.district,
    place: reading.place,
    worker,
    sex: reading.sex,
    occupation: reading.occupation,
    employer: reading.employer,
    session: reading.session?.stream ?? null,
    headcount: reading.headcount,
    sessions: reading.sessions,
    minutes: reading.minutes,
    items: reading.items,
    amountFen: reading.amountFen,
    money: reading.kind.money,
    // A person's name is in the register; only a name without a person stays with the act.
    name: worker === null ? sealed('name', reading.name) : null,
    note: sealed('note', reading.note),
    office: reading.office,
    reference: reading.reference,
  };
};

type Told = Circumstances & Readonly<{ stream: StreamId; input: ActInput }>;

/** The order for the act's home. */
const workFor = (placed: Placed, { catalogue, key }: Submitting): BoundCommand => {
  const { stream } = placed;
  const { reading, as } = placed.handed;
  const input = inputOf(placed, key);
  const family = reading.kind.events;
  const told = (at: StreamId, { reference, session }: Standing): Told => ({
    stream: at,
    reference,
    session,
    input,
    family,
    rules: catalogue.rules,
  });
  if (stream.startsWith('case-')) {
    const result = catalogue.readResult(reading.note);
    return boundDeciders.case.work(stream, (at, standing) => ({
      type: 'RecordCase',
      data: { ...told(at, standing), result },
    }));
  }
  if (stream.startsWith('gathering-')) {
    const type = reading.session === null ? 'RecordGathering' : 'RecordAttendance';
    return boundDeciders.gathering.work(stream, (at, standing) => ({
      type,
      data: told(at, standing),
    }));
  }
  const request = family === 'subsidy' ? 'RequestSubsidy' : 'SubmitMutualAidClaim';
  const type = as === 'given' ? 'RecordService' : request;
  return boundDeciders.passbook.work(stream, (at, standing) => ({ type, data: told(at, standing) }));
};

const detailsOf = ({ handed: { reading } }: Placed, worker: WorkerNo, key: SubjectKey): WorkerDetails => ({
  worker,
  office: reading.office,
  membership: reading.person?.by === 'membership' ? key.seal('membership', reading.person.membership) : null,
  nationalId: null,
  name: reading.name === null ? null : key.seal('name', reading.name),
  phone: null,
  sex: reading.sex,
  occupation: reading.occupation,
  employer: reading.employer,
});

/** The fingerprint of what was handed in: public columns openly, what may name somebody under that somebody's key. */
const hashOf = ({ handed: { reading }, personal }: Placed, { ids, key }: Submitting): string => {
  const open = ids.digest(publicContent(reading));
  return personal === null || key === null ? open : `${open}.${key.fingerprint(personal)}`;
};

const originOf = ({ by, commandId }: Handed, hash: string): Submission['origin'] => ({
  commandId,
  hash,
  actor: by.actor,
  role: by.role,
  district: by.district,
  correlation: by.correlation,
  cause: by.cause,
});

const claimsOf = ({ handed: { key, reading } }: Placed): readonly Claim[] => {
  const { office, reference } = reading;
  const claims: Claim[] = [];
  if (key !== null) claims.push({ stream: idempotencyKeyOf(key), reference: null });
  if (reference !== null) {
    claims.push({ stream: referenceOf(office, reference), reference: { office, reference } });
  }
  return claims;
};

/** A placed act as a submission. */
export const submissionOf = (placed: Placed, submitting: Submitting): Submission => {
  const { handed, worker, stream } = placed;
  const { session } = handed.reading;
  const { key } = submitting;
  const newcomer = worker !== null && key !== null && submitting.isNewcomer ? { worker, key } : null;
  return {
    origin: originOf(handed, hashOf(placed, submitting)),
    claims: claimsOf(placed),
    work: workFor(placed, submitting),
    session: session === null || session.stream === stream ? null : { stream: session.stream, worker },
    alongside: newcomer === null ? [] : [workerStreamOf(newcomer.worker)],
    companions: (acted) => {
      const following = followingAct(acted);
      if (newcomer === null) return following;
      return [
        registering(() => detailsOf(placed, newcomer.worker, newcomer.key), newcomer.worker),
        ...following,
      ];
    },
  };
};
