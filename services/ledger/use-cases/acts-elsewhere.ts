import { Consultation, Histories } from '../engine/histories.js';
import { claimStateOf } from '../engine/reservations.js';
import type { Claim } from '../engine/submission.js';
import { soleOffice, type OfficeCode } from '../kernel/identifiers.js';
import { actIdOf, type ActId, type StreamId, type WorkerNo } from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { KeyVault } from '../ports/key-vault.js';
import { referenceClaim } from './act-claims.js';
import { fingerprintOfReading, saysSomebody } from './act-fingerprint.js';
import { subjectOf } from './act-submission.js';
import { boundDeciders } from './bound-deciders.js';
import { namedOffices } from './named-offices.js';
import type { ActReading } from './record-act-command.js';
import type { People } from './worker-numbers.js';

/**
 * An act that another office has recorded under the same reference as one of the parsed acts. `at` is the index of the
 * parsed act.
 */
export type ActElsewhere = Readonly<{ at: number; office: OfficeCode; act: ActId }>;

/**
 * Finds acts of other offices with the same reference and the same content: probably one paper that two offices have
 * recorded.
 */
export type FindElsewhere = (readings: readonly ActReading[]) => Promise<readonly ActElsewhere[]>;

type Ports = Readonly<{ log: EventLog; vault: KeyVault; ids: IdGenerator; people: Pick<People, 'find'> }>;

/** A reference that another office holds, and the stream that it is reserved for. */
type Held = Readonly<{ at: number; office: OfficeCode; claim: Claim; target: StreamId }>;

/**
 * The person whom the act would name if that office had submitted it; null if the office does not know the membership
 * number.
 */
const personAt = async (
  { people }: Ports,
  { person }: ActReading,
  office: OfficeCode,
): Promise<Readonly<{ worker: WorkerNo | null }> | null> => {
  if (person?.by !== 'membership') return { worker: person?.worker ?? null };
  const worker = await people.find({ by: 'membership', office, value: person.membership });
  return worker === null ? null : { worker };
};

/**
 * The hash that the act would have if that office had submitted it; null if it cannot be computed without the person or
 * the key.
 */
const fingerprintAt = async (
  ports: Ports,
  reading: ActReading,
  { office, target }: Held,
): Promise<string | null> => {
  const named = await personAt(ports, reading, office);
  if (named === null) return null;
  const { worker } = named;
  const subject = subjectOf({ worker, office, reference: reading.reference }, target);
  const key = (await ports.vault.existingKeys([subject])).get(subject) ?? null;
  if (key === null && saysSomebody(reading, worker)) return null;
  return fingerprintOfReading({ ...reading, office }, worker, { ids: ports.ids, key });
};

/** Those references of the acts that other offices hold. Needs only two reads of the log, for any number of offices. */
const heldBy = async (
  { log }: Ports,
  offices: readonly OfficeCode[],
  readings: readonly ActReading[],
): Promise<Readonly<{ held: readonly Held[]; histories: Histories }>> => {
  const claims = offices.flatMap((office) =>
    readings.flatMap(({ office: own, reference }, at) =>
      own === office || reference === null ? [] : [{ at, office, claim: referenceClaim(office, reference) }],
    ),
  );
  const histories = new Histories();
  if (claims.length === 0) return { held: [], histories };
  await histories.read(
    log,
    claims.map(({ claim }) => claim.stream),
  );
  const held = claims.flatMap(({ at, office, claim }): readonly Held[] => {
    const target = boundDeciders.reservation.stateOf(histories.of(claim.stream))?.target;
    return target === undefined ? [] : [{ at, office, claim, target }];
  });
  if (held.length > 0)
    await histories.read(
      log,
      held.map(({ target }) => target),
    );
  return { held, histories };
};

export const actsElsewhere = (ports: Ports): FindElsewhere => {
  const sameAct = async (held: Held, reading: ActReading, histories: Histories): Promise<ActId | null> => {
    const hash = await fingerprintAt(ports, reading, held);
    if (hash === null) return null;
    const asker = { commandId: '', hash, target: held.target };
    const claimState = claimStateOf(held.claim, asker, new Consultation(histories));
    return claimState.kind === 'held' && claimState.use === 'same'
      ? actIdOf(claimState.target, claimState.act)
      : null;
  };
  return async (readings) => {
    const found: ActElsewhere[] = [];
    const offices = [soleOffice, ...(await namedOffices(ports.log))];
    const { held, histories } = await heldBy(ports, offices, readings);
    for (const each of held) {
      const { at, office } = each;
      const reading = readings[at];
      const act = reading === undefined ? null : await sameAct(each, reading, histories);
      if (act !== null) found.push({ at, office, act });
    }
    return found;
  };
};
