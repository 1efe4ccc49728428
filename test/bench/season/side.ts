import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What one side of the season is asked, and what it answers: each side runs in a process of its own. */
export type Order = Readonly<
  | { type: 'import'; files: readonly string[] }
  | { type: 'totals'; kinds: readonly string[] }
  | { type: 'close' }
>;

/** One stretch of work of a side, with the most memory that its processes had meanwhile. */
export type Phase = Readonly<{
  name: string;
  seconds: number;
  /** In megabytes, by process. */
  memory: Readonly<Record<string, number>>;
  /** Of all processes at one moment. */
  together: number;
}>;

/** What a side holds when all is taken in. */
export type Holding = Readonly<{
  acts: number;
  people: number;
  fen: number;
  byKind: Readonly<Record<string, Readonly<{ acts: number; people: number; fen: number }>>>;
  /** Rows that were written into tables or collections that hold documents, or the like. */
  documents: number;
  bytesOnDisk: number;
}>;

export type Answer = Readonly<
  | { type: 'imported'; phases: readonly Phase[]; rows: number; refused: number }
  | { type: 'totals'; holding: Holding }
  | { type: 'closed' }
>;

/** A side, driven from the bench. */
export class Side {
  private readonly child: ChildProcess;

  constructor(module: string, folder: string) {
    this.child = fork(fileURLToPath(new URL(module, import.meta.url)), [folder]);
  }

  /** Ends it, whatever it is doing. */
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
        // The child is one of the modules beside this one.
        const answer = message as Answer;
        const isAsked = (each: Answer): each is Extract<Answer, { type: T }> => each.type === type;
        if (isAsked(answer)) resolve(answer);
        else reject(new Error(`a side of the season answered ${answer.type}`));
      });
      this.child.send(order);
    });
  }
}

/** Lets a module answer orders, one after the other, until it is told to close. */
export const serveOrders = (answer: (order: Order) => Promise<Answer>): void => {
  // A side must not outlive its bench.
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
