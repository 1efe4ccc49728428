import { openingEvents, type OpeningEvent } from '@ledger/ledger/acts/opening-events.js';
import { isOneOf, type EventTypes } from '@ledger/ledger/kernel/domain-event.js';
import { printWorkerNo, workerStreamOf, type StreamId } from '@ledger/ledger/kernel/ids.js';
import { comparableName } from '@ledger/ledger/kernel/person-names.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import { openedWith, saidBy, type SaidField, type SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import type {
  DetailsContradicted,
  DetailsWithdrawn,
  RegistryEvent,
  WorkerDetailsFilled,
  WorkerRegistered,
} from '@ledger/schema/events/registry.js';
import type { Sex } from '@ledger/schema/events/values.js';
import type { BroughtDetail, WorkerDocument } from '../workers/workers-document.js';
import { broughtDetails, workers } from '../workers/workers-projection.js';

/** Name and sex as they were handed in with an act; null is blank. The name is still sealed. */
export type HandedIn = Readonly<{
  name: Readonly<{
    text: SaidText;
    at: SaidField;
    /** Whether the text is the registered one: what was handed in is its form of comparison. */
    isRegistered: boolean;
  }> | null;
  sex: Sex | null;
}>;

const isRegistryEvent = (past: Recorded): past is Recorded<RegistryEvent> =>
  isOneOf(workers.types, past.event);

/** The name that the register had at a revision of a person's stream. */
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
): HandedIn['name'] => {
  const name = data.handedIn?.name ?? null;
  const isRegistered = typeof name === 'number';
  const text = isRegistered ? registeredName(register, name) : saidBy(origin.commandId, name, null);
  if (text === null || data.worker === null) return null;
  // Also a copy of the act's own is sealed for the register: one text for both, where the act brings the name.
  return { text, at: { stream: workerStreamOf(data.worker), field: 'name' }, isRegistered };
};

/** What was handed in of the person with the event that opened an act; null where that was nothing. */
export const handedInWith = (past: Recorded, register: readonly Recorded[]): HandedIn | null => {
  if (!isOpening(past) || past.event.data.handedIn === null) return null;
  return { name: nameOf(past, register), sex: past.event.data.handedIn.sex };
};

const isOpening = (past: Recorded): past is Recorded<OpeningEvent> => isOneOf(openingEvents, past.event);

/** The name in clear; `erased`: there was one, and its key is destroyed. */
export const nameIn = (
  { name }: HandedIn,
  key: SubjectKey | null,
): Readonly<{ name: string | null; erased: boolean }> => {
  if (name === null) return { name: null, erased: false };
  const clear = openedWith(key, name.at, name.text);
  return { name: name.isRegistered ? comparableName(clear) : clear, erased: clear === null };
};

type NamingEvent = WorkerRegistered | WorkerDetailsFilled | DetailsWithdrawn | DetailsContradicted;
const namingEvents: EventTypes<NamingEvent> = {
  WorkerRegistered: true,
  WorkerDetailsFilled: true,
  DetailsWithdrawn: true,
  DetailsContradicted: true,
};

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

/** An event of the register that names an act, and which details of the person it is about. */
export type Noted = Readonly<{ past: Recorded<NamingEvent>; details: readonly BroughtDetail[] }>;

const isNaming = (past: Recorded): past is Recorded<NamingEvent> => isOneOf(namingEvents, past.event);

/** What the register noted of an act: what it brought, what was withdrawn with it, and where it contradicts. */
export const notedInRegister = (act: string, register: readonly Recorded[]): readonly Noted[] =>
  register.flatMap((past) => {
    if (!isNaming(past) || past.event.data.act !== act) return [];
    const details = detailsIn(past.event);
    // An undone act that had brought nothing is noted for those who write only.
    return past.event.type === 'DetailsWithdrawn' && details.length === 0 ? [] : [{ past, details }];
  });

/** The person's stream in the register, of an act that names somebody. */
export const registerOf = (past: Recorded): StreamId | null =>
  !isOpening(past) || past.event.data.worker === null ? null : workerStreamOf(past.event.data.worker);
