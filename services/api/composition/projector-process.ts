import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import {
  isFromProjector,
  type FoldedMessage,
  type FromProjector,
  type ToProjector,
  type ViewReached,
} from './projector-protocol.js';
import { environmentFor, type Settings } from './settings.js';

/** The projector as its owner sees it. When it dies it is started again; the views go on where they stood. */
export interface ProjectorProcess {
  /** Tells the projector that something was appended. */
  ring(): void;
  /** How far each view has come, as last told. */
  readonly reached: ReadonlyMap<string, ViewReached>;
  /** Resolves the next time that a view moves, or when the signal aborts. */
  moved(signal: AbortSignal): Promise<void>;
  /** Lets the projector finish its batch and end. */
  stop(): Promise<void>;
  /** For tests that kill it. */
  readonly pid: number | undefined;
}

/** A fault that a restart cannot mend: views of another log, a file of another version. */
export class ProjectorFault extends Error {
  override readonly name = 'ProjectorFault';
}

const restartMsMin = 200;
const restartMsMax = 5_000;
const stopMsMax = 20_000;

const entry = fileURLToPath(new URL('./projector-main.js', import.meta.url));

class ForkedProjector implements ProjectorProcess {
  readonly reached = new Map<string, ViewReached>();
  private child: ChildProcess | null = null;
  private stopping = false;
  /** Whether any child has followed the log: the first that cannot is a fault of the start, and told by it. */
  private wasReady = false;
  private ringing = false;
  private restartMs = restartMsMin;
  /** What it last ended of, until it follows the log again: the same is not told every few seconds. */
  private told: string | null = null;
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly settings: Settings,
    private readonly complain: (sentence: string) => void,
    private readonly folded: (message: FoldedMessage) => void,
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts the child; resolves when it follows the log, rejects with ProjectorFault where it cannot. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = fork(entry, [], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        env: { ...process.env, ...environmentFor(this.settings) },
      });
      this.child = child;
      let fault: string | null = null;
      child.on('message', (message) => {
        if (!isFromProjector(message)) return;
        if (message.type === 'ready') {
          this.wasReady = true;
          resolve();
        }
        if (message.type === 'fault') fault = message.message;
        this.hear(message);
      });
      child.on('exit', () => {
        reject(new ProjectorFault(fault ?? 'the projector ended before it was ready'));
        this.ended(fault);
      });
    });
  }

  private hear(message: FromProjector): void {
    if (message.type === 'folded') this.folded(message);
    if (message.type !== 'reached') return;
    this.restartMs = restartMsMin;
    if (this.told !== null) this.complain('the projector follows the log again');
    this.told = null;
    for (const view of message.views) {
      const before = this.reached.get(view.view)?.stopped ?? null;
      if (view.stopped !== null && view.stopped !== before) this.complain(view.stopped);
      this.reached.set(view.view, view);
    }
    for (const wake of [...this.watchers]) wake();
  }

  private ended(fault: string | null): void {
    this.child = null;
    if (this.stopping || !this.wasReady) return;
    if (fault === null || fault !== this.told)
      this.complain(`the projector ended${fault === null ? '' : ` (${fault})`}; it is started again`);
    this.told = fault;
    setTimeout(() => {
      if (!this.stopping) this.start().catch(() => undefined);
    }, this.restartMs);
    this.restartMs = Math.min(this.restartMs * 2, restartMsMax);
  }

  private send(message: ToProjector): void {
    if (this.child?.connected === true) this.child.send(message, () => undefined);
  }

  ring(): void {
    if (this.ringing) return;
    this.ringing = true;
    // Many appends of one moment ring once.
    setImmediate(() => {
      this.ringing = false;
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
    // One that waits for a server may be killed: its views go on where they stand, as after a power cut.
    const late = setTimeout(() => child.kill('SIGKILL'), stopMsMax);
    await gone;
    clearTimeout(late);
  }
}

/** Starts the projector of a ledger. `complain` hears what an operator should know, `folded` what it does. */
export const startProjector = async (
  settings: Settings,
  complain: (sentence: string) => void,
  folded: (message: FoldedMessage) => void,
): Promise<ProjectorProcess> => {
  const projector = new ForkedProjector(settings, complain, folded);
  try {
    await projector.start();
  } catch (error) {
    await projector.stop();
    throw error;
  }
  return projector;
};

/** Whether every view that runs has folded the log up to a position. */
export const hasReached = ({ reached }: ProjectorProcess, position: Position): boolean =>
  reached.size > 0 &&
  [...reached.values()].every((view) => view.stopped !== null || view.position >= position);
