import { createServer } from 'node:net';
import { errorOf } from '@ledger/ledger/kernel/error-message.js';
import { SettingsFault } from '@ledger/runtime/engines/settings.js';
import { settingsSentences } from '@ledger/runtime/engines/settings-problems.js';

/** Loopback only: the ledger does not authenticate users, so other machines must not reach it directly. */
export const host = '127.0.0.1';

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** The error to report if listening fails: a SettingsFault if another port would help, otherwise `cause` itself. */
export const portFault = (port: number, cause: unknown): Error => {
  if (isCode(cause, 'EADDRINUSE')) {
    return new SettingsFault(...settingsSentences.faultText('portInUse', { port }, { cause }));
  }
  if (isCode(cause, 'EACCES')) {
    return new SettingsFault(...settingsSentences.faultText('portForbidden', { port }, { cause }));
  }
  return errorOf(cause);
};

/**
 * Checks that the port is free, before the server starts its long work. Throws SettingsFault if another port would
 * help.
 */
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
