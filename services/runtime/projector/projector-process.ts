import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import { projectorFault } from './projector-fault.js';
import { asideSentences } from './aside-sentences.js';
import type { LogError } from '../faults/log-error.js';
import { maintenanceSentences } from '../faults/maintenance-problems.js';
import { MaintenanceFault } from '../faults/maintenance-fault.js';
import {
  isFromProjector,
  type AskProjector,
  type FaultMessage,
  type FoldedMessage,
  type FromProjector,
  type ToProjector,
  type ViewReached,
} from './projector-protocol.js';
import { environmentFor, type Settings } from '../engines/settings.js';

/** The projector process, as seen by its parent. If it dies, it is started again and continues at its checkpoints. */
export interface ProjectorProcess {
  /** Notifies the projector that events were appended to the log. */
  notify(): void;
  /** The last reported position of each view. */
  readonly reached: ReadonlyMap<string, ViewReached>;
  /** Resolves at the next report of the projector, or when the signal aborts. */
  moved(signal: AbortSignal): Promise<void>;
  /** Ends the projector after its current batch. Kills it if it has not ended after 20 seconds. */
  stop(): Promise<void>;
  /** The process id, for tests that kill the projector. */
  readonly pid: number | undefined;
}

/** The projector with the operations that only the process that owns the ledger uses. */
export interface OwnProjector extends ProjectorProcess {
  /**
   * Sends a request. Rejects with MaintenanceFault if it cannot be fulfilled or the projector dies before it answers.
   */
  readonly ask: AskProjector;
  /** Views that an earlier version of the program folded; they do not advance until they are rebuilt. */
  readonly outdated: readonly string[];
  /**
   * Calls `forget` when another build of a view may have become current, and after each restart, because the log may
   * have been restored from a backup.
   */
  onSwitch(forget: () => void): void;
}

type Pending = Readonly<{
  resolve: (answer: unknown) => void;
  reject: (error: Error) => void;
  progress: (read: number) => void;
}>;

const restartMsMin = 200;
const restartMsMax = 5_000;
const stopMsMax = 20_000;

const entry = fileURLToPath(new URL('./projector-main.js', import.meta.url));

