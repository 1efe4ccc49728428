import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { refusal } from './api-fault.js';

/** A subscription has more than one answer: it is refused where there can be one only. */
export const noSubscriptions: ApolloServerPlugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return;
      throw refusal('BAD_REQUEST', 'a subscription is sent over WebSocket, at this same address', operation);
    },
  }),
};
