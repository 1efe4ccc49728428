import { setTimeout as sleep } from 'node:timers/promises';
import type { AllStreamSubscription } from '@eventstore/db-client';
import type { Connection } from './eventstore-connection.js';
import type { Names } from './stream-names.js';
import { isOurs, type Scanner } from './log-scanner.js';

/**
 * The bell: one subscription for all who wait in this process, and a slow look for what it may have missed. It only
 * wakes; whoever is woken reads. It also wakes where the subscription is lost: the server was away, and whoever reads
 * then sees whether it came back with the same log. So a lost subscription costs time and no event. Its checkpoints, which run ahead of the events, and its `caughtUp` are not listened to, and no
 * subscription is kept by the server: after a kill it would bring everything again.
 */
export class Bell {
  private subscription: AllStreamSubscription | null = null;
  private readonly waiting = new Set<() => void>();
  private heard = 0n;
  /** How often the subscription was lost. */
  private losses = 0;
  private closed = false;

  constructor(
    private readonly connection: Connection,
    private readonly names: Names,
    private readonly scanner: Scanner,
  ) {}

  /** Something of ours stands there. */
  ring(commit: bigint): void {
    if (commit > this.heard) this.heard = commit;
    this.wake();
  }

  async changed(after: bigint, signal: AbortSignal): Promise<void> {
    this.listen();
    const stop = new AbortController();
    const stopped = AbortSignal.any([signal, stop.signal]);
    // Whoever waits is known before it looks: what comes in between wakes it.
    const woken = this.wakeFor(after, stopped);
    try {
      while (!stopped.aborted && !this.closed && this.heard <= after) {
        if (await Promise.race([woken, this.look(after)])) return;
        const pause = sleep(this.connection.patience.pollMs, undefined, { signal: stop.signal, ref: false });
        await Promise.race([woken, pause.catch(() => undefined)]);
      }
    } finally {
      stop.abort();
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    this.wake();
    const { subscription } = this;
    this.subscription = null;
    await subscription?.unsubscribe().catch(() => undefined);
  }

  private wake(): void {
    for (const each of [...this.waiting]) each();
  }

  private wakeFor(after: bigint, signal: AbortSignal): Promise<true> {
    const { losses } = this;
    return new Promise((resolve) => {
      const look = (): void => {
        if (!this.closed && !signal.aborted && this.heard <= after && this.losses === losses) return;
        this.waiting.delete(look);
        signal.removeEventListener('abort', look);
        resolve(true);
      };
      this.waiting.add(look);
      signal.addEventListener('abort', look);
      look();
    });
  }

  /** Whether something is there already; a server that is away has nothing to tell. */
  private async look(after: bigint): Promise<boolean> {
    try {
      const { own } = await this.scanner.after(after, 1);
      const [first] = own;
      if (first !== undefined) this.ring(first.commit);
      return first !== undefined;
    } catch {
      return false;
    }
  }

  private listen(): void {
    if (this.subscription !== null || this.closed) return;
    const subscription = this.connection.subscribe(this.names.prefix);
    this.subscription = subscription;
    subscription.on('data', ({ event }) => {
      if (event === undefined) return;
      const { streamId: stream, type, position } = event;
      if (isOurs(this.names, { stream, type })) this.ring(position.commit);
    });
    const lost = (): void => {
      if (this.subscription !== subscription) return;
      this.subscription = null;
      this.connection.doubt();
      this.losses += 1;
      this.wake();
      void this.listenAgain();
    };
    // A subscription never connects again by itself, and mostly ends by an error alone.
    subscription.on('error', lost).on('end', lost).on('close', lost);
  }

  private async listenAgain(): Promise<void> {
    await sleep(this.connection.patience.pauseMs, undefined, { ref: false });
    if (this.waiting.size > 0) this.listen();
  }
}
