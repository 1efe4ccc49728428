import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { actId, officeCode, sealed, sex, workerNo } from './values.js';

/**
 * Personal texts are encrypted with a key of the person. Sex, occupation and employer are plain text, because totals
 * are split by them.
 */
export const workerDetails = z.strictObject({
  worker: workerNo,
  office: officeCode,
  membership: sealed.nullable(),
  nationalId: sealed.nullable(),
  name: sealed.nullable(),
  /**
   * A keyed fingerprint of the name in its comparable form, made with the person's key; null if the name is empty or
   * masked (张*).
   */
  nameFingerprint: z.string().nullable(),
  phone: sealed.nullable(),
  sex: sex.nullable(),
  occupation: z.string().nullable(),
  employer: z.string().nullable(),
});
export type WorkerDetails = Readonly<z.infer<typeof workerDetails>>;

/** The details that acts can bring into the register. All others come only from a registration or a correction. */
const broughtDetails = workerDetails.pick({
  name: true,
  nameFingerprint: true,
  sex: true,
  occupation: true,
  employer: true,
});

/** A person was registered. `act` is the act that brought the details; null if they were registered directly. */
export const workerRegistered = eventShape(
  'WorkerRegistered',
  1,
  workerDetails.extend({ act: actId.nullable() }),
);
/**
 * A user corrected details. `named` lists the fields that the user stated, even if their value did not change; all
 * others keep their value.
 */
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
/**
 * An accepted act filled details that were empty in the register. A null means that the act did not fill this detail.
 */
export const workerDetailsFilled = eventShape(
  'WorkerDetailsFilled',
  1,
  broughtDetails.extend({ worker: workerNo, act: actId }),
);
export type WorkerDetailsFilled = EventOf<typeof workerDetailsFilled>;
/**
 * The import that recorded `act` was undone: the details that the act had brought are emptied, and it cannot bring any
 * more. `fields` is empty if it had brought none. This can be the first event about a person.
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
 * The name or sex that an act brought contradicts the register: two acts were recorded concurrently, or the detail was
 * empty when this act was recorded. A user must decide which is right.
 */
export const detailsContradicted = eventShape(
  'DetailsContradicted',
  1,
  z.strictObject({ worker: workerNo, act: actId, fields: z.array(z.enum(['name', 'sex'])).readonly() }),
);
export type DetailsContradicted = EventOf<typeof detailsContradicted>;
/**
 * The erasure of a person was requested. The person's key is destroyed next, and nothing more is recorded about the
 * person.
 */
export const erasureRequested = eventShape('ErasureRequested', 1, z.strictObject({ worker: workerNo }));
/**
 * The person's key is destroyed and its bytes are gone from the disk. Number and history stay, but the personal texts
 * can never be read again.
 */
export const workerErased = eventShape('WorkerErased', 1, z.strictObject({ worker: workerNo }));

/** The events of a person's stream in the register. */
export const registryShapes = [
  workerRegistered,
  workerDetailsCorrected,
  workerDetailsFilled,
  detailsWithdrawn,
  detailsContradicted,
  erasureRequested,
  workerErased,
] as const;
export type RegistryEvent = EventOf<typeof registryShapes>;
