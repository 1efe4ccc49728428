import { actIdOf } from '@ledger/ledger/kernel/ids.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { ActState } from '@ledger/schema/catalogue/act-states.js';
import type { ActFacts } from '@ledger/schema/events/values.js';
import { actEvents, type ActEvent } from '../acts/acts-projection.js';
import type { Projection } from '../kernel/projection.js';
import type { PayoutDocument } from './payouts-document.js';

type Dates = Partial<Pick<PayoutDocument, 'requestedOn' | 'approvedOn' | 'paidOn' | 'refusedOn'>>;
type Sums = Partial<Pick<PayoutDocument, 'requestedFen' | 'approvedFen' | 'paidFen'>>;

const withFacts = (
  doc: PayoutDocument | null,
  past: Recorded<ActEvent>,
  facts: ActFacts,
  at: Readonly<{ state: ActState } & Dates & Sums>,
): PayoutDocument => ({
  requestedOn: null,
  approvedOn: null,
  paidOn: null,
  refusedOn: null,
  requestedFen: null,
  approvedFen: null,
  paidFen: null,
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
  past: Recorded<ActEvent>,
  change: Partial<PayoutDocument>,
): PayoutDocument | null => (doc === null ? null : { ...doc, ...change, changedAt: past.origin.at });

const paid = (doc: PayoutDocument | null, past: Recorded<ActEvent>, facts: ActFacts): PayoutDocument =>
  withFacts(doc, past, facts, { state: 'paid', paidOn: facts.on, paidFen: facts.amountFen ?? 0 });

const asked = (past: Recorded<ActEvent>, facts: ActFacts, state: 'requested' | 'submitted'): PayoutDocument =>
  withFacts(null, past, facts, { state, requestedOn: facts.on, requestedFen: facts.amountFen });

const fold = (doc: PayoutDocument | null, past: Recorded<ActEvent>): PayoutDocument | null => {
  const { type, data } = past.event;
  switch (type) {
    case 'SubsidyRequested':
      return asked(past, data, 'requested');
    case 'MutualAidClaimSubmitted':
      return asked(past, data, 'submitted');
    case 'SubsidyApproved':
    case 'MutualAidClaimAssessed':
      return moved(doc, past, {
        state: type === 'SubsidyApproved' ? 'approved' : 'assessed',
        on: data.on,
        approvedOn: data.on,
        approvedFen: data.amountFen,
        amountFen: data.amountFen,
      });
    case 'SubsidyRefused':
    case 'MutualAidClaimRefused':
      return moved(doc, past, { state: 'refused', on: data.on, refusedOn: data.on });
    case 'ActReversed':
      return moved(doc, past, { state: 'reversed' });
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

/** Only money for a person out of a fund is a payout; what an act cost is not. */
const keysOf = ({ stream, event }: Recorded<ActEvent>): readonly string[] =>
  'money' in event.data && event.data.money !== 'payout' ? [] : [actIdOf(stream, event.data.act)];

/** Payouts with where they stand: what finance approves, pays and audits. */
export const payouts: Projection<PayoutDocument, ActEvent> = {
  name: 'payouts',
  version: 1,
  readable: [],
  types: actEvents,
  keysOf,
  opens: ({ revision, event }) => event.data.act === revision,
  fold,
  moving: ['state', 'on'],
  shape: {
    fields: { district: 'text', on: 'text', kind: 'text', state: 'text', worker: 'integer' },
    indexes: { byDistrict: ['district', 'on'] },
    measures: ['amountFen'],
    bytes: [],
  },
};
