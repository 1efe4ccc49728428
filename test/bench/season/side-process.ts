import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Orders that the bench sends to one side (the ledger or the hand-written ledger), which is a separate process. */
export type Order = Readonly<
  | { type: 'import'; files: readonly string[] }
  | { type: 'totals'; kinds: readonly string[] }
  | { type: 'close' }
>;

/** One phase of the work of a side, with the maximum memory of its processes. */
export type Phase = Readonly<{
  name: string;
  seconds: number;
  /** Maximum of each process, in megabytes. */
  memory: Readonly<Record<string, number>>;
  /** Maximum of the sum of all processes at one moment, in megabytes. */
  together: number;
}>;

/** The totals of one side after the whole import. */
export type Holding = Readonly<{
  acts: number;
  people: number;
  fen: number;
  byKind: Readonly<Record<string, Readonly<{ acts: number; people: number; fen: number }>>>;
  /** Number of stored rows or documents. */
  documents: number;
  bytesOnDisk: number;
}>;

export type Answer = Readonly<
  | { type: 'imported'; phases: readonly Phase[]; rows: number; refused: number }
  | { type: 'totals'; holding: Holding }
  | { type: 'closed' }
>;

/** The process of one side (the ledger or the hand-written ledger), controlled by the bench. */
export class Side {
  private readonly child: ChildProcess;

  constructor(module: string, folder: string) {
    this.child = fork(fileURLToPath(new URL(module, import.meta.url)), [folder]);
  }

  /** Kills the process at once. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  ask<T extends Answer['type']>(order: Order, type: T): Promise<Extract<Answer, { type: T }>> {
    return new Promise((resolve, reject) => {
      const ended = (): void => {
        reject(new Error('a side of the season ended before it answered'));
      };
      this.child.once('exit', ended);
      this.child.once('message', (message) => {
        this.child.off('exit', ended);
        // Unchecked cast: the child process is one of the modules in this folder.
        const answer = message as Answer;
        const isAsked = (each: Answer): each is Extract<Answer, { type: T }> => each.type === type;
        if (isAsked(answer)) resolve(answer);
        else reject(new Error(`a side of the season answered ${answer.type}`));
      });
      this.child.send(order);
    });
  }
}

/** Makes a module answer orders one after the other, until it gets the order to close. */
export const serveOrders = (answer: (order: Order) => Promise<Answer>): void => {
  // The process of a side must not keep running without its bench.
  process.on('disconnect', () => process.exit());
  process.on('message', (message) => {
    const order = message as Order;
    answer(order).then(
      (answered) => {
        process.send?.(answered, undefined, undefined, () => {
          if (order.type === 'close') process.disconnect();
        });
      },
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        process.exit(1);
      },
    );
  });
};
