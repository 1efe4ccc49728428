import { setTimeout as sleep } from 'node:timers/promises';
import type { AllStreamSubscription } from '@eventstore/db-client';
import type { EventStoreConnection } from './eventstore-connection.js';
import type { Names } from './stream-names.js';
import { isOurs, type Scanner } from './log-scanner.js';

/**
 * Change notifications of the log: one subscription for all waiting callers of this process, and a slow poll for events
 * that the subscription missed. The class only wakes the callers; they read the log themselves. It also wakes them when
 * the subscription is lost, because their next read checks whether the server came back with the same log. A lost
 * subscription therefore costs time but no event. The subscription's checkpoints, which run ahead of the events, and
 * its `caughtUp` are ignored. It is not a persistent subscription: that would deliver all events again after a kill.
 */
export class LogSubscription {
  private subscription: AllStreamSubscription | null = null;
  private readonly waiting = new Set<() => void>();
  private heard = 0n;
  /** Number of lost subscriptions. */
  private losses = 0;
  private closed = false;

  constructor(
    private readonly connection: EventStoreConnection,
    private readonly names: Names,
    private readonly scanner: Scanner,
  ) {}

  /** Reports that an event of this ledger is at this position, and wakes the callers that wait for it. */
  notify(commit: bigint): void {
    if (commit > this.heard) this.heard = commit;
    this.wake();
  }

  async changed(after: bigint, signal: AbortSignal): Promise<void> {
    this.listen();
    const stop = new AbortController();
    const stopped = AbortSignal.any([signal, stop.signal]);
    // Registered before the first read of the log: an event that arrives between the two wakes this caller.
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

  /** Reads whether an event after this position is in the log; false if the server cannot be reached. */
  private async look(after: bigint): Promise<boolean> {
    try {
      const { own } = await this.scanner.after(after, 1);
      const [first] = own;
      if (first !== undefined) this.notify(first.commit);
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
      if (isOurs(this.names, { stream, type })) this.notify(position.commit);
    });
    const lost = (): void => {
      if (this.subscription !== subscription) return;
      this.subscription = null;
      this.connection.doubt();
      this.losses += 1;
      this.wake();
      void this.listenAgain();
    };
    // The client library does not reconnect a subscription; mostly only `error` is emitted at its end.
    subscription.on('error', lost).on('end', lost).on('close', lost);
  }

  private async listenAgain(): Promise<void> {
    await sleep(this.connection.patience.pauseMs, undefined, { ref: false });
    if (this.waiting.size > 0) this.listen();
  }
}
