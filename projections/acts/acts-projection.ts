import { actEvents, type ActEvent } from '@ledger/ledger/acts/act-events.js';
import { actIdOf } from '@ledger/ledger/kernel/ids.js';
import type { Recorded, StreamEvent } from '@ledger/ledger/ports/event-log.js';
import { saidBy, type SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import type { ActState } from '@ledger/schema/catalogue/act-states.js';
import type { SubsidyApproved } from '@ledger/schema/events/passbook.js';
import type { ActFacts, Counts } from '@ledger/schema/events/values.js';
import type { Projection } from '../kernel/projection.js';
import type { ActDocument } from './acts-document.js';

type Facts = ActFacts & Readonly<{ counts?: Counts }>;

/** Who recorded the act and when, taken from its first event, and when it last changed. */
const provenance = (
  doc: ActDocument | null,
  { origin }: StreamEvent<ActEvent>,
): Pick<ActDocument, 'correlation' | 'recordedAt' | 'recordedBy' | 'changedAt' | 'steps'> => {
  if (doc !== null) {
    const { correlation, recordedAt, recordedBy, steps } = doc;
    return { correlation, recordedAt, recordedBy, changedAt: origin.at, steps: steps + 1 };
  }
  const { correlation, at, actor } = origin;
  return { correlation, recordedAt: at, recordedBy: actor, changedAt: at, steps: 1 };
};

/** Later steps of the act keep its approval. */
const approvalOf = (doc: ActDocument | null): Pick<ActDocument, 'approvedOn' | 'approvedFen'> => {
  if (doc === null) return { approvedOn: null, approvedFen: null };
  const { approvedOn, approvedFen } = doc;
  return { approvedOn, approvedFen };
};

const withFacts = (
  doc: ActDocument | null,
  past: StreamEvent<ActEvent>,
  facts: Facts,
  state: ActState,
): ActDocument => {
  const { correlation, recordedAt, recordedBy, changedAt, steps } = provenance(doc, past);
  const said = (sealed: string | null, before: SaidText | null = null): SaidText | null =>
    saidBy(past.origin.commandId, sealed, before);
  return {
    act: actIdOf(past.stream, facts.act),
    stream: past.stream,
    kind: facts.kind,
    on: facts.on,
    district: facts.district,
    place: facts.place,
    sealedPlace: said(facts.sealedPlace, doc?.sealedPlace),
    worker: facts.worker,
    sex: facts.sex,
    occupation: facts.occupation,
    employer: facts.employer,
    session: facts.session,
    headcount: facts.headcount,
    sessions: facts.sessions,
    minutes: facts.minutes,
    items: facts.items,
    amountFen: facts.amountFen,
    paidFen: facts.counts?.paidFen ?? 0,
    takenBackFen: 0,
    ...approvalOf(doc),
    state,
    outcome: facts.result?.outcome ?? null,
    satisfied: facts.result?.satisfied ?? null,
    name: said(facts.name, doc?.name),
    note: said(facts.note, doc?.note),
    office: facts.office,
    reference: facts.reference,
    referenceWritten: facts.referenceWritten,
    judgedBy: facts.judgedBy,
    correlation,
    recordedAt,
    recordedBy,
    changedAt,
    steps,
  };
};

const moved = (
  doc: ActDocument | null,
  past: StreamEvent<ActEvent>,
  change: Partial<ActDocument>,
): ActDocument | null =>
  doc === null ? null : { ...doc, ...change, changedAt: past.origin.at, steps: doc.steps + 1 };

const approved = (
  state: 'approved' | 'assessed',
  { on, amountFen, judgedBy }: SubsidyApproved['data'],
): Partial<ActDocument> => ({ state, judgedBy, approvedOn: on, approvedFen: amountFen });

/** The document of an act after one more event about it. */
export const foldAct = (doc: ActDocument | null, past: StreamEvent<ActEvent>): ActDocument | null => {
  const { type, data } = past.event;
  switch (type) {
    case 'ServiceRecorded':
    case 'HealthCheckRecorded':
    case 'GatheringHeld':
    case 'GatheringAttended':
    case 'TrainingSessionHeld':
    case 'TrainingAttended':
    case 'CaseRecorded':
      return withFacts(doc, past, data, 'given');
    case 'SubsidyRequested':
      return withFacts(doc, past, data, 'requested');
    case 'MutualAidClaimSubmitted':
      return withFacts(doc, past, data, 'submitted');
    case 'SubsidyPaid':
    case 'MutualAidPaid':
      return withFacts(doc, past, data, 'paid');
    case 'SubsidyApproved':
      return moved(doc, past, approved('approved', data));
    case 'MutualAidClaimAssessed':
      return moved(doc, past, approved('assessed', data));
    case 'SubsidyRefused':
    case 'MutualAidClaimRefused':
      return moved(doc, past, { state: 'refused' });
    case 'ActCorrected':
      return withFacts(doc, past, data, doc?.state ?? 'given');
    case 'ActReversed':
      return moved(doc, past, {
        state: 'reversed',
        reversedFor: data.ground,
        paidFen: 0,
        takenBackFen: doc?.paidFen ?? 0,
      });
    case 'ActReferenceReleased':
      return moved(doc, past, {});
  }
};

const opens = ({ revision, event }: Recorded<ActEvent>): boolean => event.data.act === revision;

/**
 * The view of acts: one document with the current state of each act. It serves the acts of workers, sessions and
 * districts.
 */
export const acts: Projection<ActDocument, ActEvent> = {
  name: 'acts',
  version: 2,
  // Documents of version 1 differ only in that they lack the ground of a reversal.
  readable: [1],
  types: actEvents,
  keysOf: (past) => [actIdOf(past.stream, past.event.data.act)],
  opens,
  fold: foldAct,
  shape: {
    fields: {
      worker: 'integer',
      district: 'text',
      on: 'text',
      kind: 'text',
      state: 'text',
      session: 'text',
    },
    indexes: { byWorker: ['worker', 'on'], byDistrict: ['district', 'on'], bySession: ['session'] },
    measures: ['amountFen', 'paidFen', 'takenBackFen'],
    bytes: [],
  },
};
