import { actReversedV1, laterActShapes } from './acts.js';
import { caseRecorded } from './case.js';
import type { EventShape } from './event-shape.js';
import { gatheringShapes } from './gathering.js';
import { importShapes } from './import-record.js';
import { numbersTaken } from './numbers.js';
import { officeNamed } from './offices.js';
import { passbookShapes } from './passbook.js';
import { registryShapes } from './registry.js';
import { reservationShapes } from './reservation.js';
import { sampleMarkShapes } from './sample-mark.js';

/** The shapes of all stored events, one entry per version. */
export const allEvents: readonly EventShape[] = [
  ...passbookShapes,
  ...gatheringShapes,
  caseRecorded,
  ...laterActShapes,
  actReversedV1,
  ...registryShapes,
  ...reservationShapes,
  numbersTaken,
  officeNamed,
  ...importShapes,
  ...sampleMarkShapes,
];
