/** What of a log is written: each level with all before it. */
export const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type Level = (typeof levels)[number];
