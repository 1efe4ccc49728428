import { monthOf, shanghaiDate } from '@ledger/ledger/kernel/calendar.js';
import { noCounts } from '@ledger/ledger/kernel/count-arithmetic.js';
import { entryOf } from '@ledger/ledger/kernel/entries.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { actCorrected, actReversed } from '@ledger/schema/events/acts.js';
import { caseRecorded } from '@ledger/schema/events/case.js';
import { typesOf, type EventOf } from '@ledger/schema/events/event-shape.js';
import { gatheringShapes } from '@ledger/schema/events/gathering.js';
import {
  healthCheckRecorded,
  mutualAidPaid,
  serviceRecorded,
  subsidyPaid,
} from '@ledger/schema/events/passbook.js';
import type { Entry } from '@ledger/schema/events/values.js';

const countingShapes = [
  serviceRecorded,
  healthCheckRecorded,
  subsidyPaid,
  mutualAidPaid,
  ...gatheringShapes,
  caseRecorded,
  actCorrected,
  actReversed,
] as const;

/** The events that change the totals: each adds one or more signed lines (counts with plus or minus). */
export type CountingEvent = EventOf<typeof countingShapes>;
export const countingEvents = typesOf(countingShapes);

/**
 * The line of an attendance. If its session was held in another district, the headcount becomes a second line in that
 * district.
 */
const placed = (line: Entry, heldIn: string | null): readonly Entry[] => {
  const { counts, district } = line;
  if (heldIn === null || heldIn === district || counts.headcount === 0) return [line];
  return [
    { ...line, counts: { ...counts, headcount: 0 } },
    { ...line, district: heldIn, worker: null, counts: { ...noCounts, headcount: counts.headcount } },
  ];
};

/**
 * The signed lines that an event adds to the totals, in order. A correction subtracts the old line and adds the new
 * one.
 */
export const linesOf = ({ type, data }: CountingEvent): readonly Entry[] => {
  switch (type) {
    case 'ServiceRecorded':
    case 'HealthCheckRecorded':
    case 'SubsidyPaid':
    case 'MutualAidPaid':
    case 'GatheringHeld':
    case 'TrainingSessionHeld':
    case 'CaseRecorded':
      return [entryOf(data, data.counts)];
    case 'GatheringAttended':
    case 'TrainingAttended':
      return placed(entryOf(data, data.counts), data.heldIn);
    case 'AttendanceNoted':
    case 'AttendanceWithdrawn':
      return [data.entry];
    case 'ActCorrected':
      return [...placed(data.undone, data.heldIn), ...placed(entryOf(data, data.counts), data.heldIn)];
    case 'ActReversed':
      return placed(data.undone, data.heldIn);
  }
};

let lastInstant = '';
let lastMonth = '';

/**
 * The month, in Asia/Shanghai, in which an event was recorded. Totals are kept by this month too, so that a report of
 * an earlier month leaves out corrections that were recorded later. The last result is cached, because the events of a
 * batch were recorded at the same instant.
 */
export const recordedMonth = ({ origin }: Recorded): string => {
  if (origin.at !== lastInstant) {
    lastMonth = monthOf(shanghaiDate(origin.at));
    lastInstant = origin.at;
  }
  return lastMonth;
};
