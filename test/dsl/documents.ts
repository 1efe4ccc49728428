import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { reference } from '../support/identifiers.js';
import type { ActDocument } from '@ledger/projections/acts/acts-document.js';
import type { EntryDocument } from '@ledger/projections/entries/entries-document.js';
import type { PayoutDocument } from '@ledger/projections/payouts/payouts-document.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import type { SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import { courier, keqiao, sealedText } from './acts.js';
import { origin, positionAt, recordedAt } from './project.js';

/** A text in the form in which views store encrypted texts. It is not really encrypted (see `sealedText`). */
export const saidText = (text: string): SaidText => saidAs(sealedText(text));

/**
 * An encrypted text as a view stores it, with the id of the command that first wrote it (the default command of the
 * tests).
 */
export const saidAs = (sealed: string): SaidText => ({ sealed, command: origin.commandId });

/** A document of the view `acts`. The default is a cancer screening of the courier in Keqiao. */
export const actDocument = (said: Partial<ActDocument> = {}): ActDocument => ({
  act: 'passbook-000000175-2026.0',
  stream: 'passbook-000000175-2026',
  kind: 'cancer-screening',
  on: '2026-03-08',
  district: keqiao,
  place: null,
  sealedPlace: saidText('柯桥街道'),
  worker: courier,
  sex: 'female',
  occupation: '骑手',
  employer: '某平台',
  session: null,
  headcount: 1,
  sessions: 0,
  minutes: 90,
  items: 2,
  amountFen: 12_000,
  paidFen: 12_000,
  takenBackFen: 0,
  approvedOn: null,
  approvedFen: null,
  state: 'given',
  outcome: null,
  satisfied: null,
  reversedFor: null,
  name: saidText('王芳'),
  note: saidText('复查'),
  office: officeCode('keqiao'),
  reference: reference('KQ-1'),
  referenceWritten: null,
  judgedBy: null,
  correlation: 'desk',
  recordedAt,
  recordedBy: 'li',
  changedAt: recordedAt,
  steps: 1,
  ...said,
});

/** The courier's document in the view `workers`. */
export const workerDocument = (said: Partial<WorkerDocument> = {}): WorkerDocument => ({
  worker: courier,
  state: 'registered',
  office: 'keqiao',
  membership: saidText('KQ003303'),
  nationalId: null,
  name: saidText('王芳'),
  phone: null,
  sex: 'female',
  occupation: '骑手',
  employer: '某平台',
  broughtBy: {},
  contradictedBy: [],
  registeredAt: recordedAt,
  changedAt: recordedAt,
  ...said,
});

/**
 * A document of the view `entries`. The default is the line that a cancer screening of the courier adds to the totals.
 */
export const entryDocument = (said: Partial<EntryDocument> = {}): EntryDocument => ({
  act: 'passbook-000000175-2026.0',
  event: 'ServiceRecorded',
  stream: 'passbook-000000175-2026',
  eventPosition: positionAt(1),
  revision: 0,
  at: recordedAt,
  actor: 'li',
  district: keqiao,
  kind: 'cancer-screening',
  on: '2026-03-08',
  month: '2026-03',
  recorded: '2026-03',
  worker: courier,
  sex: 'female',
  occupation: '骑手',
  employer: '某平台',
  employerForm: '某平台',
  acts: 1,
  headcount: 1,
  sessions: 0,
  minutes: 90,
  items: 2,
  amountFen: 12_000,
  paidFen: 12_000,
  ...said,
});

/** A document of the view `payouts`. The default is an approved subsidy of the courier. */
export const payoutDocument = (said: Partial<PayoutDocument> = {}): PayoutDocument => ({
  act: 'passbook-000000175-2026.1',
  kind: 'education-subsidy',
  district: keqiao,
  worker: courier,
  state: 'approved',
  on: '2026-03-09',
  requestedOn: '2026-03-01',
  approvedOn: '2026-03-09',
  paidOn: null,
  refusedOn: null,
  requestedBy: 'li',
  requestedAt: recordedAt,
  approvedBy: 'wang',
  approvedAt: recordedAt,
  paidBy: null,
  paidAt: null,
  refusedBy: null,
  refusedAt: null,
  takenBackFen: 0,
  requestedFen: 200_000,
  approvedFen: 150_000,
  paidFen: null,
  amountFen: 150_000,
  office: 'keqiao',
  reference: null,
  recordedAt,
  changedAt: recordedAt,
  ...said,
});
