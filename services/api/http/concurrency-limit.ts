import { errorOf } from '@ledger/ledger/kernel/error-message.js';

/** Limits how many tasks run at the same time. Other tasks wait, and start in the order in which they came. */
export class ConcurrencyLimit {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /**
   * Resolves when the caller may start; the caller must call `giveBack` when it has finished. Throws the signal's
   * reason if the signal aborts before that, or has aborted already.
   */
  async take(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw errorOf(signal.reason);
    if (this.free > 0) {
      this.free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const giveUp = (): void => {
        this.waiting.splice(this.waiting.indexOf(go), 1);
        reject(errorOf(signal.reason));
      };
      const go = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      this.waiting.push(go);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  giveBack(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free += 1;
    else next();
  }
}
