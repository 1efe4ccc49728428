/** Log levels. A level writes its own messages and those of all levels listed before it; `silent` writes none. */
export const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type Level = (typeof levels)[number];
