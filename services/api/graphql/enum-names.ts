import type { BroughtDetail } from '@ledger/projections/workers/workers-document.js';
import type { CaseOutcome } from '@ledger/schema/events/values.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import type * as Api from '@ledger/schema/generated/graphql.js';

/** How a person stands in the register, as the API names it. */
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

/** The outcome as the API names it; null where there is none, or one that is not known. */
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
