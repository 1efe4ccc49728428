import { setImmediate as turn } from 'node:timers/promises';
import { inTransaction, type Database } from './sqlite-database.js';

type Waiting = Readonly<{
  /** Does the work, and answers what tells its result once it is on disk. */
  work: () => () => void;
  reject: (error: unknown) => void;
}>;

/**
 * Writes in one transaction whatever was asked for in one turn of the event loop: concurrent writers share its flush
 * to disk, and nobody waits for another's. What one of them throws undoes all, and all are told.
 */
export class GroupCommit {
  private waiting: Waiting[] = [];

  constructor(private readonly db: Database) {}

  /**
   * Resolves when the work is on disk. `work` may run beside others in one transaction and must do nothing but read
   * and write the database; `kept` makes its result known, at the moment of the commit.
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

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.waiting.length > 0) await turn();
  }

  private commit(): void {
    const group = this.waiting;
    this.waiting = [];
    try {
      const written = inTransaction(this.db, 'BEGIN IMMEDIATE', () => group.map(({ work }) => work()));
      for (const tell of written) tell();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
