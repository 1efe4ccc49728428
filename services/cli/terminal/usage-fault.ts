import type { Because } from '@ledger/ledger/kernel/refusals.js';
import { ToldFault } from '@ledger/ledger/kernel/told-fault.js';
import { usageSentences, type UsageProblem } from './usage-problems.js';

/** Arguments that cannot be meant, in a sentence that says what can. */
export class UsageFault extends ToldFault {
  override readonly name = 'UsageFault';
}

/** The fault of a problem; the facts are those that its sentence names. */
export const usageFault = (
  problem: UsageProblem,
  facts: Because = {},
  options: ErrorOptions = {},
): UsageFault => new UsageFault(...usageSentences.told(problem, facts, options));
