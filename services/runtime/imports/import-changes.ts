/** Change notifications per import: all waiting callers are woken at the import's next change. */
export class Changes {
  private readonly waiting = new Map<string, Set<() => void>>();

  changed(id: string): void {
    for (const wake of [...(this.waiting.get(id) ?? [])]) wake();
  }

  /** Resolves at the next change of the import, or when the signal aborts. */
  next(id: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const all = this.waiting.get(id) ?? new Set();
      this.waiting.set(id, all);
      const wake = (): void => {
        all.delete(wake);
        if (all.size === 0) this.waiting.delete(id);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      all.add(wake);
      signal.addEventListener('abort', wake);
      if (signal.aborted) wake();
    });
  }
}
