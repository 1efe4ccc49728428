import { eventShape } from './event-shape.js';
import { countedAct } from './values.js';

/** A legal case, a rights case, a dispute or a hotline call. For the latter two, `amountFen` is the sum in dispute. */
export const caseRecorded = eventShape('CaseRecorded', 1, countedAct);
