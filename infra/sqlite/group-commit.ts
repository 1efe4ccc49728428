import { setImmediate as turn } from 'node:timers/promises';
import { inTransaction, type Database } from './sqlite-database.js';

type Waiting = Readonly<{
  /** Runs the work inside the transaction. Returns a function that resolves the caller's promise after the commit. */
  work: () => () => void;
  reject: (error: unknown) => void;
}>;

/**
 * Runs all writes that are submitted in one turn of the event loop in one transaction, so that they share one flush to
 * disk. If one of them throws, the transaction is rolled back and all of them are rejected with that error.
 */
export class GroupCommit {
  private waiting: Waiting[] = [];

  constructor(private readonly db: Database) {}

  /**
   * Resolves when the work is on disk. `work` may share a transaction with other work and must only read and write the
   * database. `kept` is called right after the commit; the promise resolves to its result.
   */
  write<T, R>(work: () => T, kept: (result: T) => R): Promise<R> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        work: () => {
          const result = work();
          return () => {
            resolve(kept(result));
          };
        },
        reject,
      };
      this.waiting.push(waiting);
      if (this.waiting.length === 1) {
        setImmediate(() => {
          this.commit();
        });
      }
    });
  }

  /** Resolves when no write is pending. */
  async idle(): Promise<void> {
    while (this.waiting.length > 0) await turn();
  }

  private commit(): void {
    const group = this.waiting;
    this.waiting = [];
    try {
      const written = inTransaction(this.db, 'BEGIN IMMEDIATE', () => group.map(({ work }) => work()));
      for (const release of written) release();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
