/** A job for the queue: judge the sheet of an import, or undo the import. */
export type ImportTurn = Readonly<{ kind: 'judge' | 'undo'; id: string }>;

/** Runs import jobs one at a time, in order of arrival. A job that is already waiting is not added again. */
export class ImportQueue {
  private waiting: ImportTurn[] = [];
  private working: Promise<void> | null = null;

  /** `run` executes one job. It must never throw, because an error would stop the queue. */
  constructor(private readonly run: (turn: ImportTurn) => Promise<void>) {}

  add(turn: ImportTurn): void {
    if (this.waiting.some(({ kind, id }) => kind === turn.kind && id === turn.id)) return;
    this.waiting.push(turn);
    this.working ??= this.work();
  }

  /** Drops all waiting jobs. Resolves when the running job has ended. */
  async close(): Promise<void> {
    this.waiting = [];
    await this.working;
  }

  private async work(): Promise<void> {
    for (let turn = this.waiting.shift(); turn !== undefined; turn = this.waiting.shift())
      await this.run(turn);
    this.working = null;
  }
}
