import 'reflect-metadata';
import type { IncomingMessage } from 'node:http';
import { Logger, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule, graphqlPath, type Serving } from './app.module.js';
import { asking } from './graphql/request-context.js';
import { exportsPath, exportsRoute } from './http/export-routes.js';
import { ownHost } from './http/host-guard.js';
import {
  jsonOnly,
  knownOnly,
  oneOperation,
  onlyBelow,
  ownSite,
  sayUnanswered,
  smallBody,
  unreadable,
} from './http/request-guards.js';
import { type Middleware } from './http/middleware.js';
import { health, healthPath } from './http/health-route.js';
import { guarded, ideFiles, idePage, idePath } from './http/ide-route.js';
import { socketsOf } from './subscription-sockets.js';
import { metrics, metricsPath } from './http/metrics-route.js';
import { startPage } from './http/start-page.js';
import { observed } from './http/request-log.js';
import { inTime, limitReceiving, type TimedPath } from './http/request-timeouts.js';
import { traceOf } from '@ledger/runtime/faults/redacted-trace.js';
import { importsHttp, importsPath, sayImportUnanswered } from './http/import-routes.js';
import { answerUnreadable } from './http/unreadable-requests.js';
import { host, portFault } from './port-check.js';
import { BusDoor } from './bus/bus-door.js';
import type { Caller } from '@ledger/runtime/door/orders.js';
import { withDeadline } from '@ledger/runtime/door/read-deadline.js';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import { maintenanceRoute, sayOrderUnanswered } from './http/maintenance-route.js';
import { maintenancePath } from '@ledger/runtime/rebuild/maintenance-protocol.js';

type ErrorLog = (sentence: string) => void;

export interface Server {
  readonly address: string;
  close(): Promise<void>;
}

/** Paths with their own time limits or their own format of errors. */
const timedPaths: readonly TimedPath[] = [
  { path: importsPath, comes: 'steadily', sayUnanswered: sayImportUnanswered },
  { path: maintenancePath, comes: 'whole', sayUnanswered: sayOrderUnanswered },
];

type CallerOf = (request: IncomingMessage) => Caller;

/** Installs the request log, the health checks and the metrics. */
const watch = (app: NestExpressApplication, ledger: Ledger, serving: Serving, callerOf: CallerOf): void => {
  app.use(observed(serving.instrumentation, () => ledger.ids.fresh()));
  app.use(healthPath, health(ledger, serving.readyLagMax));
  if (serving.figures !== null) app.use(metricsPath, metrics(serving.figures, callerOf));
};

/** Installs the checks before GraphQL. Checks that need no body come first, so that a refused request is not read. */
const guard = (app: NestExpressApplication, { limits, safelist }: Serving): void => {
  const readInTime: Middleware = (_request, _response, next) => {
    withDeadline(limits.readingMsMax, next);
  };
  app.use(onlyBelow(graphqlPath));
  app.use(graphqlPath, ownSite);
  app.use(graphqlPath, jsonOnly);
  app.use(graphqlPath, smallBody(limits.bodyBytesMax));
  app.useBodyParser('json', { limit: limits.bodyBytesMax });
  app.use(graphqlPath, unreadable);
  app.use(graphqlPath, oneOperation);
  if (safelist !== null) app.use(graphqlPath, knownOnly(safelist));
  app.use(graphqlPath, readInTime);
};

/** Exports have their own route, because a sheet is not JSON and takes longer than a GraphQL operation may. */
const offerExports = (
  app: NestExpressApplication,
  contextOf: (request: IncomingMessage) => ReturnType<typeof asking>,
  logError: ErrorLog,
): void => {
  const door = app.get(BusDoor, { strict: false });
  app.use(exportsPath, ownSite);
  app.use(exportsPath, exportsRoute({ door, contextOf, logError }));
};

const showIde = (app: NestExpressApplication): void => {
  app.use(idePath, idePage(graphqlPath));
  app.useStaticAssets(ideFiles(), { prefix: idePath, index: false, setHeaders: guarded });
};

/** Nest's logger: passes on only the errors, which no other code has reported. */
const framework = (logError: (sentence: string) => void): LoggerService => {
  const log = (thrown: unknown): void => {
    logError(traceOf(thrown));
  };
  const nothing = (): void => undefined;
  return { error: log, fatal: log, warn: nothing, log: nothing };
};

/**
 * Serves the API of an open ledger on the loopback address. `logError` is called with each message for the operator.
 * Throws SettingsFault if the port cannot be used.
 */
export const serve = async (
  ledger: Ledger,
  port: number,
  serving: Serving,
  logError: ErrorLog,
): Promise<Server> => {
  Logger.overrideLogger(framework(logError));
  const app = await NestFactory.create<NestExpressApplication>(AppModule.register(ledger, serving, logError));
  const { limits } = serving;
  app.use(ownHost(serving.publicOrigin));
  app.use(inTime(limits, timedPaths, sayUnanswered, logError));
  const contextOf = (request: IncomingMessage) => asking(request, ledger.ids);
  const callerOf: CallerOf = (request) => contextOf(request).by;
  const door = app.get(BusDoor, { strict: false });
  const { token } = ledger.ownership;
  app.use(maintenancePath, maintenanceRoute({ door, callerOf, token }));
  watch(app, ledger, serving, callerOf);
  app.use(importsPath, importsHttp({ door, callerOf, token, logError }));
  offerExports(app, contextOf, logError);
  const { production, safelist } = serving;
  app.use(startPage({ graphqlPath, sample: ledger.sample, ide: !production, anyQuery: safelist === null }));
  if (!production) showIde(app);
  guard(app, serving);
  const server = app.getHttpServer();
  limitReceiving(server, limits.receivingMsMax);
  answerUnreadable(server);
  try {
    await app.listen(port, host);
  } catch (error) {
    throw portFault(port, error);
  }
  const sockets = socketsOf(app, ledger, serving, logError);
  const close = async (): Promise<void> => {
    await sockets.close();
    await app.close();
  };
  return { address: await app.getUrl(), close };
};
