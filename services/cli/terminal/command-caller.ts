import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { Handing } from '@ledger/runtime/door/door.js';
import type { Caller, CommandLineOrder } from '@ledger/runtime/door/orders.js';

/** The user that runs the command, by name. */
export const actor = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
};

/** Who asks by a command: its user, as a caseworker of no district. */
export const commandCaller = (): Caller => ({
  actor: actor(),
  role: 'caseworker',
  district: null,
  correlation: randomUUID(),
  cause: null,
});

/** What a command is given: the door that takes its orders, who asks, and in which language it answers. */
export type Asking = Readonly<{ door: Handing<CommandLineOrder>; by: Caller; language: Language }>;
