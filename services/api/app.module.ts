import { join } from 'node:path';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { GraphQLModule } from '@nestjs/graphql';
import type { IncomingMessage } from 'node:http';
import { apolloOptions } from './http/apollo-options.js';
import { BusDoor, DoorCommandHandler, DoorQueryHandler } from './bus/bus-door.js';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { ActHistoryResolver } from './graphql/act-history.resolver.js';
import { ActMutations } from './graphql/act-mutations.js';
import { AttendMutation } from './graphql/attend-mutation.js';
import { ActResolver } from './graphql/act.resolver.js';
import { contextOf } from './graphql/request-context.js';
import { FaultsFilter } from './graphql/fault.filter.js';
import { ImportsResolver, ImportUndoResolver } from './graphql/imports.resolver.js';
import type { Limits } from './graphql/request-limits.js';
import { PayoutConnectionResolver, PayoutResolver } from './graphql/payout.resolver.js';
import { QueryResolver } from './graphql/query.resolver.js';
import { scalars } from './graphql/scalars.js';
import { TotalsResolver, TotalsRowResolver } from './graphql/totals.resolver.js';
import { ViewStateResolver } from './graphql/view-state.resolver.js';
import { WorkerMutations } from './graphql/worker-mutations.js';
import { WorkerResolver } from './graphql/worker.resolver.js';
import { ActRecordedResolver, SubscriptionResolver } from './subscriptions/subscription.resolver.js';
import type { Figures } from '@ledger/runtime/telemetry/request-instrumentation.js';
import type { Safelist } from './graphql/safelist.js';
import { INPUT_CONTEXT, DOOR } from './bus/injection-tokens.js';
import type { RequestInstrumentation } from '@ledger/runtime/telemetry/request-instrumentation.js';

const resolvers = [
  QueryResolver,
  ActMutations,
  AttendMutation,
  WorkerMutations,
  ActResolver,
  ActHistoryResolver,
  WorkerResolver,
  TotalsResolver,
  TotalsRowResolver,
  PayoutConnectionResolver,
  PayoutResolver,
  ViewStateResolver,
  SubscriptionResolver,
  ActRecordedResolver,
  ImportsResolver,
  ImportUndoResolver,
];

type ErrorLog = (sentence: string) => void;

export const graphqlPath = '/graphql';

/** The options of the API: its limits, and how much clients and operators may see. */
export type Serving = Readonly<{
  limits: Limits;
  production: boolean;
  safelist: Safelist | null;
  /** Scheme, host and port under which a proxy serves the API; null if only this machine connects. */
  publicOrigin: string | null;
  /** How many events a view may lag behind the log while the server still counts as ready. */
  readyLagMax: number;
  instrumentation: RequestInstrumentation;
  /** The metrics served at /metrics; null if metrics are off. */
  figures: Figures | null;
}>;

/**
 * The parts of a ledger that the API uses: its door (the object that runs commands and queries), and what the API needs
 * to parse inputs.
 */
export type Served = Pick<Ledger, 'door' | 'clock' | 'catalogue' | 'ids'>;

/** Provides Nest's command and query buses, also to code outside of AppModule. */
@Module({
  imports: [CqrsModule.forRoot()],
  providers: [BusDoor],
  exports: [BusDoor],
})
class BusModule {}

const graphql = ({ ids }: Served, serving: Serving, logError: ErrorLog): DynamicModule =>
  GraphQLModule.forRootAsync<ApolloDriverConfig>({
    driver: ApolloDriver,
    imports: [BusModule],
    inject: [BusDoor],
    useFactory: (door: BusDoor) => ({
      path: graphqlPath,
      typePaths: [join(workspaceRoot(), 'schema', 'graphql', '*.graphql')],
      resolvers: scalars,
      graphiql: false,
      playground: false,
      ...apolloOptions(serving, logError),
      context: ({ req }: { req: IncomingMessage }) => contextOf(req, ids, door),
    }),
  });

/**
 * The Nest module of the API. It serves one open ledger through the ledger's door, the object that runs commands and
 * queries.
 */
@Module({})
export class AppModule {
  static register(served: Served, serving: Serving, logError: ErrorLog): DynamicModule {
    const { door, clock, catalogue } = served;
    return {
      module: AppModule,
      imports: [BusModule, graphql(served, serving, logError)],
      providers: [
        { provide: DOOR, useValue: door },
        { provide: INPUT_CONTEXT, useValue: { clock, catalogue } },
        DoorCommandHandler,
        DoorQueryHandler,
        ...resolvers,
        { provide: APP_FILTER, useClass: FaultsFilter },
      ],
    };
  }
}
