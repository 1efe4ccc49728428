import type { Safelist } from '../graphql/safelist.js';
import type { Limits } from '../graphql/request-limits.js';
import type { Asker } from '../graphql/request-context.js';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { SubscriptionStage } from '@ledger/runtime/telemetry/request-instrumentation.js';

/** What the WebSocket server needs from the API server. */
export type SocketHost = Readonly<{
  path: string;
  schema: GraphQLSchema;
  serving: Readonly<{
    limits: Limits;
    production: boolean;
    safelist: Safelist | null;
    publicOrigin: string | null;
  }>;
  /** The GraphQL context for the client of a socket. */
  contextOf: (asker: Asker) => object;
  /** Removes internals from an error before a client sees it. */
  format: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  /** Called when a subscription begins, fails or ends; `codes` are the codes of its errors. */
  hear: (
    stage: SubscriptionStage,
    asker: Asker,
    operation: Readonly<{ name: string | null; codes: readonly string[] }>,
  ) => void;
  /** A new correlation id for a socket whose request has none. */
  freshId: () => string;
}>;
