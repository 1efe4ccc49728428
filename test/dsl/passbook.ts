import type { ActInput, Circumstances } from '@ledger/ledger/acts/act-facts.js';
import type { PlainDate } from '@ledger/ledger/kernel/calendar.js';
import { passbookOf } from '@ledger/ledger/kernel/ids.js';
import type { Fen } from '@ledger/ledger/kernel/money.js';
import type { PassbookCommand, PassbookEvent } from '@ledger/ledger/passbook/passbook-decider.js';
import { rules, type Rule } from '@ledger/schema/catalogue/rules.js';
import type { Sealed } from '@ledger/schema/events/values.js';
import {
  circumstances,
  correctingIn,
  counted,
  courier,
  day,
  releasingIn,
  reversingIn,
  today,
  uncounted,
  type Added,
} from './acts.js';

/** The courier's passbook of 2026. */
export const stream = passbookOf(courier, day('2026-01-01'));

type CommandOf<T extends PassbookCommand['type']> = Extract<PassbookCommand, { type: T }>;
type EventOf<T extends PassbookEvent['type']> = Extract<PassbookEvent, { type: T }>;
type Said = Partial<Circumstances>;

export const recordService = (input: ActInput, said: Said = {}): CommandOf<'RecordService'> => ({
  type: 'RecordService',
  data: { stream, input, ...circumstances(input, said) },
});

export const requestSubsidy = (input: ActInput, said: Said = {}): CommandOf<'RequestSubsidy'> => ({
  type: 'RequestSubsidy',
  data: { stream, input, ...circumstances(input, said) },
});

export const submitMutualAidClaim = (
  input: ActInput,
  said: Said = {},
): CommandOf<'SubmitMutualAidClaim'> => ({
  type: 'SubmitMutualAidClaim',
  data: { stream, input, ...circumstances(input, said) },
});

type Step = Readonly<{ act?: number; on?: PlainDate; today?: PlainDate }>;
type Approving = Step & Readonly<{ amountFen?: Fen | null; rules?: readonly Rule[]; reason?: Sealed | null }>;
type Refusing = Step & Readonly<{ reason?: Sealed | null }>;

const step = { stream, act: 0, today };
/**
 * The days of a request made on 12 March 2026: approved or assessed on 20 March, refused on 25 March, or paid on 2
 * April.
 */
export const approvedOn = day('2026-03-20');
export const refusedOn = day('2026-03-25');
export const paidOn = day('2026-04-02');
const approval = { ...step, on: approvedOn, amountFen: null, rules, reason: null };
const payment = { ...step, on: paidOn };
const refusal = { ...step, on: refusedOn, reason: null };

export const approveSubsidy = (said: Approving = {}): CommandOf<'ApproveSubsidy'> => ({
  type: 'ApproveSubsidy',
  data: { ...approval, ...said },
});
export const paySubsidy = (said: Step = {}): CommandOf<'PaySubsidy'> => ({
  type: 'PaySubsidy',
  data: { ...payment, ...said },
});
export const refuseSubsidy = (said: Refusing = {}): CommandOf<'RefuseSubsidy'> => ({
  type: 'RefuseSubsidy',
  data: { ...refusal, ...said },
});
export const assessMutualAidClaim = (said: Approving = {}): CommandOf<'AssessMutualAidClaim'> => ({
  type: 'AssessMutualAidClaim',
  data: { ...approval, ...said },
});
export const payMutualAidClaim = (said: Step = {}): CommandOf<'PayMutualAidClaim'> => ({
  type: 'PayMutualAidClaim',
  data: { ...payment, ...said },
});
export const refuseMutualAidClaim = (said: Refusing = {}): CommandOf<'RefuseMutualAidClaim'> => ({
  type: 'RefuseMutualAidClaim',
  data: { ...refusal, ...said },
});

export const correctAct = correctingIn(stream);
export const reverseAct = reversingIn(stream);
export const releaseReference = releasingIn(stream);

export const serviceRecorded = (input: ActInput, added: Added = {}): EventOf<'ServiceRecorded'> => ({
  type: 'ServiceRecorded',
  data: counted(input, added),
});
export const healthCheckRecorded = (input: ActInput, added: Added = {}): EventOf<'HealthCheckRecorded'> => ({
  type: 'HealthCheckRecorded',
  data: counted(input, added),
});

type Approved = Readonly<{
  act?: number;
  on?: PlainDate;
  judgedBy?: string | null;
  reason?: Sealed | null;
}>;
type Refused = Readonly<{ act?: number; on?: PlainDate; reason?: Sealed | null }>;
type Paid = Added & Readonly<{ requestedOn?: PlainDate | null }>;

export const subsidyRequested = (input: ActInput, added: Added = {}): EventOf<'SubsidyRequested'> => ({
  type: 'SubsidyRequested',
  data: uncounted(input, added),
});
export const subsidyApproved = (amountFen: Fen, said: Approved = {}): EventOf<'SubsidyApproved'> => ({
  type: 'SubsidyApproved',
  data: { act: 0, on: approvedOn, amountFen, judgedBy: 'education-subsidy/1', reason: null, ...said },
});
/** `input` has the day of the payment and the paid amount, not those of the request. */
export const subsidyPaid = (
  input: ActInput,
  { requestedOn = null, ...added }: Paid = {},
): EventOf<'SubsidyPaid'> => ({ type: 'SubsidyPaid', data: { ...counted(input, added), requestedOn } });
export const subsidyRefused = (said: Refused = {}): EventOf<'SubsidyRefused'> => ({
  type: 'SubsidyRefused',
  data: { act: 0, on: refusedOn, reason: null, ...said },
});

export const mutualAidClaimSubmitted = (
  input: ActInput,
  added: Added = {},
): EventOf<'MutualAidClaimSubmitted'> => ({
  type: 'MutualAidClaimSubmitted',
  data: uncounted(input, added),
});
export const mutualAidClaimAssessed = (
  amountFen: Fen,
  said: Approved = {},
): EventOf<'MutualAidClaimAssessed'> => ({
  type: 'MutualAidClaimAssessed',
  data: { act: 0, on: approvedOn, amountFen, judgedBy: null, reason: null, ...said },
});
export const mutualAidPaid = (
  input: ActInput,
  { requestedOn = null, ...added }: Paid = {},
): EventOf<'MutualAidPaid'> => ({ type: 'MutualAidPaid', data: { ...counted(input, added), requestedOn } });
export const mutualAidClaimRefused = (said: Refused = {}): EventOf<'MutualAidClaimRefused'> => ({
  type: 'MutualAidClaimRefused',
  data: { act: 0, on: refusedOn, reason: null, ...said },
});
