import { caseFile } from '../case/case-decider.js';
import { gathering } from '../gathering/gathering-decider.js';
import { handIns } from '../import-record/import-record-decider.js';
import { numbers } from '../numbers/numbers-decider.js';
import { passbook } from '../passbook/passbook-decider.js';
import { registry } from '../registry/registry-decider.js';
import { reservation } from '../reservation/reservation-decider.js';
import { sliceOf } from '../engine/bound-decider.js';

/** Every consistency boundary of the ledger, bound for handling. */
export const slices = {
  passbook: sliceOf(passbook),
  gathering: sliceOf(gathering),
  case: sliceOf(caseFile),
  registry: sliceOf(registry),
  reservation: sliceOf(reservation),
  numbers: sliceOf(numbers),
  handIns: sliceOf(handIns),
};
