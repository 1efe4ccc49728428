import { printWorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { Origin, StreamEvent } from '@ledger/ledger/ports/event-log.js';
import { saidBy, type SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import { typesOf } from '@ledger/schema/events/event-shape.js';
import {
  registryShapes,
  type DetailsContradicted,
  type DetailsWithdrawn,
  type RegistryEvent,
  type WorkerDetails,
  type WorkerDetailsFilled,
} from '@ledger/schema/events/registry.js';
import type { Projection } from '../kernel/projection.js';
import type { BroughtDetail, WorkerDocument } from './workers-document.js';

export const broughtDetails: readonly BroughtDetail[] = ['name', 'sex', 'occupation', 'employer'];

type BroughtBy = WorkerDocument['broughtBy'];

const broughtWith = (data: Pick<WorkerDetails, BroughtDetail>, act: string | null): BroughtBy =>
  act === null
    ? {}
    : Object.fromEntries(
        broughtDetails.flatMap((detail) => (data[detail] === null ? [] : [[detail, act] as const])),
      );

const stillBrought = (doc: WorkerDocument | null, gone: readonly string[]): BroughtBy =>
  Object.fromEntries(Object.entries(doc?.broughtBy ?? {}).filter(([detail]) => !gone.includes(detail)));

const registered = (
  doc: WorkerDocument | null,
  { data, broughtBy }: Readonly<{ data: WorkerDetails; broughtBy: BroughtBy }>,
  { at, commandId }: Origin,
): WorkerDocument => {
  const said = (sealed: string | null, before: SaidText | null = null): SaidText | null =>
    saidBy(commandId, sealed, before);
  return {
    worker: data.worker,
    office: data.office,
    membership: said(data.membership, doc?.membership),
    nationalId: said(data.nationalId, doc?.nationalId),
    name: said(data.name, doc?.name),
    phone: said(data.phone, doc?.phone),
    sex: data.sex,
    occupation: data.occupation,
    employer: data.employer,
    state: 'registered',
    broughtBy,
    contradictedBy: doc?.contradictedBy ?? [],
    registeredAt: doc?.registeredAt ?? at,
    changedAt: at,
  };
};

/** Fills empty details; the others are not changed by such an event. */
const filled = (
  doc: WorkerDocument | null,
  data: WorkerDetailsFilled['data'],
  { at, commandId }: Origin,
): WorkerDocument | null =>
  doc === null
    ? null
    : {
        ...doc,
        name: saidBy(commandId, data.name, doc.name) ?? doc.name,
        sex: data.sex ?? doc.sex,
        occupation: data.occupation ?? doc.occupation,
        employer: data.employer ?? doc.employer,
        broughtBy: { ...doc.broughtBy, ...broughtWith(data, data.act) },
        changedAt: at,
      };

/** Empties the details that an undone act had brought, and removes its contradictions. */
const withdrawn = (
  doc: WorkerDocument | null,
  { act, fields }: DetailsWithdrawn['data'],
  changedAt: string,
): WorkerDocument | null => {
  if (doc === null) return null;
  const contradictedBy = doc.contradictedBy.filter((each) => each.act !== act);
  if (fields.length === 0) return { ...doc, contradictedBy };
  const blank = Object.fromEntries(fields.map((field) => [field, null]));
  return { ...doc, ...blank, broughtBy: stillBrought(doc, fields), contradictedBy, changedAt };
};

const contradicted = (
  doc: WorkerDocument | null,
  { act, fields }: DetailsContradicted['data'],
  changedAt: string,
): WorkerDocument | null =>
  doc === null
    ? null
    : { ...doc, contradictedBy: [...doc.contradictedBy, { act, details: fields }], changedAt };

/** A person who is being erased: no encrypted text is shown any more. */
const forgotten = (
  doc: WorkerDocument | null,
  state: 'erasing' | 'erased',
  changedAt: string,
): WorkerDocument | null =>
  doc === null
    ? null
    : {
        ...{ ...doc, state, membership: null, nationalId: null, name: null, phone: null, changedAt },
        broughtBy: stillBrought(doc, ['name']),
      };

/** The document of a person after one more event. */
export const foldWorker = (
  doc: WorkerDocument | null,
  { event, origin }: StreamEvent<RegistryEvent>,
): WorkerDocument | null => {
  switch (event.type) {
    case 'WorkerRegistered': {
      const { data } = event;
      return registered(doc, { data, broughtBy: broughtWith(data, data.act) }, origin);
    }
    case 'WorkerDetailsCorrected': {
      const { data } = event;
      return registered(doc, { data, broughtBy: stillBrought(doc, data.named) }, origin);
    }
    case 'WorkerDetailsFilled':
      return filled(doc, event.data, origin);
    case 'DetailsWithdrawn':
      return withdrawn(doc, event.data, origin.at);
    case 'DetailsContradicted':
      return contradicted(doc, event.data, origin.at);
    case 'ErasureRequested':
      return forgotten(doc, 'erasing', origin.at);
    case 'WorkerErased':
      return forgotten(doc, 'erased', origin.at);
  }
};

/** The view of the register: one document per person, by printed worker number. */
export const workers: Projection<WorkerDocument, RegistryEvent> = {
  name: 'workers',
  version: 1,
  readable: [],
  types: typesOf(registryShapes),
  keysOf: ({ event }) => [printWorkerNo(event.data.worker)],
  opens: ({ event }) => event.type === 'WorkerRegistered',
  fold: foldWorker,
  shape: { fields: {}, indexes: {}, measures: [], bytes: [] },
};
