import 'reflect-metadata';
import { createServer } from 'node:net';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule, graphqlPath, type Serving } from '../app.module.js';
import { jsonOnly, knownOnly, oneOperation, ownSite, unreadable, type Middleware } from '../http/gate.js';
import { guarded, ideFiles, idePage, idePath } from '../http/ide.js';
import { withDeadline } from '../queries/deadline.js';
import type { Ledger } from './ledger.js';
import { maintenancePath, maintenanceRoute } from './maintenance-route.js';
import { SettingsFault } from './settings.js';

/** Only this machine may connect: the ledger has no users of its own. */
const host = '127.0.0.1';

export interface Server {
  readonly address: string;
  close(): Promise<void>;
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const portFault = (port: number, cause: unknown): Error => {
  if (isCode(cause, 'EADDRINUSE')) {
    return new SettingsFault(
      `port ${String(port)} is in use; stop what listens there, or name another in PORT`,
      { cause },
    );
  }
  if (isCode(cause, 'EACCES')) {
    return new SettingsFault(`port ${String(port)} may not be used by this user; name another in PORT`, {
      cause,
    });
  }
  return cause instanceof Error ? cause : new Error(String(cause));
};

/** Whether the port can be had: asked before anything long is begun. Throws SettingsFault where not. */
export const checkPort = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      reject(portFault(port, error));
    });
    probe.listen(port, host, () => {
      probe.close(() => {
        resolve();
      });
    });
  });

/** What a request passes before it comes to GraphQL: what can be refused without reading it is refused first. */
const guard = (app: NestExpressApplication, { limits, safelist }: Serving): void => {
  const inTime: Middleware = (_request, _response, next) => {
    withDeadline(limits.readingMsMax, next);
  };
  app.use(graphqlPath, ownSite);
  app.use(graphqlPath, jsonOnly);
  app.useBodyParser('json', { limit: limits.bodyBytesMax });
  app.use(graphqlPath, unreadable);
  app.use(graphqlPath, oneOperation);
  if (safelist !== null) app.use(graphqlPath, knownOnly(safelist));
  app.use(graphqlPath, inTime);
};

const showIde = (app: NestExpressApplication): void => {
  app.use(idePath, idePage(graphqlPath));
  app.useStaticAssets(ideFiles(), { prefix: idePath, index: false, setHeaders: guarded });
};

/** Serves the API of an open ledger on loopback. `complain` hears what an operator should know. */
export const serve = async (
  ledger: Ledger,
  port: number,
  serving: Serving,
  complain: (sentence: string) => void,
): Promise<Server> => {
  Logger.overrideLogger(['error', 'fatal']);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.register(ledger, serving, complain));
  app.use(maintenancePath, maintenanceRoute(ledger));
  guard(app, serving);
  if (!serving.production) showIde(app);
  try {
    const server = await app.listen(port, host);
    server.requestTimeout = serving.limits.receivingMsMax;
    server.headersTimeout = serving.limits.receivingMsMax;
  } catch (error) {
    throw portFault(port, error);
  }
  return { address: await app.getUrl(), close: () => app.close() };
};
