import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { officeCode } from './values.js';

/**
 * An office recorded its first act under its own code. From then on every act must name its office; otherwise the same
 * paper could be recorded twice, once with its office and once without.
 */
export const officeNamed = eventShape('OfficeNamed', 1, z.strictObject({ office: officeCode }));
export type OfficeNamed = EventOf<typeof officeNamed>;
