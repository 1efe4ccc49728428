import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { officeCode } from './values.js';

/**
 * An office recorded its first act under a code of its own. From now on whoever records an act says for which office:
 * else one paper could be recorded twice, once with its office and once without.
 */
export const officeNamed = eventShape('OfficeNamed', 1, z.strictObject({ office: officeCode }));
export type OfficeNamed = EventOf<typeof officeNamed>;
