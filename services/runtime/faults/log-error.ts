import type { FaultOptions } from '@ledger/ledger/kernel/ledger-fault.js';

/** Reports a message to the operator. `options` may contain the facts from which the message can be translated. */
export type LogError = (sentence: string, options?: FaultOptions) => void;
