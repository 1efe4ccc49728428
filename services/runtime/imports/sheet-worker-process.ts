import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import { SheetFault, sheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import type { SheetProblem } from '@ledger/ledger/ports/sheet-problems.js';
import type { HasHeads, Hear, RecordSource, SheetRecord } from '@ledger/ledger/ports/sheet-source.js';
import { minutesOf } from './stall-watch.js';
import { environmentFor, type Settings } from '../engines/settings.js';
import {
  isFromSheetWorker,
  type FromSheetWorker,
  type SheetOrder,
  type ToSheetWorker,
} from './sheet-worker-protocol.js';

/** Maximum heap size of a worker in megabytes. A sheet that needs more crashes only its worker. */
const heapMegabytes = 2_048;

/** Exit code and signal of a Node.js process that ran out of heap memory. */
const abortedCode = 134;
const abortedSignal = 'SIGABRT';

const entry = fileURLToPath(new URL('./sheet-worker-main.js', import.meta.url));

/**
 * How a worker is started: the settings of the ledger, and after how many milliseconds without a message it counts as
 * stalled.
 */
export type WorkerStart = Readonly<{
  settings: Settings;
  stalledAfterMs: number;
  /** Tests replace the worker by another program to simulate failures. */
  program?: string;
}>;

/** The error code to use if the worker runs out of memory. */
type TooLarge = keyof typeof memoryProblems;

const memoryProblems = { TOO_LARGE: 'memoryOfSheet', WORKBOOK_TOO_LARGE: 'memoryOfWorkbook' } as const;

/** A worker process as seen by its parent. Its messages are queued and taken one at a time. */
export class SheetWorker {
  private readonly child: ChildProcess;
  private readonly heard: FromSheetWorker[] = [];
  private fault: Error | null = null;
  private wake: () => void = () => undefined;

  /** `file` is the sheet's name for the user; `tooLarge` is the error code if the worker runs out of memory. */
  constructor(
    private readonly start: WorkerStart,
    private readonly file: string,
    tooLarge: TooLarge,
  ) {
    this.child = fork(start.program ?? entry, [], {
      env: { ...process.env, ...environmentFor(start.settings) },
      execArgv: [...process.execArgv, `--max-old-space-size=${String(heapMegabytes)}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child.on('message', (message) => {
      if (isFromSheetWorker(message)) this.heard.push(message);
      this.wake();
    });
    this.child.on('exit', (code, signal) => {
      const isFull = code === abortedCode || signal === abortedSignal;
      this.fail(isFull ? this.problem(memoryProblems[tooLarge], { megabytes: heapMegabytes }) : this.ended());
    });
    this.child.on('error', (error) => {
      this.fail(error);
    });
  }

  send(message: ToSheetWorker): void {
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  /**
   * The next message of the worker. Throws SheetFault if the sheet cannot be read or the worker stalls, and Error if
   * the worker ends early.
   */
  async next(): Promise<Exclude<FromSheetWorker, { type: 'sheet fault' | 'fault' }>> {
    const message = this.heard.shift() ?? (await this.waitFor());
    if (message.type === 'fault') throw new Error(message.message);
    if (message.type !== 'sheet fault') return message;
    const { code, file, line, problem, facts } = message.fault;
    throw new SheetFault(code, { file, line }, problem, { facts });
  }

  /** Kills the worker at once, without cleaning up. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Disconnects from the worker, so that it cleans up, and waits until it has ended. */
  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.connected) this.child.disconnect();
    await gone;
  }

  private waitFor(): Promise<FromSheetWorker> {
    return new Promise((resolve, reject) => {
      const stalled = setTimeout(() => {
        this.kill();
        this.fail(this.problem('stalledReading', { minutes: minutesOf(this.start.stalledAfterMs) }));
      }, this.start.stalledAfterMs);
      this.wake = () => {
        const message = this.heard.shift();
        if (message === undefined && this.fault === null) return;
        clearTimeout(stalled);
        this.wake = () => undefined;
        if (message !== undefined) resolve(message);
        else reject(this.fault ?? this.ended());
      };
      this.wake();
    });
  }

  private fail(error: Error): void {
    this.fault ??= error;
    this.wake();
  }

  private problem(problem: SheetProblem, facts: RefusalDetails): SheetFault {
    return sheetFault(problem, { file: this.file, line: null }, facts);
  }

  private ended(): Error {
    return new Error('the process that read the sheet ended early');
  }
}

/** Reads the records of a workbook in a worker process, which is killed when reading ends. */
const recordsFrom = async function* (
  start: WorkerStart,
  sheet: SheetOrder,
  hear: Hear | undefined,
  hasHeads: HasHeads,
): AsyncIterable<SheetRecord> {
  const worker = new SheetWorker(start, sheet.name, 'WORKBOOK_TOO_LARGE');
  try {
    worker.send({ type: 'read', sheet });
    for (;;) {
      const message = await worker.next();
      if (message.type === 'end') return;
      if (message.type === 'facts') hear?.(message.facts);
      if (message.type === 'beginning')
        worker.send({ type: 'has heads', hasHeads: await hasHeads(message.records) });
      if (message.type !== 'records') continue;
      worker.send({ type: 'next' });
      yield* message.records;
    }
  } finally {
    worker.kill();
  }
};

/** A workbook that is read in a child process. Each iteration over its records starts a new process. */
export const workbookOfWorker = (start: WorkerStart, sheet: SheetOrder): RecordSource => ({
  name: sheet.name,
  records: (hear, hasHeads = () => true) => recordsFrom(start, sheet, hear, hasHeads),
});
