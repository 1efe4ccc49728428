/** A fault that a call to the server can meet. */
export type Fault =
  /**
   * The call is refused before it does anything: gRPC code 14 (UNAVAILABLE), as from a server that is shutting down.
   */
  | 'unavailable'
  /** The call is executed, and then fails with gRPC code 14 (UNAVAILABLE). */
  | 'unavailable after'
  /** The call is executed, but no response is ever sent. */
  | 'drop'
  /** The call is executed, and the server crashes before it responds. */
  | 'die after'
  /** The server crashes before it executes the call. */
  | 'die before'
  | 'answer twice'
  | 'not leader'
  | 'not ready'
  /** The response is a timeout. A client cannot know whether the call was executed. */
  | 'timeout'
  | 'denied'
  /** gRPC code 12 (UNIMPLEMENTED), as from a server that does not have this method. */
  | 'unimplemented'
  /** gRPC code 13 (INTERNAL). */
  | 'internal';

export type Rpc = 'append' | 'read' | 'subscribe' | 'features';

/** The faults that are planned for a node, in order, by the kind of call that they affect. */
export class Faults {
  private readonly planned = new Map<Rpc, Fault[]>();
  private readonly delays = new Map<Rpc, number>();
  private readonly watched = new Map<Rpc, Readonly<{ call: number; act: () => void }>>();
  private frozen: Promise<void> | null = null;
  private melt: () => void = () => undefined;
  /** The number of calls so far, by kind. */
  readonly calls = new Map<Rpc, number>();

  next(rpc: Rpc, ...faults: readonly Fault[]): void {
    this.planned.set(rpc, [...(this.planned.get(rpc) ?? []), ...faults]);
  }

  delay(rpc: Rpc, ms: number): void {
    this.delays.set(rpc, ms);
  }

  /** Runs `act` when this many more calls of this kind have arrived. It runs before the last of them is executed. */
  atCall(rpc: Rpc, more: number, act: () => void): void {
    this.watched.set(rpc, { call: (this.calls.get(rpc) ?? 0) + more, act });
  }

  /** The server accepts calls but executes nothing until `thaw` is called. */
  freeze(): void {
    this.frozen ??= new Promise((resolve) => (this.melt = resolve));
  }

  thaw(): void {
    this.melt();
    this.frozen = null;
  }

  clear(): void {
    this.thaw();
    this.planned.clear();
    this.delays.clear();
    this.watched.clear();
  }

  /** Every call awaits this first. Returns the fault that this call must meet, or null. */
  async hit(rpc: Rpc): Promise<Fault | null> {
    const call = (this.calls.get(rpc) ?? 0) + 1;
    this.calls.set(rpc, call);
    const watched = this.watched.get(rpc);
    if (watched?.call === call) watched.act();
    const delayMs = this.delays.get(rpc) ?? 0;
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    await this.frozen;
    return this.planned.get(rpc)?.shift() ?? null;
  }
}
