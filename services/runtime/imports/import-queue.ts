/** Something to be done with an import: to judge its sheet, or to take it back. */
export type ImportTurn = Readonly<{ kind: 'judge' | 'undo'; id: string }>;

/** Imports take turns, one at a time, in the order in which they came. One that waits already does not wait twice. */
export class ImportQueue {
  private waiting: ImportTurn[] = [];
  private working: Promise<void> | null = null;

  /** `run` does a turn to its end, whatever becomes of it: it never throws. */
  constructor(private readonly run: (turn: ImportTurn) => Promise<void>) {}

  add(turn: ImportTurn): void {
    if (this.waiting.some(({ kind, id }) => kind === turn.kind && id === turn.id)) return;
    this.waiting.push(turn);
    this.working ??= this.work();
  }

  /** Begins no further turn, and resolves when the one under way has ended. */
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
