import type { Safelist } from '../http/safelist.js';
import type { Limits } from '../graphql/request-limits.js';
import type { Asker } from '../graphql/request-context.js';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Fate } from '@ledger/runtime/telemetry/request-watch.js';

/** What the sockets of one server need of it. */
export type SocketHost = Readonly<{
  path: string;
  schema: GraphQLSchema;
  serving: Readonly<{
    limits: Limits;
    production: boolean;
    safelist: Safelist | null;
    publicOrigin: string | null;
  }>;
  /** What a resolver knows of who asks. */
  contextOf: (asker: Asker) => object;
  /** What of an error a client sees. */
  format: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  /** Hears what becomes of subscriptions, with the codes of what went wrong. */
  hear: (
    fate: Fate,
    asker: Asker,
    operation: Readonly<{ name: string | null; codes: readonly string[] }>,
  ) => void;
  /** An id for a socket that brings none. */
  freshId: () => string;
}>;
