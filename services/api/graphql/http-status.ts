import type { ApolloServerPlugin } from '@apollo/server';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { graphqlJson, wantsGraphqlJson } from './graphql-media-type.js';

/**
 * The code of a body that is not a GraphQL request. Such a body is answered with an HTTP error status for every media
 * type.
 */
const malformed: Api.ErrorCode = 'BAD_REQUEST';

/**
 * Clients that accept plain JSON get HTTP status 200 even if the operation is refused, because a proxy between client
 * and ledger may replace answers that have an error status. This is the recommendation of GraphQL over HTTP; status 400
 * is only for `application/graphql-response+json`.
 */
export const httpStatus: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response: { body, http } }) => {
      const isOwn = wantsGraphqlJson(request.http?.headers.get('accept'));
      // The type is set here so that it fits the status: for a wildcard, Apollo would choose another type than this
      // code.
      http.headers.set('content-type', `${isOwn ? graphqlJson : 'application/json'}; charset=utf-8`);
      if (isOwn) return;
      if (http.status !== 400 || body.kind !== 'single') return;
      const codes = body.singleResult.errors?.map(({ extensions }) => extensions?.['code']) ?? [];
      if (!codes.includes(malformed)) http.status = 200;
    },
  }),
};
