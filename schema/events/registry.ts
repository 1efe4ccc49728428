import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { actId, officeCode, sealed, sex, workerNo } from './values.js';

/** Personal text is sealed with the person's own key; sex, occupation and employer are plain dimensions. */
export const workerDetails = z.strictObject({
  worker: workerNo,
  office: officeCode,
  membership: sealed.nullable(),
  nationalId: sealed.nullable(),
  name: sealed.nullable(),
  /** Of the name as names are compared, under the person's key; null where it is blank or masked. */
  nameFingerprint: z.string().nullable(),
  phone: sealed.nullable(),
  sex: sex.nullable(),
  occupation: z.string().nullable(),
  employer: z.string().nullable(),
});
export type WorkerDetails = Readonly<z.infer<typeof workerDetails>>;

/** What the acts of a person say of them; another field is known by registration only. */
const broughtDetails = workerDetails.pick({
  name: true,
  nameFingerprint: true,
  sex: true,
  occupation: true,
  employer: true,
});

/** `act` brought the details; null where they were handed in by themselves. */
export const workerRegistered = eventShape(
  'WorkerRegistered',
  1,
  workerDetails.extend({ act: actId.nullable() }),
);
export type WorkerRegistered = EventOf<typeof workerRegistered>;
/** Somebody put details right. `named` are those that they said, also where that is what stood there; the rest stays. */
export const workerDetailsCorrected = eventShape(
  'WorkerDetailsCorrected',
  1,
  workerDetails.extend({
    named: z
      .array(z.enum(['membership', 'nationalId', 'name', 'phone', 'sex', 'occupation', 'employer']))
      .readonly(),
  }),
);
export type WorkerDetailsCorrected = EventOf<typeof workerDetailsCorrected>;
/** An accepted act said what the register left blank; null is what it did not bring. */
export const workerDetailsFilled = eventShape(
  'WorkerDetailsFilled',
  1,
  broughtDetails.extend({ worker: workerNo, act: actId }),
);
export type WorkerDetailsFilled = EventOf<typeof workerDetailsFilled>;
/**
 * The import that `act` came with was undone: what the act had brought is blank again, and it brings nothing any more.
 * `fields` is empty where it had brought nothing. This can be the first event about a person.
 */
export const detailsWithdrawn = eventShape(
  'DetailsWithdrawn',
  1,
  z.strictObject({
    worker: workerNo,
    act: actId,
    importId: z.string(),
    fields: z.array(z.enum(['name', 'sex', 'occupation', 'employer'])).readonly(),
  }),
);
export type DetailsWithdrawn = EventOf<typeof detailsWithdrawn>;
/**
 * An act was recorded at the same moment as another, or while the register was blank, with another name or sex than the
 * register says now. Somebody has to look which is right.
 */
export const detailsContradicted = eventShape(
  'DetailsContradicted',
  1,
  z.strictObject({ worker: workerNo, act: actId, fields: z.array(z.enum(['name', 'sex'])).readonly() }),
);
export type DetailsContradicted = EventOf<typeof detailsContradicted>;
/** Somebody is to be forgotten: the key is destroyed next. Nothing is recorded of the person from here on. */
export const erasureRequested = eventShape('ErasureRequested', 1, z.strictObject({ worker: workerNo }));
export type ErasureRequested = EventOf<typeof erasureRequested>;
/** The person's key is destroyed and its bytes are gone: the number and its history stay, who it was is gone. */
export const workerErased = eventShape('WorkerErased', 1, z.strictObject({ worker: workerNo }));
export type WorkerErased = EventOf<typeof workerErased>;

/** The events of a person's stream. */
export type RegistryEvent =
  | WorkerRegistered
  | WorkerDetailsCorrected
  | WorkerDetailsFilled
  | DetailsWithdrawn
  | DetailsContradicted
  | ErasureRequested
  | WorkerErased;
