import { caseFile } from '../case/case-decider.js';
import { gathering } from '../gathering/gathering-decider.js';
import { importRecords } from '../import-record/import-record-decider.js';
import { numbers } from '../numbers/numbers-decider.js';
import { offices } from '../offices/offices-decider.js';
import { passbook } from '../passbook/passbook-decider.js';
import { registry } from '../registry/registry-decider.js';
import { reservation } from '../reservation/reservation-decider.js';
import { sampleMark } from '../sample-mark/sample-mark-decider.js';
import { boundDecider } from '../engine/bound-decider.js';

/** All deciders of the ledger, bound for the command handler. Each guards the consistency of one sort of stream. */
export const boundDeciders = {
  passbook: boundDecider(passbook),
  gathering: boundDecider(gathering),
  case: boundDecider(caseFile),
  registry: boundDecider(registry),
  reservation: boundDecider(reservation),
  numbers: boundDecider(numbers),
  offices: boundDecider(offices),
  importRecords: boundDecider(importRecords),
  sampleMark: boundDecider(sampleMark),
};
