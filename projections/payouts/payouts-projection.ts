import { courseEvents, type CourseEvent } from '@ledger/ledger/acts/act-events.js';
import { actIdOf } from '@ledger/ledger/kernel/ids.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { ActState } from '@ledger/schema/catalogue/act-states.js';
import type { SubsidyApproved } from '@ledger/schema/events/passbook.js';
import type { ActFacts } from '@ledger/schema/events/values.js';
import type { Projection } from '../kernel/projection.js';
import type { PayoutDocument } from './payouts-document.js';

/** The fields that a step sets. */
type Step = Partial<Omit<PayoutDocument, 'state'>> & Readonly<{ state: ActState }>;

const noSteps = {
  requestedOn: null,
  requestedBy: null,
  requestedAt: null,
  approvedOn: null,
  approvedBy: null,
  approvedAt: null,
  paidOn: null,
  paidBy: null,
  paidAt: null,
  refusedOn: null,
  refusedBy: null,
  refusedAt: null,
  requestedFen: null,
  approvedFen: null,
  paidFen: null,
  takenBackFen: 0,
} as const;

const withFacts = (
  doc: PayoutDocument | null,
  past: Recorded<CourseEvent>,
  facts: ActFacts,
  at: Step,
): PayoutDocument => ({
  ...noSteps,
  recordedAt: past.origin.at,
  ...doc,
  ...at,
  act: actIdOf(past.stream, facts.act),
  kind: facts.kind,
  district: facts.district,
  worker: facts.worker,
  on: facts.on,
  amountFen: facts.amountFen ?? 0,
  office: facts.office,
  reference: facts.referenceWritten ?? facts.reference,
  changedAt: past.origin.at,
});

const moved = (
  doc: PayoutDocument | null,
  past: Recorded<CourseEvent>,
  change: Partial<PayoutDocument>,
): PayoutDocument | null => (doc === null ? null : { ...doc, ...change, changedAt: past.origin.at });

/** The document after a payment. If a payment is corrected, the user and time of the payment are kept. */
const paid = (doc: PayoutDocument | null, past: Recorded<CourseEvent>, facts: ActFacts): PayoutDocument => {
  const { actor, at } = past.origin;
  return withFacts(doc, past, facts, {
    state: 'paid',
    paidOn: facts.on,
    paidBy: doc?.paidBy ?? actor,
    paidAt: doc?.paidAt ?? at,
    paidFen: facts.amountFen ?? 0,
  });
};

const asked = (
  past: Recorded<CourseEvent>,
  facts: ActFacts,
  state: 'requested' | 'submitted',
): PayoutDocument =>
  withFacts(null, past, facts, {
    state,
    requestedOn: facts.on,
    requestedBy: past.origin.actor,
    requestedAt: past.origin.at,
    requestedFen: facts.amountFen,
  });

const approved = (
  { origin }: Recorded<CourseEvent>,
  { on, amountFen }: SubsidyApproved['data'],
  state: 'approved' | 'assessed',
): Step => ({
  state,
  on,
  approvedOn: on,
  approvedBy: origin.actor,
  approvedAt: origin.at,
  approvedFen: amountFen,
  amountFen,
});

const fold = (doc: PayoutDocument | null, past: Recorded<CourseEvent>): PayoutDocument | null => {
  const { type, data } = past.event;
  switch (type) {
    case 'SubsidyRequested':
      return asked(past, data, 'requested');
    case 'MutualAidClaimSubmitted':
      return asked(past, data, 'submitted');
    case 'SubsidyApproved':
    case 'MutualAidClaimAssessed':
      return moved(doc, past, approved(past, data, type === 'SubsidyApproved' ? 'approved' : 'assessed'));
    case 'SubsidyRefused':
    case 'MutualAidClaimRefused':
      return moved(doc, past, {
        state: 'refused',
        on: data.on,
        refusedOn: data.on,
        refusedBy: past.origin.actor,
        refusedAt: past.origin.at,
      });
    case 'ActReversed':
      return moved(doc, past, { state: 'reversed', paidFen: 0, takenBackFen: doc?.paidFen ?? 0 });
    case 'SubsidyPaid':
    case 'MutualAidPaid':
    case 'ServiceRecorded':
    case 'HealthCheckRecorded':
    case 'GatheringHeld':
    case 'GatheringAttended':
    case 'TrainingSessionHeld':
    case 'TrainingAttended':
    case 'CaseRecorded':
    case 'ActCorrected':
      return paid(doc, past, data);
  }
};

/** An event has a document only if its money is a payout to a person. Costs and sums in dispute are left out. */
const keysOf = ({ stream, event }: Recorded<CourseEvent>): readonly string[] =>
  'money' in event.data && event.data.money !== 'payout' ? [] : [actIdOf(stream, event.data.act)];

/** The view of payouts with their current state, for approval, payment and audit. */
export const payouts: Projection<PayoutDocument, CourseEvent> = {
  name: 'payouts',
  version: 1,
  readable: [],
  types: courseEvents,
  keysOf,
  opens: ({ revision, event }) => event.data.act === revision,
  fold,
  shape: {
    fields: {
      district: 'text',
      on: 'text',
      kind: 'text',
      state: 'text',
      worker: 'integer',
      requestedOn: 'text',
      requestedBy: 'text',
      approvedOn: 'text',
      approvedBy: 'text',
      paidOn: 'text',
      paidBy: 'text',
    },
    indexes: { byDistrict: ['district', 'on'] },
    measures: ['amountFen', 'paidFen', 'takenBackFen'],
    bytes: [],
  },
};
