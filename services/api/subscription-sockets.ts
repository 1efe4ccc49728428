import type { INestApplication } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { Server } from 'node:http';
import { graphqlPath, type Serving } from './app.module.js';
import { contextOf } from './graphql/request-context.js';
import { formatting } from './graphql/error-format.js';
import { BusDoor } from './bus/bus-door.js';
import { loggableOf, loggedName } from './http/request-log.js';
import { openSockets, type Sockets } from './subscriptions/socket-server.js';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';

/** Opens the WebSocket server for subscriptions, at the same path as the queries. */
export const socketsOf = (
  app: INestApplication<Server>,
  { ids }: Pick<Ledger, 'ids'>,
  serving: Serving,
  logError: (sentence: string) => void,
): Sockets => {
  const door = app.get(BusDoor, { strict: false });
  return openSockets(app.getHttpServer(), {
    path: graphqlPath,
    schema: app.get(GraphQLSchemaHost, { strict: false }).schema,
    serving,
    contextOf: (asker) => contextOf(asker, ids, door),
    format: formatting(logError),
    hear: (stage, asker, operation) => {
      serving.instrumentation.subscription(stage, {
        ...operation,
        name: loggedName(operation.name),
        ...loggableOf(asker),
      });
    },
    freshId: () => ids.fresh(),
  });
};
