import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** How long a case with processes may take before it hangs: they start slowly where much else runs. */
export const processesMsMax = 600_000;

const built = join(import.meta.dirname, '../../infra/dist');

/** Another process that runs a script over the built code, as it would beside us. */
export type Process = Readonly<{
  pid: number;
  /** Its next line of output. */
  line(): Promise<string>;
  tell(line: string): void;
  /** Resolves when it is gone. */
  kill(): Promise<void>;
  ended(): Promise<void>;
}>;

const processOf = (child: ChildProcessWithoutNullStreams): Process => {
  if (child.pid === undefined) throw new Error('the process did not start');
  const exit = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  return {
    pid: child.pid,
    line: async () => {
      const next = await lines.next();
      if (next.done === true) throw new Error(`the process said nothing more (${complaints})`);
      return next.value;
    },
    tell: (line) => child.stdin.write(`${line}\n`),
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
 * Starts processes; whatever still runs after the case is killed. A script imports from the built infra by
 * `load('<path>')`, waits for a line by `await told()` and stays until it is told to end.
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
