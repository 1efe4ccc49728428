import { fork } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from './workspace-root.js';

/** How the server process ended: with an exit code, or by a signal. */
export type ServerEnd = Readonly<{ code: number } | { signal: NodeJS.Signals }>;

/** Signals that are passed on to the server, which itself decides when it ends. */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The server is started by its path, so that the command line imports nothing of the API. */
const entry = (): string => join(workspaceRoot(), 'services', 'api', 'dist', 'main.js');

/**
 * Runs the server in a child process with this process's terminal, environment and Node options. Signals that ask this
 * process to end are passed on. Resolves when the server has ended; rejects if it cannot be started.
 */
export const runServer = (): Promise<ServerEnd> =>
  new Promise((resolve, reject) => {
    // The IPC channel closes when this process dies, even by SIGKILL; the server then ends, too.
    const child = fork(entry(), [], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
    const pass = (signal: NodeJS.Signals): void => {
      child.kill(signal);
    };
    for (const signal of passedOn) process.on(signal, pass);
    const settle = (end: () => void): void => {
      for (const signal of passedOn) process.off(signal, pass);
      end();
    };
    child.once('error', (error) => {
      settle(() => {
        reject(error);
      });
    });
    child.once('exit', (code, signal) => {
      settle(() => {
        resolve(signal === null ? { code: code ?? 0 } : { signal });
      });
    });
  });
