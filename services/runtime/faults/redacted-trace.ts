/** What a message quotes goes on to its end: what was handed in may hold quotation marks itself. */
const quoted = /["'“‘`].*$/s;
/** What looks like a name or a number of a person. */
const telling = /[^\p{ASCII}]+|\d{6,}/gu;

/** A message without what it may have taken from a request. */
const redacted = (message: string): string => message.replace(quoted, '…').replace(telling, '…');

/** What an operator reads of a fault: its kind, its message up to what it quotes, and where it happened. */
export const traceOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return `something that is no Error was thrown (${typeof thrown})`;
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return [`${thrown.name}: ${redacted(thrown.message)}`, ...frames].join('\n');
};
