import { join } from 'node:path';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { GraphQLModule } from '@nestjs/graphql';
import type { IncomingMessage } from 'node:http';
import { commandHandlers } from './commands/handlers.js';
import type { Ledger } from './composition/ledger.js';
import { workspaceRoot } from './composition/workspace.js';
import { ActMutations } from './graphql/act-mutations.js';
import { ActResolver } from './graphql/act.resolver.js';
import { contextOf } from './graphql/context.js';
import { formatting } from './graphql/errors.js';
import { FaultsFilter } from './graphql/faults.filter.js';
import { knownOperations } from './graphql/known-operations.js';
import { QueryResolver } from './graphql/query.resolver.js';
import { scalars } from './graphql/scalars.js';
import { TotalsResolver, TotalsRowResolver } from './graphql/totals.resolver.js';
import { WorkerMutations } from './graphql/worker-mutations.js';
import { WorkerResolver } from './graphql/worker.resolver.js';
import { queryHandlers } from './queries/handlers.js';
import type { Reading } from './queries/reading.js';
import { LEDGER, READING } from './tokens.js';

const resolvers = [
  QueryResolver,
  ActMutations,
  WorkerMutations,
  ActResolver,
  WorkerResolver,
  TotalsResolver,
  TotalsRowResolver,
];

type Complaints = (sentence: string) => void;

const graphql = (ledger: Ledger, complain: Complaints): DynamicModule =>
  GraphQLModule.forRoot<ApolloDriverConfig>({
    driver: ApolloDriver,
    path: '/graphql',
    typePaths: [join(workspaceRoot(), 'schema', 'graphql', '*.graphql')],
    resolvers: scalars,
    graphiql: false,
    playground: false,
    introspection: true,
    csrfPrevention: true,
    validationRules: [knownOperations],
    includeStacktraceInErrorResponses: false,
    context: ({ req }: { req: IncomingMessage }) => contextOf(req, ledger.ids),
    formatError: formatting(complain),
  });

/** The API over one open ledger. */
@Module({})
export class AppModule {
  static register(ledger: Ledger, complain: Complaints): DynamicModule {
    const { store, log, projector } = ledger;
    const reading: Reading = { store, log, moved: (signal) => projector.moved(signal) };
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot(), graphql(ledger, complain)],
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
