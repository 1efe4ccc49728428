import { fork } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from './workspace-root.js';

/** How a server ended: with an exit code, or by a signal. */
export type ServerEnd = Readonly<{ code: number } | { signal: NodeJS.Signals }>;

/** Signals that ask a process to end. The server decides itself when it has ended. */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Started by its path: a command that serves needs nothing else of the API, and imports nothing of it. */
const entry = (): string => join(workspaceRoot(), 'services', 'api', 'dist', 'main.js');

/**
 * Runs the server in a process of its own, with this process's terminal, environment and options of Node. Signals that
 * ask this process to end are passed on. Resolves when the server has ended; rejects where it cannot be started.
 */
export const runServer = (): Promise<ServerEnd> =>
  new Promise((resolve, reject) => {
    // The channel of a fork closes when this process dies, also by SIGKILL: the server then ends, too.
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
