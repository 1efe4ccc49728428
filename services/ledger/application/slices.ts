import { caseFile } from '../case/index.js';
import { gathering } from '../gathering/index.js';
import { handIns } from '../hand-in/index.js';
import { numbers } from '../numbers/index.js';
import { passbook } from '../passbook/index.js';
import { registry } from '../registry/index.js';
import { reservation } from '../reservation/index.js';
import { sliceOf } from './work.js';

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
