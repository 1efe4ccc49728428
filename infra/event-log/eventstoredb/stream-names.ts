import { streamId, type StreamId } from '@ledger/ledger/kernel/ids.js';
import { LogFault } from '@ledger/ledger/ports/event-log.js';

/** No dot: what stands before the first one is the ledger, whatever other ledgers are called. */
const ledgerName = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** How the streams of one ledger are called on a server that it may share with others. */
export type Names = Readonly<{
  prefix: string;
  /** The stream that says which log this is; none of ours. */
  log: string;
  of: (stream: StreamId) => string;
  /** Ours, by its own name; null for another ledger's stream, a system stream and the one of the log itself. */
  ours: (name: string) => StreamId | null;
}>;

export const namesOf = (ledger: string): Names => {
  if (!ledgerName.test(ledger)) {
    throw new LogFault(
      'LOG_FAULT',
      `“${ledger}” cannot be a ledger's name: up to 63 small letters, digits and hyphens, please`,
    );
  }
  const prefix = `${ledger}.`;
  const log = `${prefix}log`;
  return {
    prefix,
    log,
    of: (stream) => {
      if (`${prefix}${stream}` === log) throw new LogFault('LOG_FAULT', 'the stream “log” is the log’s own');
      return `${prefix}${stream}`;
    },
    ours: (name) => (name.startsWith(prefix) && name !== log ? streamId(name.slice(prefix.length)) : null),
  };
};
