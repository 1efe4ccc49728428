import { openingEvents, type OpeningEvent } from '@ledger/ledger/acts/opening-events.js';
import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import { printWorkerNo, workerStreamOf, type StreamId } from '@ledger/ledger/kernel/ids.js';
import { comparableName } from '@ledger/ledger/kernel/person-names.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import { openedWith, saidBy, type SaidField, type SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import { typesOf, type EventOf } from '@ledger/schema/events/event-shape.js';
import {
  detailsContradicted,
  detailsWithdrawn,
  workerDetailsFilled,
  workerRegistered,
  type RegistryEvent,
} from '@ledger/schema/events/registry.js';
import type { Sex } from '@ledger/schema/events/values.js';
import type { BroughtDetail, WorkerDocument } from '../workers/workers-document.js';
import { broughtDetails, workers } from '../workers/workers-projection.js';

/** Name and sex as they were entered with an act; null if not stated. The name is still encrypted. */
export type StatedPerson = Readonly<{
  name: Readonly<{
    text: SaidText;
    at: SaidField;
    /** Whether `text` is the registered name. What was entered is then its comparable form (see `comparableName`). */
    isRegistered: boolean;
  }> | null;
  sex: Sex | null;
}>;

const isRegistryEvent = (past: Recorded): past is Recorded<RegistryEvent> =>
  isOneOf(workers.types, past.event);

/** The name of a person in the register at a revision of the person's stream. */
const registeredName = (register: readonly Recorded[], revision: number): SaidText | null => {
  let doc: WorkerDocument | null = null;
  for (const past of register) {
    if (past.revision > revision || !isRegistryEvent(past)) continue;
    doc = workers.fold(doc, past, printWorkerNo(past.event.data.worker));
  }
  return doc?.name ?? null;
};

const nameOf = (
  { event: { data }, origin }: Recorded<OpeningEvent>,
  register: readonly Recorded[],
): StatedPerson['name'] => {
  const name = data.handedIn?.name ?? null;
  const isRegistered = typeof name === 'number';
  const text = isRegistered ? registeredName(register, name) : saidBy(origin.commandId, name, null);
  if (text === null || data.worker === null) return null;
  // The act's own copy of a name is also encrypted for the register stream, so that one sealed text serves both if the
  // act brings the name into the register.
  return { text, at: { stream: workerStreamOf(data.worker), field: 'name' }, isRegistered };
};

/** The personal details that were entered with the first event of an act; null if there were none. */
export const statedPersonOf = (past: Recorded, register: readonly Recorded[]): StatedPerson | null => {
  if (!isOpening(past) || past.event.data.handedIn === null) return null;
  return { name: nameOf(past, register), sex: past.event.data.handedIn.sex };
};

const isOpening = (past: Recorded): past is Recorded<OpeningEvent> => isOneOf(openingEvents, past.event);

/** The decrypted name. `erased` means that there was a name but its key has been destroyed. */
export const nameIn = (
  { name }: StatedPerson,
  key: SubjectKey | null,
): Readonly<{ name: string | null; erased: boolean }> => {
  if (name === null) return { name: null, erased: false };
  const clear = openedWith(key, name.at, name.text);
  return { name: name.isRegistered ? comparableName(clear) : clear, erased: clear === null };
};

const namingShapes = [workerRegistered, workerDetailsFilled, detailsWithdrawn, detailsContradicted] as const;
type NamingEvent = EventOf<typeof namingShapes>;
const namingEvents = typesOf(namingShapes);

const detailsIn = ({ type, data }: NamingEvent): readonly BroughtDetail[] => {
  switch (type) {
    case 'WorkerRegistered':
    case 'WorkerDetailsFilled':
      return broughtDetails.filter((detail) => data[detail] !== null);
    case 'DetailsWithdrawn':
    case 'DetailsContradicted':
      return data.fields;
  }
};

/** An event of the register that names an act, with the personal details that it is about. */
export type Noted = Readonly<{ past: Recorded<NamingEvent>; details: readonly BroughtDetail[] }>;

const isNaming = (past: Recorded): past is Recorded<NamingEvent> => isOneOf(namingEvents, past.event);

/**
 * The events of the register about an act: details that it brought, that were withdrawn with it, or that it
 * contradicts.
 */
export const notedInRegister = (act: string, register: readonly Recorded[]): readonly Noted[] =>
  register.flatMap((past) => {
    if (!isNaming(past) || past.event.data.act !== act) return [];
    const details = detailsIn(past.event);
    // A withdrawal without details only makes the append of a concurrent writer fail, so it is not shown.
    return past.event.type === 'DetailsWithdrawn' && details.length === 0 ? [] : [{ past, details }];
  });

/**
 * The register stream of the person whom an act names; null if it names nobody, or if the event is not the first of an
 * act.
 */
export const registerOf = (past: Recorded): StreamId | null =>
  !isOpening(past) || past.event.data.worker === null ? null : workerStreamOf(past.event.data.worker);
