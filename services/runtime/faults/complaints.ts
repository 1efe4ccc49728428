import type { FaultOptions } from '@ledger/ledger/kernel/told-fault.js';

/** Tells an operator something; with the facts that it can be told in another language by, where there are any. */
export type Complain = (sentence: string, options?: FaultOptions) => void;
