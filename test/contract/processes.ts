import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** Timeout in ms of a case that starts processes, which start slowly on a busy machine. */
export const processesMsMax = 600_000;

const built = join(import.meta.dirname, '../../infra/dist');

/** Another process that runs a script with the built code, at the same time as the test. */
export type Process = Readonly<{
  pid: number;
  /** The next line of its output. */
  line(): Promise<string>;
  send(line: string): void;
  /** Kills the process and resolves when it has ended. */
  kill(): Promise<void>;
  ended(): Promise<void>;
}>;

const processOf = (child: ChildProcessWithoutNullStreams): Process => {
  if (child.pid === undefined) throw new Error('the process did not start');
  const exit = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  let loggedErrors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (loggedErrors += text));
  return {
    pid: child.pid,
    line: async () => {
      const next = await lines.next();
      if (next.done === true) throw new Error(`the process said nothing more (${loggedErrors})`);
      return next.value;
    },
    send: (line) => child.stdin.write(`${line}\n`),
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
    ended: async () => {
      await exit;
    },
  };
};

/**
 * Starts processes; those still running after the case are killed. A script imports from the built infra by
 * `load('<path>')`, waits for the next line of input by `await told()`, and runs until it ends itself or is killed.
 */
export const processes = (): ((script: string, ...values: readonly string[]) => Process) => {
  const running: Process[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((each) => each.kill()));
  });
  const prelude = `
    import { once } from 'node:events';
    const [built, ...values] = process.argv.slice(1);
    const load = (path) => import(built + '/' + path);
    const told = () => once(process.stdin, 'data');
    const say = (line) => console.log(line);
  `;
  return (script, ...values) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', prelude + script, built, ...values]);
    const each = processOf(child);
    running.push(each);
    return each;
  };
};
