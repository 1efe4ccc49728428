/** How often another process's appends are looked for. */
const pollMs = 20;

/** Wakes whoever waits for a later event: at once where this process rings, else by looking every few milliseconds. */
export class LogBell {
  private readonly waiting = new Set<() => void>();
  private closed = false;

  constructor(private readonly last: () => number) {}

  /** Resolves when the log's last event stands after a place, when the signal aborts, or when the bell is closed. */
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

  ring(): void {
    for (const look of [...this.waiting]) look();
  }

  close(): void {
    this.closed = true;
    this.ring();
  }
}
