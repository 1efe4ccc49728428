import { workerNo } from '@ledger/ledger/kernel/ids.js';
import type { ActDocument } from '@ledger/projections/acts/acts-document.js';
import type { EntryDocument } from '@ledger/projections/entries/entries-document.js';
import type { PayoutDocument } from '@ledger/projections/payouts/payouts-document.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import { actStates, stateWords, type ActState } from '@ledger/schema/catalogue/act-states.js';
import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { districtOf } from '@ledger/schema/catalogue/districts.js';
import type { Kind, MoneyRole } from '@ledger/schema/catalogue/kinds.js';
import { measures as measureMeanings, type MeasureMeaning } from '@ledger/schema/catalogue/measures.js';
import type { Rule } from '@ledger/schema/catalogue/rules.js';
import type { ReversalGround } from '@ledger/schema/events/acts.js';
import type { CaseOutcome, Sex } from '@ledger/schema/events/values.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { broughtDetails } from '@ledger/projections/workers/workers-projection.js';
import { outcomeOf, personDetails, workerStates } from './enum-names.js';

const states: Readonly<Record<ActState, Api.ActState>> = {
  given: 'GIVEN',
  requested: 'REQUESTED',
  approved: 'APPROVED',
  submitted: 'SUBMITTED',
  assessed: 'ASSESSED',
  paid: 'PAID',
  refused: 'REFUSED',
  reversed: 'REVERSED',
};

const statesByName: Readonly<Record<Api.ActState, ActState>> = {
  GIVEN: 'given',
  REQUESTED: 'requested',
  APPROVED: 'approved',
  SUBMITTED: 'submitted',
  ASSESSED: 'assessed',
  PAID: 'paid',
  REFUSED: 'refused',
  REVERSED: 'reversed',
};

const outcomesByName: Readonly<Record<Api.CaseOutcome, CaseOutcome>> = {
  MEDIATED: 'mediated',
  SENT_TO_ARBITRATION: 'sent-to-arbitration',
  NOT_MEDIATED: 'not-mediated',
  CLOSED: 'closed',
};

const grounds: Readonly<Record<ReversalGround, Api.ReversalGround>> = {
  mistake: 'MISTAKE',
  duplicate: 'DUPLICATE',
  withdrawn: 'WITHDRAWN',
};

const groundsByName: Readonly<Record<Api.ReversalGround, ReversalGround>> = {
  MISTAKE: 'mistake',
  DUPLICATE: 'duplicate',
  WITHDRAWN: 'withdrawn',
};

const sexes: Readonly<Record<Sex, Api.Sex>> = { male: 'MALE', female: 'FEMALE' };
const moneyRoles: Readonly<Record<MoneyRole, Api.MoneyRole>> = {
  payout: 'PAYOUT',
  cost: 'COST',
  dispute: 'DISPUTE',
};
const measures: Readonly<Record<MeasureMeaning['code'], Api.Measure>> = {
  acts: 'ACTS',
  headcount: 'HEADCOUNT',
  people: 'PEOPLE',
  sessions: 'SESSIONS',
  hours: 'HOURS',
  items: 'ITEMS',
  amount: 'AMOUNT',
  paid: 'PAID',
};

export const presentedMeasures: readonly Api.MeasureMeaning[] = measureMeanings.map((meaning) => ({
  ...meaning,
  code: measures[meaning.code],
}));

export const stateOf = (state: ActState): Api.ActState => states[state];
export const stateNamed = (name: Api.ActState): ActState => statesByName[name];
export const groundNamed = (name: Api.ReversalGround): ReversalGround => groundsByName[name];
export const outcomeNamed = (name: Api.CaseOutcome): CaseOutcome => outcomesByName[name];
export const sexNamed = (name: Api.Sex | null | undefined): Sex | null | undefined => {
  if (name == null) return name;
  return name === 'MALE' ? 'male' : 'female';
};

/** The states of acts with their Chinese and English names. */
export const presentedStates: readonly Api.StateName[] = actStates.map((state) => {
  const [zh, en] = stateWords[state];
  return { code: stateOf(state), zh, en };
});

export const sexOf = (sex: Sex | null): Api.Sex | null => (sex === null ? null : sexes[sex]);

const minutesPerHour = 60;
export const hoursOf = (minutes: number): number => minutes / minutesPerHour;

export const presentKind = (kind: Kind): Api.Kind => ({
  code: kind.code,
  zh: kind.zh,
  en: kind.en,
  category: kind.category,
  money: moneyRoles[kind.money],
  measures: kind.measures.map((measure) => measures[measure]),
});

