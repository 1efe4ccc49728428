import type { BroughtDetail } from '@ledger/projections/workers/workers-document.js';
import type { CaseOutcome } from '@ledger/schema/events/values.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import type * as Api from '@ledger/schema/generated/graphql.js';

/** The names in the API of a worker's states. */
export const workerStates: Readonly<Record<WorkerDocument['state'], Api.WorkerState>> = {
  registered: 'REGISTERED',
  erasing: 'ERASING',
  erased: 'ERASED',
};

const outcomes: Readonly<Record<CaseOutcome, Api.CaseOutcome>> = {
  mediated: 'MEDIATED',
  'sent-to-arbitration': 'SENT_TO_ARBITRATION',
  'not-mediated': 'NOT_MEDIATED',
  closed: 'CLOSED',
};

/** The API's name of an outcome; null if there is no outcome or it is unknown. */
export const outcomeOf = (outcome: string | null): Api.CaseOutcome | null => {
  const found = Object.entries(outcomes).find(([code]) => code === outcome);
  return found?.[1] ?? null;
};

export const personDetails: Readonly<Record<BroughtDetail, Api.PersonDetail>> = {
  name: 'NAME',
  sex: 'SEX',
  occupation: 'OCCUPATION',
  employer: 'EMPLOYER',
};
