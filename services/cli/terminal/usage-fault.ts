import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import { LedgerFault } from '@ledger/ledger/kernel/ledger-fault.js';
import { usageSentences, type UsageProblem } from './usage-problems.js';

/** Arguments that cannot be meant, in a sentence that says what can. */
export class UsageFault extends LedgerFault {
  override readonly name = 'UsageFault';
}

/** The fault of a problem; the facts are those that its sentence names. */
export const usageFault = (
  problem: UsageProblem,
  facts: RefusalDetails = {},
  options: ErrorOptions = {},
): UsageFault => new UsageFault(...usageSentences.faultText(problem, facts, options));
