import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { refusal } from './api-fault.js';

/** Refuses subscriptions over HTTP, which allows only one response. */
export const noSubscriptions: ApolloServerPlugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return;
      throw refusal('BAD_REQUEST', 'a subscription is sent over WebSocket, at this same address', operation);
    },
  }),
};
