import { join } from 'node:path';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { CqrsModule, QueryBus } from '@nestjs/cqrs';
import { GraphQLModule } from '@nestjs/graphql';
import type { IncomingMessage } from 'node:http';
import { apolloOptions } from './http/apollo-options.js';
import { commandHandlers } from './bus/command-handlers.js';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { ActHistoryResolver } from './graphql/act-history.resolver.js';
import { ActMutations } from './graphql/act-mutations.js';
import { AttendMutation } from './graphql/attend-mutation.js';
import { ActResolver } from './graphql/act.resolver.js';
import { contextOf } from './graphql/request-context.js';
import { FaultsFilter } from './graphql/fault.filter.js';
import { ImportsResolver } from './graphql/imports.resolver.js';
import type { Limits } from './graphql/request-limits.js';
import { loadersOf } from './graphql/data-loaders.js';
import { PayoutConnectionResolver, PayoutResolver } from './graphql/payout.resolver.js';
import { QueryResolver } from './graphql/query.resolver.js';
import { scalars } from './graphql/scalars.js';
import { TotalsResolver, TotalsRowResolver } from './graphql/totals.resolver.js';
import { ViewStateResolver } from './graphql/view-state.resolver.js';
import { WorkerMutations } from './graphql/worker-mutations.js';
import { WorkerResolver } from './graphql/worker.resolver.js';
import { ActRecordedResolver, SubscriptionResolver } from './subscriptions/subscription.resolver.js';
import type { Figures } from '@ledger/runtime/telemetry/request-watch.js';
import type { Safelist } from './http/safelist.js';
import { bounded } from './bus/read-deadline.js';
import { queryHandlers } from './bus/query-handlers.js';
import type { Reading } from './bus/read-your-writes.js';
import { LEDGER, READING } from './bus/injection-tokens.js';
import type { Watching } from '@ledger/runtime/telemetry/request-watch.js';

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
];

type Complaints = (sentence: string) => void;

export const graphqlPath = '/graphql';

/** How the API is served: what a request may ask for, and what the server tells of itself. */
export type Serving = Readonly<{
  limits: Limits;
  production: boolean;
  safelist: Safelist | null;
  /** Scheme, host and port of the name that a proxy answers for; null where only this machine asks. */
  publicOrigin: string | null;
  /** How many events a view may be behind while the server counts as ready. */
  readyLagMax: number;
  watching: Watching;
  /** What is told at /metrics; null where nothing is counted. */
  figures: Figures | null;
}>;

const graphql = (ledger: Ledger, serving: Serving, complain: Complaints): DynamicModule =>
  GraphQLModule.forRootAsync<ApolloDriverConfig>({
    driver: ApolloDriver,
    inject: [QueryBus],
    useFactory: (bus: QueryBus) => ({
      path: graphqlPath,
      typePaths: [join(workspaceRoot(), 'schema', 'graphql', '*.graphql')],
      resolvers: scalars,
      graphiql: false,
      playground: false,
      ...apolloOptions(serving, complain),
      context: ({ req }: { req: IncomingMessage }) =>
        contextOf(req, ledger.ids, loadersOf(bus, ledger.vault)),
    }),
  });

/** The API over one open ledger. */
@Module({})
export class AppModule {
  static register(ledger: Ledger, serving: Serving, complain: Complaints): DynamicModule {
    const { store, log, projector } = ledger;
    const reading: Reading = { store: bounded(store), log, moved: (signal) => projector.moved(signal) };
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot(), graphql(ledger, serving, complain)],
      providers: [
        { provide: LEDGER, useValue: ledger },
        { provide: READING, useValue: reading },
        ...commandHandlers,
        ...queryHandlers,
        ...resolvers,
        { provide: APP_FILTER, useClass: FaultsFilter },
      ],
    };
  }
}
