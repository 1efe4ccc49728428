import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { shortLived } from '../support/short-lived.js';
import { noServers, type Servers } from '../support/pair.js';

/** Where the processes of one crash test store their data. Database servers, if any, survive the kills. */
export type Place = Readonly<{ folder: string; masterKey: string; servers?: Servers }>;

const entry = (...parts: readonly string[]): string => join(workspaceRoot(), 'services', ...parts);

type Environment = Readonly<Record<string, string>>;

const environmentOf = (
  { folder, masterKey, servers = noServers }: Place,
  more: Environment,
): NodeJS.ProcessEnv => ({
  ...process.env,
  ...servers,
  LEDGER_DATA: folder,
  LEDGER_MASTER_KEY_FILE: masterKey,
  PORT: '0',
  ...more,
});

export type Running = Readonly<{ child: ChildProcess; pid: number; gone: Promise<unknown> }>;

const running = (child: ChildProcess): Running => {
  if (child.pid === undefined) throw new Error('the process did not start');
  return { child, pid: child.pid, gone: once(child, 'exit') };
};

/** Starts a `ledger` command. */
export const startCli = (place: Place, args: readonly string[], more: Environment = {}): Running =>
  running(
    spawn(process.execPath, [...shortLived, entry('cli', 'dist', 'main.js'), ...args], {
      env: environmentOf(place, more),
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );

/** Runs a `ledger` command until it ends. Returns its exit code and its output parsed as JSON. */
export const runCli = async (
  place: Place,
  args: readonly string[],
): Promise<Readonly<{ code: number; json: unknown }>> => {
  const { child } = startCli(place, args);
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const closed: readonly unknown[] = await once(child, 'close');
  return { code: Number(closed[0]), json: text === '' ? null : JSON.parse(text) };
};

export type RunningServer = Running & Readonly<{ url: string }>;

/** Starts the server without waiting for it: it may be killed before it listens. */
export const beginServer = (place: Place, more: Environment = {}): Running =>
  running(
    spawn(process.execPath, [...shortLived, entry('api', 'dist', 'main.js')], {
      env: environmentOf(place, more),
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );

/** Starts the server and waits until it listens. Throws when it ends before. */
export const startServer = async (place: Place, more: Environment = {}): Promise<RunningServer> => {
  const started = beginServer(place, more);
  const { stdout } = started.child;
  if (stdout === null) throw new Error('the server has no output');
  for await (const line of createInterface({ input: stdout })) {
    const url = /listens at (\S+)/.exec(line)?.[1];
    if (url === undefined) continue;
    stdout.resume();
    return { ...started, url };
  }
  throw new Error('the server ended before it listened');
};

/** Process ids of the child processes. The owner's child is the projector. */
export const childrenOf = (pid: number): readonly number[] => {
  try {
    const text = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
    return text
      .split('\n')
      .map(Number)
      .filter((child) => child > 0);
  } catch {
    // `ps` ends with exit code 1 when there are no child processes.
    return [];
  }
};

/** Kills a process with SIGKILL: it cannot clean up, as in a power cut. */
export const killNow = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The process has already ended.
  }
};
