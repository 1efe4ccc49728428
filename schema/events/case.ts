import { eventShape, type EventOf } from './event-shape.js';
import { countedAct } from './values.js';

/** A legal case, a rights case, a dispute or a hotline call; `amountFen` of the latter two is in dispute. */
export const caseRecorded = eventShape('CaseRecorded', 1, countedAct);
export type CaseRecorded = EventOf<typeof caseRecorded>;
