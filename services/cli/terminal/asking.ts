import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { Handing } from '@ledger/runtime/door/door.js';
import type { Caller, CommandLineOrder } from '@ledger/runtime/door/orders.js';

/** What a command is given: the door that takes its orders, who asks, and in which language it answers. */
export type Asking = Readonly<{ door: Handing<CommandLineOrder>; by: Caller; language: Language }>;
