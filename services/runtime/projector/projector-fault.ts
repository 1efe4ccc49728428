import { ToldFault } from '@ledger/ledger/kernel/told-fault.js';
import { maintenanceSentences } from '../faults/maintenance-problems.js';
import type { FaultMessage } from './projector-protocol.js';

/** A fault that a restart cannot mend: views of another log, a file of another version. */
export class ProjectorFault extends ToldFault {
  override readonly name = 'ProjectorFault';
}

/** Why a projector ended before it was ready: as it has said itself, where it could. */
export const projectorFault = (fault: FaultMessage | null): ProjectorFault =>
  fault === null
    ? new ProjectorFault(...maintenanceSentences.told('projectorNotReady'))
    : new ProjectorFault(fault.message, { facts: fault.facts });
