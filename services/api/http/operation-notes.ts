import type { ApolloServerPlugin } from '@apollo/server';
import { note } from './request-log.js';

/** Adds the operation and the error codes of each request to the request log. */
export const noting: ApolloServerPlugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, operationName }) => {
      note({ operation: operation?.operation ?? null, name: operationName });
    },
    willSendResponse: async ({ response: { body } }) => {
      if (body.kind !== 'single') return;
      const errors = body.singleResult.errors ?? [];
      note({ codes: errors.map(({ extensions }) => String(extensions?.['code'])) });
    },
  }),
};
