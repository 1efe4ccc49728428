import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { shortLived } from '../../support/short-lived.js';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';

/** Paths of the built programs that a user starts. */
export const entries = {
  api: join(workspaceRoot(), 'services', 'api', 'dist', 'main.js'),
  cli: join(workspaceRoot(), 'services', 'cli', 'dist', 'main.js'),
} as const;

export type Ended = Readonly<{ code: number | null; signal: NodeJS.Signals | null }>;

type Stream = 'stdout' | 'stderr';

/** A started child process with all its output. */
export class Child {
  readonly pid: number;
  /** Resolves when the process and every process that shares its output have ended. */
  readonly ended: Promise<Ended>;
  private readonly said: Record<Stream, string> = { stdout: '', stderr: '' };
  private readonly listeners = new Set<() => void>();
  private gone = false;

  constructor(private readonly child: ChildProcessWithoutNullStreams) {
    if (child.pid === undefined) throw new Error('the process did not start');
    this.pid = child.pid;
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        this.said[stream] += text;
        this.wake();
      });
    }
    this.ended = new Promise((resolve) => {
      child.on('close', (code, signal) => {
        this.gone = true;
        resolve({ code, signal });
        this.wake();
      });
    });
  }

  get stdout(): string {
    return this.said.stdout;
  }

  get stderr(): string {
    return this.said.stderr;
  }

  /**
   * Resolves when the output matches `pattern`. Rejects with the whole output when the process ends without a match.
   */
  says(pattern: RegExp, on: Stream = 'stdout'): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const listen = (): void => {
        const found = pattern.exec(this.said[on]);
        if (found === null && !this.gone) return;
        this.listeners.delete(listen);
        if (found !== null) resolve(found);
        else reject(new Error(`it ended and never said ${String(pattern)}:\n${this.stdout}${this.stderr}`));
      };
      this.listeners.add(listen);
      listen();
    });
  }

  stop(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }

  private wake(): void {
    for (const listen of [...this.listeners]) listen();
  }
}

export const startProcess = (
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): Child => {
  const child = spawn(program, args, { env, cwd, stdio: 'pipe' });
  child.stdin.end();
  return new Child(child);
};

export const startNode = (
  entry: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): Child => startProcess(process.execPath, [...shortLived, entry, ...args], env, cwd);