class ForkedProjector implements OwnProjector {
  readonly reached = new Map<string, ViewReached>();
  outdated: readonly string[] = [];
  private readonly pending = new Map<number, Pending>();
  private questions = 0;
  private forget: () => void = () => undefined;
  private child: ChildProcess | null = null;
  private stopping = false;
  /** Whether a projector has ever been ready. If the first one fails, `start` rejects and nothing is restarted. */
  private wasReady = false;
  private notifying = false;
  private restartMs = restartMsMin;
  /**
   * The last reported error, until the projector works again, so that the same error is not reported at each restart.
   */
  private faultText: string | null = null;
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly settings: Settings,
    private readonly logError: LogError,
    private readonly folded: (message: FoldedMessage) => void,
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts the child process. Resolves when it follows the log; rejects with ProjectorFault if it ends before that. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = fork(entry, [], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        env: { ...process.env, ...environmentFor(this.settings) },
      });
      this.child = child;
      let fault: FaultMessage | null = null;
      child.on('message', (message) => {
        if (!isFromProjector(message)) return;
        if (message.type === 'ready') {
          this.wasReady = true;
          this.outdated = message.outdated;
          // The log may have been restored from a backup, so earlier positions may no longer exist.
          this.reached.clear();
          for (const telling of asideSentences(message.aside)) this.logError(...telling);
          resolve();
        }
        if (message.type === 'fault') fault = message;
        this.hear(message);
      });
      child.on('exit', () => {
        reject(projectorFault(fault));
        this.ended(fault?.message ?? null);
      });
    });
  }

  private hear(message: FromProjector): void {
    if ('id' in message) this.hearOf(message);
    else if (message.type === 'folded') this.folded(message);
    else if (message.type === 'reached') this.note(message.views);
    // Also after a restart: the last projector may have died after a switch to another build and before it reported the
    // switch.
    else if (message.type === 'switched' || message.type === 'ready') this.forget();
  }

  /** Handles a message about a pending request. */
  private hearOf(message: Extract<FromProjector, { id: number }>): void {
    if (message.type === 'progress') this.pending.get(message.id)?.progress(message.read);
    else if (message.type === 'answer') this.answered(message.id)?.resolve(message.answer);
    else this.answered(message.id)?.reject(new MaintenanceFault(message.message, { facts: message.facts }));
  }

  private note(views: readonly ViewReached[]): void {
    this.restartMs = restartMsMin;
    if (this.faultText !== null) this.logError('the projector follows the log again');
    this.faultText = null;
    for (const view of views) {
      const before = this.reached.get(view.view);
      if (view.stopped !== null && view.stopped !== before?.stopped) this.logError(view.stopped);
      if (view.incomplete > (before?.incomplete ?? 0))
        this.logError(
          `view ${view.view}: ${String(view.incomplete)} documents are incomplete; “ledger status” names them`,
        );
      this.reached.set(view.view, view);
    }
    for (const wake of [...this.watchers]) wake();
  }

  private answered(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    return pending;
  }

  readonly ask: AskProjector = (ask, progress = () => undefined) =>
    new Promise((resolve, reject) => {
      if (this.child?.connected !== true) {
        reject(new MaintenanceFault(...maintenanceSentences.faultText('projectorStarting')));
        return;
      }
      this.questions += 1;
      // The cast is safe: `Asking` in the protocol defines the type of the answer to each request.
      const answered = resolve as (answer: unknown) => void;
      this.pending.set(this.questions, { resolve: answered, reject, progress });
      this.send({ id: this.questions, ask });
    });

  onSwitch(forget: () => void): void {
    this.forget = forget;
  }

  private ended(fault: string | null): void {
    this.child = null;
    for (const { reject } of this.pending.values())
      reject(new MaintenanceFault(...maintenanceSentences.faultText('projectorEnded')));
    this.pending.clear();
    if (this.stopping || !this.wasReady) return;
    if (fault === null || fault !== this.faultText)
      this.logError(`the projector ended${fault === null ? '' : ` (${fault})`}; it is started again`);
    this.faultText = fault;
    setTimeout(() => {
      if (!this.stopping) this.start().catch(() => undefined);
    }, this.restartMs);
    this.restartMs = Math.min(this.restartMs * 2, restartMsMax);
  }

  private send(message: ToProjector): void {
    if (this.child?.connected === true) this.child.send(message, () => undefined);
  }

  notify(): void {
    if (this.notifying) return;
    this.notifying = true;
    // Combines the notifications of appends that happen at almost the same time.
    setImmediate(() => {
      this.notifying = false;
      this.send('ring');
    });
  }

  moved(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.watchers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.watchers.add(wake);
      signal.addEventListener('abort', wake);
      if (signal.aborted) wake();
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (child === null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    this.send('stop');
    // A projector that waits for a database server may be killed: like after a power cut, its views continue at their
    // checkpoints.
    const late = setTimeout(() => child.kill('SIGKILL'), stopMsMax);
    await gone;
    clearTimeout(late);
  }
}

/**
 * Starts the projector of a ledger. `logError` is called with messages for the operator, `folded` with statistics of
 * the folding. Throws ProjectorFault if the projector does not become ready.
 */
export const startProjector = async (
  settings: Settings,
  logError: LogError,
  folded: (message: FoldedMessage) => void,
): Promise<OwnProjector> => {
  const projector = new ForkedProjector(settings, logError, folded);
  try {
    await projector.start();
  } catch (error) {
    await projector.stop();
    throw error;
  }
  return projector;
};

/** Whether every view that has not stopped has folded the log up to a position. */
export const hasReached = ({ reached }: ProjectorProcess, position: Position): boolean =>
  reached.size > 0 &&
  [...reached.values()].every((view) => view.stopped !== null || view.position >= position);
