import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
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

/** The parameters of every command: the door (entry point for orders), the caller, and the language of the output. */
export type Asking = Readonly<{ door: OrderHandler<CommandLineOrder>; by: Caller; language: Language }>;
