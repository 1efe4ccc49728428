/** Something to be done with an import. */
export type ImportTask = Readonly<{ kind: 'import' | 'undo'; id: string }>;

/** Tasks are done one at a time, in the order in which they came. One that waits already does not wait twice. */
export class ImportQueue {
  private waiting: ImportTask[] = [];
  private working: Promise<void> | null = null;

  /** `run` does a task to its end, whatever becomes of it: it never throws. */
  constructor(private readonly run: (task: ImportTask) => Promise<void>) {}

  add(task: ImportTask): void {
    if (this.waiting.some(({ kind, id }) => kind === task.kind && id === task.id)) return;
    this.waiting.push(task);
    this.working ??= this.work();
  }

  /** Begins no further task, and resolves when the one under way has ended. */
  async close(): Promise<void> {
    this.waiting = [];
    await this.working;
  }

  private async work(): Promise<void> {
    for (let task = this.waiting[0]; task !== undefined; task = this.waiting[0]) {
      await this.run(task);
      this.waiting.shift();
    }
    this.working = null;
  }
}
