import type { ApolloServerPlugin } from '@apollo/server';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { graphqlJson, wantsGraphqlJson } from './graphql-media-type.js';

/** A request that is none: any media type says so by its status. */
const malformed: Api.ErrorCode = 'BAD_REQUEST';

/**
 * A client that reads plain JSON is answered 200 whatever came of its request: between it and the ledger may stand
 * what takes another status for its own, and an answer with it for none. That is what GraphQL over HTTP recommends;
 * the status 400 of a refused operation is for `application/graphql-response+json`.
 */
export const httpStatus: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response: { body, http } }) => {
      const isOwn = wantsGraphqlJson(request.http?.headers.get('accept'));
      // One decision for type and status: Apollo would take a wildcard for another type than we do.
      http.headers.set('content-type', `${isOwn ? graphqlJson : 'application/json'}; charset=utf-8`);
      if (isOwn) return;
      if (http.status !== 400 || body.kind !== 'single') return;
      const codes = body.singleResult.errors?.map(({ extensions }) => extensions?.['code']) ?? [];
      if (!codes.includes(malformed)) http.status = 200;
    },
  }),
};
