import type { FaultOptions } from '@ledger/ledger/kernel/told-fault.js';

/** Reports a message to the operator. `options` may contain the facts from which the message can be translated. */
export type Complain = (sentence: string, options?: FaultOptions) => void;
