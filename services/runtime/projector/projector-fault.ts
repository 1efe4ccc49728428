import { LedgerFault } from '@ledger/ledger/kernel/ledger-fault.js';
import { maintenanceSentences } from '../faults/maintenance-problems.js';
import type { FaultMessage } from './projector-protocol.js';

/** An error of the projector that a restart cannot repair, e.g. views of another log or a file of another version. */
export class ProjectorFault extends LedgerFault {
  override readonly name = 'ProjectorFault';
}

/** The error for a projector that ended before it was ready, with the message that it sent, if it sent one. */
export const projectorFault = (fault: FaultMessage | null): ProjectorFault =>
  fault === null
    ? new ProjectorFault(...maintenanceSentences.faultText('projectorNotReady'))
    : new ProjectorFault(fault.message, { facts: fault.facts });
