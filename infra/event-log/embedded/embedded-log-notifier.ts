/** Poll interval in milliseconds, to notice events that another process has appended. */
const pollMs = 20;

/**
 * Change notifications of the embedded log. Wakes the callers of `changed` when a later event is there: at once after
 * `ring` (called after each commit of this process, or on a message from another process), else at the next poll.
 */
export class LogNotifier {
  private readonly waiting = new Set<() => void>();
  private closed = false;

  constructor(private readonly last: () => number) {}

  /** Resolves when the log has an event after position `after`, when the signal aborts, or on `close`. */
  changed(after: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearInterval(poll);
        this.waiting.delete(look);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const look = (): void => {
        if (this.closed || signal.aborted || this.last() > after) done();
      };
      const poll = setInterval(look, pollMs);
      this.waiting.add(look);
      signal.addEventListener('abort', done);
      look();
    });
  }

  notify(): void {
    for (const look of [...this.waiting]) look();
  }

  close(): void {
    this.closed = true;
    this.notify();
  }
}
