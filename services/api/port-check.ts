import { createServer } from 'node:net';
import { errorOf } from '@ledger/ledger/kernel/error-message.js';
import { SettingsFault } from '@ledger/runtime/engines/settings.js';
import { settingsSentences } from '@ledger/runtime/engines/settings-problems.js';

/** Only this machine may connect: the ledger has no users of its own. */
export const host = '127.0.0.1';

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** Why the server cannot listen: a SettingsFault where another port would do. */
export const portFault = (port: number, cause: unknown): Error => {
  if (isCode(cause, 'EADDRINUSE')) {
    return new SettingsFault(...settingsSentences.told('portInUse', { port }, { cause }));
  }
  if (isCode(cause, 'EACCES')) {
    return new SettingsFault(...settingsSentences.told('portForbidden', { port }, { cause }));
  }
  return errorOf(cause);
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
