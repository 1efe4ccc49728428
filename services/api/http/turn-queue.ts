import { errorOf } from '@ledger/ledger/kernel/error-message.js';

/** Lets so many go on at a time; the others wait for their turn. */
export class Turns {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /**
   * Resolves when it is one's turn; throws the signal's reason where it aborts before, or has aborted already. Give the
   * turn back in the end.
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