/**
 * The kind of service with this code. Throws if there is none, which would be a bug: kinds are never removed from the
 * catalogue.
 */
export const presentKindOf = (code: string): Api.Kind => {
  const kind = catalogue.kindOfCode(code);
  if (kind === undefined) throw new Error(`the catalogue has lost the kind ${code}`);
  return presentKind(kind);
};

export const presentDistrict = (code: string): Api.District | null => districtOf(code) ?? null;

/** The district with this code. A code that GB/T 2260 no longer contains is shown as its own name. */
export const presentDistrictOf = (code: string): Api.District =>
  presentDistrict(code) ?? { code, name: code, level: 2, parent: null };

export const presentRule = (rule: Rule): Api.Rule => ({
  version: rule.version,
  kind: presentKindOf(rule.kind),
  from: rule.from,
  until: rule.until,
  oncePerYear: rule.oncePerYear,
  cap: rule.cap === null ? null : { per: rule.cap.per === 'act' ? 'ACT' : 'YEAR', ...rule.cap.fen },
  source: rule.source,
});

/** An act without its encrypted fields and related objects. Resolvers add those if the query selects them. */
export type PresentedAct = Omit<Api.Act, 'name' | 'note' | 'person' | 'contradicts' | 'history'> &
  Readonly<{ document: ActDocument }>;

export const presentAct = (document: ActDocument): PresentedAct => ({
  document,
  id: document.act,
  revision: document.steps,
  kind: presentKindOf(document.kind),
  on: document.on,
  district: presentDistrictOf(document.district),
  place: document.place,
  worker: document.worker,
  sex: sexOf(document.sex),
  occupation: document.occupation,
  employer: document.employer,
  session: document.session,
  headcount: document.headcount,
  sessions: document.sessions,
  hours: hoursOf(document.minutes),
  items: document.items,
  amountFen: document.amountFen,
  paidFen: document.paidFen,
  takenBackFen: document.takenBackFen,
  approvedOn: document.approvedOn,
  approvedFen: document.approvedFen,
  state: stateOf(document.state),
  outcome: outcomeOf(document.outcome),
  satisfied: document.satisfied,
  office: document.office,
  reference: document.referenceWritten ?? document.reference,
  judgedBy: document.judgedBy,
  reversedFor: document.reversedFor == null ? null : grounds[document.reversedFor],
  recordedAt: document.recordedAt,
  recordedBy: document.recordedBy,
  changedAt: document.changedAt,
});

/** A worker without the encrypted fields and the acts. Resolvers add those if the query selects them. */
export type PresentedWorker = Omit<Api.Worker, 'membership' | 'name' | 'nationalId' | 'phone' | 'acts'> &
  Readonly<{ document: WorkerDocument }>;

export const presentWorker = (document: WorkerDocument): PresentedWorker => ({
  document,
  number: workerNo(document.worker),
  state: workerStates[document.state],
  office: document.office,
  sex: sexOf(document.sex),
  occupation: document.occupation,
  employer: document.employer,
  contradictedBy: document.contradictedBy.map(({ act }) => act),
  broughtBy: broughtDetails.flatMap((detail) => {
    const act = document.broughtBy[detail];
    return act === undefined ? [] : [{ detail: personDetails[detail], act }];
  }),
  registeredAt: document.registeredAt,
});

export const personOf = (document: WorkerDocument | null): PresentedWorker | null =>
  document === null ? null : presentWorker(document);

export const presentEntry = (document: EntryDocument): Api.Entry => ({
  act: document.act,
  event: document.event,
  at: document.at,
  actor: document.actor,
  kind: presentKindOf(document.kind),
  district: presentDistrictOf(document.district),
  on: document.on,
  worker: document.worker,
  sex: sexOf(document.sex),
  occupation: document.occupation,
  employer: document.employer,
  acts: document.acts,
  headcount: document.headcount,
  sessions: document.sessions,
  hours: hoursOf(document.minutes),
  items: document.items,
  amountFen: document.amountFen,
  paidFen: document.paidFen,
});

/** A payout without its person. A resolver adds the person if the query selects it. */
export type PresentedPayout = Omit<Api.Payout, 'person'>;

export const presentPayout = (document: PayoutDocument): PresentedPayout => {
  const { act, kind, district, state, recordedAt: _recordedAt, changedAt: _changedAt, ...shown } = document;
  return {
    ...shown,
    id: act,
    kind: presentKindOf(kind),
    district: presentDistrictOf(district),
    state: stateOf(state),
  };
};
