import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { actFacts, actNumber, countedAct, fen, plainDate, sealed } from './values.js';

/** An act for a named person, of a kind that has no event types of its own. */
export const serviceRecorded = eventShape('ServiceRecorded', 1, countedAct);

export const healthCheckRecorded = eventShape('HealthCheckRecorded', 1, countedAct);

const approval = z.strictObject({
  act: actNumber,
  on: plainDate,
  amountFen: fen,
  judgedBy: z.string().nullable(),
  /** The reason for the sum; null if none was given. */
  reason: sealed.nullable(),
});
const payment = countedAct.extend({
  /** The day of the request; null if the payment was recorded without a request, as imports do. */
  requestedOn: plainDate.nullable(),
});
const refusal = z.strictObject({ act: actNumber, on: plainDate, reason: sealed.nullable() });

export const subsidyRequested = eventShape('SubsidyRequested', 1, actFacts);
export const subsidyApproved = eventShape('SubsidyApproved', 1, approval);
export type SubsidyApproved = EventOf<typeof subsidyApproved>;
/** The subsidy was paid. The act counts in the totals on the day of the payment. */
export const subsidyPaid = eventShape('SubsidyPaid', 1, payment);
export const subsidyRefused = eventShape('SubsidyRefused', 1, refusal);

export const mutualAidClaimSubmitted = eventShape('MutualAidClaimSubmitted', 1, actFacts);
export const mutualAidClaimAssessed = eventShape('MutualAidClaimAssessed', 1, approval);
/** The claim was paid out. The act counts in the totals on the day of the payment. */
export const mutualAidPaid = eventShape('MutualAidPaid', 1, payment);
export const mutualAidClaimRefused = eventShape('MutualAidClaimRefused', 1, refusal);

export const passbookShapes = [
  serviceRecorded,
  healthCheckRecorded,
  subsidyRequested,
  subsidyApproved,
  subsidyPaid,
  subsidyRefused,
  mutualAidClaimSubmitted,
  mutualAidClaimAssessed,
  mutualAidPaid,
  mutualAidClaimRefused,
] as const;
