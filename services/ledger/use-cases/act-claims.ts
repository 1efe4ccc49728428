import { actUnderReference } from '../acts/opening-events.js';
import type { Claim } from '../engine/submission.js';
import type { OfficeCode, Reference } from '../kernel/identifiers.js';
import { idempotencyKeyOf, referenceOf } from '../kernel/ids.js';
import type { RecordActCommand } from './record-act-command.js';

/** Claims the reference of an act: within its office only one act may have it. */
export const referenceClaim = (office: OfficeCode, reference: Reference): Claim => ({
  stream: referenceOf(office, reference),
  of: 'reference',
  actIn: (events) => actUnderReference(events, { office, reference }),
});

/** The names that recording an act must reserve: its idempotency key and its reference, if it has them. */
export const claimsOf = ({ key, reading: { office, reference } }: RecordActCommand): readonly Claim[] => [
  ...(key === null ? [] : [{ stream: idempotencyKeyOf(key), of: 'key' } as const]),
  ...(reference === null ? [] : [referenceClaim(office, reference)]),
];
