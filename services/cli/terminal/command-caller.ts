import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Caller } from '@ledger/runtime/door/orders.js';

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
