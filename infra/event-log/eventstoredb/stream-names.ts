import { streamId, type StreamId } from '@ledger/ledger/kernel/ids.js';
import { LogFault } from '@ledger/ledger/ports/event-log.js';

/** No dot is allowed: the first dot of a stream name ends the ledger's name, so two ledgers never share a prefix. */
const ledgerName = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Names of the streams of one ledger on a server that other ledgers may share. */
export type Names = Readonly<{
  prefix: string;
  /** The stream with the identity of the log. It is not a stream of the ledger's events. */
  log: string;
  of: (stream: StreamId) => string;
  /**
   * The ledger's name of a stream on the server; null for a stream of another ledger, a system stream, and the stream
   * with the identity of the log.
   */
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
