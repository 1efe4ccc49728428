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
 * The rules by which Apollo answers: what it refuses, and what it tells of errors. `complain` hears what an operator
 * should know.
 */
export const apolloOptions = (
  { limits, production, safelist }: Rules,
  complain: (sentence: string) => void,
): Omit<ApolloServerOptions<BaseContext>, 'schema' | 'typeDefs' | 'resolvers' | 'gateway'> => ({
  introspection: !production,
  hideSchemaDetailsFromClientErrors: production,
  // The gate before Apollo refuses other sites by what browsers tell, and lets plain GET requests of others through.
  csrfPrevention: false,
  parseOptions: { maxTokens: limits.tokensMax },
  validationRules: [knownOperations, ...documentLimits(limits)],
  plugins: [noting, steadyRoots, noSubscriptions, costLimit(limits), httpStatus, readersLanguage],
  ...(safelist === null ? {} : { persistedQueries: { cache: cacheOf(safelist) } }),
  includeStacktraceInErrorResponses: false,
  formatError: formatting(complain),
});
