import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Because } from '@ledger/ledger/kernel/refusals.js';
import { SheetFault, sheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import type { SheetProblem } from '@ledger/ledger/ports/sheet-problems.js';
import type { RecordSource, SheetRecord, WorkbookFacts } from '@ledger/ledger/ports/sheet-source.js';
import { minutesOf } from './stall-watch.js';
import { environmentFor, type Settings } from '../engines/settings.js';
import {
  isFromSheetWorker,
  type FromSheetWorker,
  type SheetOrder,
  type ToSheetWorker,
} from './sheet-worker-protocol.js';

/** How much memory for objects a worker may take, in megabytes: a sheet that needs more ends its worker alone. */
const heapMegabytes = 2_048;

/** What a process of Node exits with that has no memory left; or it is ended by this signal. */
const abortedCode = 134;
const abortedSignal = 'SIGABRT';

const entry = fileURLToPath(new URL('./sheet-worker-main.js', import.meta.url));

/** How a worker is started: for which ledger, and after how long without a word it counts as stalled. */
export type WorkerStart = Readonly<{
  settings: Settings;
  stalledAfterMs: number;
  /** Another program in the worker's place: how tests play a worker that fails. */
  program?: string;
}>;

/** What a worker that took too much memory says of its sheet. */
type TooLarge = keyof typeof memoryProblems;

const memoryProblems = { TOO_LARGE: 'memoryOfSheet', WORKBOOK_TOO_LARGE: 'memoryOfWorkbook' } as const;

/** A worker as its parent sees it: what it tells is taken one message after the other. */
export class SheetWorker {
  private readonly child: ChildProcess;
  private readonly heard: FromSheetWorker[] = [];
  private fault: Error | null = null;
  private wake: () => void = () => undefined;

  /** `file` is what the user calls the sheet, `tooLarge` the code of one that takes too much memory. */
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

  tell(message: ToSheetWorker): void {
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  /** The next message. Throws SheetFault where the sheet cannot be read, or STALLED; and Error where the worker ended. */
  async next(): Promise<Exclude<FromSheetWorker, { type: 'sheet fault' | 'fault' }>> {
    const message = this.heard.shift() ?? (await this.waitFor());
    if (message.type === 'fault') throw new Error(message.message);
    if (message.type !== 'sheet fault') return message;
    const { code, file, line, problem, facts } = message.fault;
    throw new SheetFault(code, { file, line }, problem, { facts });
  }

  /** Ends the worker at once: nothing that it does is needed any more. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Lets the worker clear up and end. */
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

  private problem(problem: SheetProblem, facts: Because): SheetFault {
    return sheetFault(problem, { file: this.file, line: null }, facts);
  }

  private ended(): Error {
    return new Error('the process that read the sheet ended early');
  }
}

/** The records of a workbook, read by a worker. */
const recordsFrom = async function* (
  start: WorkerStart,
  sheet: SheetOrder,
  hear?: (facts: WorkbookFacts) => void,
): AsyncIterable<SheetRecord> {
  const worker = new SheetWorker(start, sheet.name, 'WORKBOOK_TOO_LARGE');
  try {
    worker.tell({ type: 'read', sheet });
    for (;;) {
      const message = await worker.next();
      if (message.type === 'end') return;
      if (message.type === 'facts') hear?.(message.facts);
      if (message.type !== 'records') continue;
      worker.tell({ type: 'next' });
      yield* message.records;
    }
  } finally {
    worker.kill();
  }
};

/** A workbook that is read by a process of its own, each time that it is read. */
export const workbookOfWorker = (start: WorkerStart, sheet: SheetOrder): RecordSource => ({
  name: sheet.name,
  records: (hear) => recordsFrom(start, sheet, hear),
});
