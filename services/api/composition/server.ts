import 'reflect-metadata';
import { createServer } from 'node:net';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import type { Ledger } from './ledger.js';
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

/** Serves the API of an open ledger on loopback. `complain` hears what an operator should know. */
export const serve = async (
  ledger: Ledger,
  port: number,
  complain: (sentence: string) => void,
): Promise<Server> => {
  Logger.overrideLogger(['error', 'fatal']);
  const app = await NestFactory.create(AppModule.register(ledger, complain));
  try {
    await app.listen(port, host);
  } catch (error) {
    throw portFault(port, error);
  }
  return { address: await app.getUrl(), close: () => app.close() };
};
