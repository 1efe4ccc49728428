import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { documentLimits } from '../graphql/document-limits.js';
import { formatting } from '../graphql/error-format.js';
import { httpStatus } from '../graphql/http-status.js';
import { knownOperations } from '../graphql/known-operations.js';
import { costLimit } from '../graphql/query-cost.js';
import type { Limits } from '../graphql/request-limits.js';
import { steadyRoots } from '../graphql/subscription-roots.js';
import { noSubscriptions } from '../graphql/subscription-refusal.js';
import { noting } from './operation-notes.js';
import { readersLanguage } from './readers-language.js';
import { cacheOf, type Safelist } from './safelist.js';

type Rules = Readonly<{ limits: Limits; production: boolean; safelist: Safelist | null }>;

/**
 * The options of Apollo Server: which operations it refuses, and how much of an error a client sees. `complain` is
 * called with each message for the operator.
 */
export const apolloOptions = (
  { limits, production, safelist }: Rules,
  complain: (sentence: string) => void,
): Omit<ApolloServerOptions<BaseContext>, 'schema' | 'typeDefs' | 'resolvers' | 'gateway'> => ({
  introspection: !production,
  hideSchemaDetailsFromClientErrors: production,
  // `ownSite` already refuses cross-site requests by their Sec-Fetch-Site header. Apollo's own check would also refuse
  // plain GET requests of clients that are not browsers.
  csrfPrevention: false,
  parseOptions: { maxTokens: limits.tokensMax },
  validationRules: [knownOperations, ...documentLimits(limits)],
  plugins: [noting, steadyRoots, noSubscriptions, costLimit(limits), httpStatus, readersLanguage],
  ...(safelist === null ? {} : { persistedQueries: { cache: cacheOf(safelist) } }),
  includeStacktraceInErrorResponses: false,
  formatError: formatting(complain),
});
