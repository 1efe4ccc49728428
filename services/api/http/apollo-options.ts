import {
  HeaderMap,
  type ApolloServerOptions,
  type ApolloServerPlugin,
  type BaseContext,
} from '@apollo/server';
import { admission } from '../graphql/admission.js';
import { formattedBy, formatting } from '../graphql/error-format.js';
import { httpStatus } from '../graphql/http-status.js';
import type { Limits } from '../graphql/request-limits.js';
import { cacheOf, type Safelist } from '../graphql/safelist.js';
import { noting } from './operation-notes.js';
import { readersLanguage } from './readers-language.js';

type Rules = Readonly<{ limits: Limits; production: boolean; safelist: Safelist | null }>;

/** Answers an operation that must not run with the errors of its admission, before any data is read. */
const admitting = (rules: Rules, format: ReturnType<typeof formattedBy>): ApolloServerPlugin => {
  let admit: ReturnType<typeof admission> | null = null;
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ schema, document, request: { operationName, variables } }) => {
        admit ??= admission(schema, { ...rules, safelist: null, over: 'HTTP' });
        const admitted = admit({ query: document, operationName, variables });
        if ('document' in admitted) return null;
        const http = { status: 400, headers: new HeaderMap() };
        return { http, body: { kind: 'single', singleResult: { errors: admitted.map(format) } } };
      },
    }),
  };
};

/**
 * The options of Apollo Server: which operations it refuses, and how much of an error a client sees. `logError` is
 * called with each message for the operator.
 */
export const apolloOptions = (
  rules: Rules,
  logError: (sentence: string) => void,
): Omit<ApolloServerOptions<BaseContext>, 'schema' | 'typeDefs' | 'resolvers' | 'gateway'> => ({
  // `ownSite` already refuses cross-site requests by their Sec-Fetch-Site header. Apollo's own check would also refuse
  // plain GET requests of clients that are not browsers.
  csrfPrevention: false,
  parseOptions: { maxTokens: rules.limits.tokensMax },
  // `admitting` validates every operation, by the same rules as over WebSocket.
  dangerouslyDisableValidation: true,
  plugins: [noting, admitting(rules, formattedBy(formatting(logError))), httpStatus, readersLanguage],
  ...(rules.safelist === null ? {} : { persistedQueries: { cache: cacheOf(rules.safelist) } }),
  includeStacktraceInErrorResponses: false,
  formatError: formatting(logError),
});
