import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { actFacts, actNumber, countedAct, fen, plainDate, sealed } from './values.js';

/** An act of any kind without an event of its own, given to a named person. */
export const serviceRecorded = eventShape('ServiceRecorded', 1, countedAct);
export type ServiceRecorded = EventOf<typeof serviceRecorded>;

export const healthCheckRecorded = eventShape('HealthCheckRecorded', 1, countedAct);
export type HealthCheckRecorded = EventOf<typeof healthCheckRecorded>;

const approval = z.strictObject({
  act: actNumber,
  on: plainDate,
  amountFen: fen,
  judgedBy: z.string().nullable(),
  /** Why the sum is what it is; null where nobody said so. */
  reason: sealed.nullable(),
});
const payment = countedAct.extend({
  /** The day of the request; null where the payment was recorded without one, as imports do. */
  requestedOn: plainDate.nullable(),
});
const refusal = z.strictObject({ act: actNumber, on: plainDate, reason: sealed.nullable() });

export const subsidyRequested = eventShape('SubsidyRequested', 1, actFacts);
export type SubsidyRequested = EventOf<typeof subsidyRequested>;
export const subsidyApproved = eventShape('SubsidyApproved', 1, approval);
export type SubsidyApproved = EventOf<typeof subsidyApproved>;
/** The subsidy was paid: this is the day on which the act counts. */
export const subsidyPaid = eventShape('SubsidyPaid', 1, payment);
export type SubsidyPaid = EventOf<typeof subsidyPaid>;
export const subsidyRefused = eventShape('SubsidyRefused', 1, refusal);
export type SubsidyRefused = EventOf<typeof subsidyRefused>;

export const mutualAidClaimSubmitted = eventShape('MutualAidClaimSubmitted', 1, actFacts);
export type MutualAidClaimSubmitted = EventOf<typeof mutualAidClaimSubmitted>;
export const mutualAidClaimAssessed = eventShape('MutualAidClaimAssessed', 1, approval);
export type MutualAidClaimAssessed = EventOf<typeof mutualAidClaimAssessed>;
/** The claim was paid out: this is the day on which the act counts. */
export const mutualAidPaid = eventShape('MutualAidPaid', 1, payment);
export type MutualAidPaid = EventOf<typeof mutualAidPaid>;
export const mutualAidClaimRefused = eventShape('MutualAidClaimRefused', 1, refusal);
export type MutualAidClaimRefused = EventOf<typeof mutualAidClaimRefused>;
