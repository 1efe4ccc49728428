import type { WorkerDetails } from '@ledger/schema/events/registry.js';
import { workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import type { SubjectKey } from '../ports/key-vault.js';
import { sealing } from '../ports/sealed-texts.js';
import type { Handed } from './record-act-command.js';

/** What an act says about its person, as the register would keep it. */
export const personOf = (
  { reading, commandId }: Handed,
  worker: WorkerNo,
  key: SubjectKey,
): WorkerDetails => {
  const seal = sealing(key, workerStreamOf(worker), commandId);
  return {
    worker,
    office: reading.office,
    membership: reading.person?.by === 'membership' ? seal('membership', reading.person.written) : null,
    nationalId: null,
    name: reading.name === null ? null : seal('name', reading.name),
    phone: null,
    sex: reading.sex,
    occupation: reading.occupation,
    employer: reading.employer,
  };
};
