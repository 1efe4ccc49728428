/** What a command's exit code says. */
export const exitCodes = {
  ok: 0,
  /** A check found something wrong. */
  failed: 1,
  /** It could not be done: wrong arguments, an unreadable file, a ledger in use. */
  impossible: 2,
} as const;
