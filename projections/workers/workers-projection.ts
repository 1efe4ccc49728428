import type { EventTypes } from '@ledger/ledger/kernel/domain-event.js';
import { printWorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type {
  WorkerDetailsCorrected,
  WorkerErased,
  WorkerRegistered,
} from '@ledger/schema/events/registry.js';
import type { Projection } from '../kernel/projection.js';
import type { WorkerDocument } from './workers-document.js';

export type WorkerEvent = WorkerRegistered | WorkerDetailsCorrected | WorkerErased;

const types: EventTypes<WorkerEvent> = {
  WorkerRegistered: true,
  WorkerDetailsCorrected: true,
  WorkerErased: true,
};

const registered = (
  data: WorkerRegistered['data'],
  registeredAt: string,
  changedAt: string,
): WorkerDocument => ({
  worker: data.worker,
  office: data.office,
  membership: data.membership,
  nationalId: data.nationalId,
  name: data.name,
  phone: data.phone,
  sex: data.sex,
  occupation: data.occupation,
  employer: data.employer,
  state: 'registered',
  registeredAt,
  changedAt,
});

const fold = (
  doc: WorkerDocument | null,
  { event, origin }: Recorded<WorkerEvent>,
): WorkerDocument | null => {
  switch (event.type) {
    case 'WorkerRegistered':
    case 'WorkerDetailsCorrected':
      return registered(event.data, doc?.registeredAt ?? origin.at, origin.at);
    case 'WorkerErased':
      if (doc === null) return null;
      return {
        ...doc,
        state: 'erased',
        membership: null,
        nationalId: null,
        name: null,
        phone: null,
        changedAt: origin.at,
      };
  }
};

/** The register, one document a person, by printed worker number. */
export const workers: Projection<WorkerDocument, WorkerEvent> = {
  name: 'workers',
  version: 1,
  readable: [],
  types,
  keysOf: ({ event }) => [printWorkerNo(event.data.worker)],
  opens: ({ event }) => event.type === 'WorkerRegistered',
  fold,
  shape: { fields: {}, indexes: {}, measures: [], bytes: [] },
};
