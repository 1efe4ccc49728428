/**
 * From the first quotation mark to the end: a quoted input may contain quotation marks itself, so its end is unknown.
 */
const quoted = /["'“‘`].*$/s;
/** Text that may be a person's name or number. */
const telling = /[^\p{ASCII}]+|\d{6,}/gu;

/** The message without parts that may come from a request. */
const redacted = (message: string): string => message.replace(quoted, '…').replace(telling, '…');

/** An error as text for the operator: its kind, its message without personal data, and its stack frames. */
export const traceOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return `something that is no Error was thrown (${typeof thrown})`;
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return [`${thrown.name}: ${redacted(thrown.message)}`, ...frames].join('\n');
};
