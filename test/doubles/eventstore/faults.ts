/** What can go wrong with a call. */
export type Fault =
  /** Refused before anything is done: code 14, as of a server that stops. */
  | 'unavailable'
  /** Done, and then code 14. */
  | 'unavailable after'
  /** Done, and never answered. */
  | 'drop'
  /** Done, and the server dies before it answers. */
  | 'die after'
  /** The server dies before it does anything. */
  | 'die before'
  | 'answer twice'
  | 'not leader'
  | 'not ready'
  /** The server gives up waiting for its cluster: it may have been done. */
  | 'timeout'
  | 'denied'
  /** Code 12, as of a server that does not know the call. */
  | 'unimplemented'
  /** Code 13. */
  | 'internal';

export type Rpc = 'append' | 'read' | 'subscribe' | 'features';

/** The faults that a node is to have, in order, by the call that they hit. */
export class Faults {
  private readonly planned = new Map<Rpc, Fault[]>();
  private readonly delays = new Map<Rpc, number>();
  private readonly watched = new Map<Rpc, Readonly<{ call: number; act: () => void }>>();
  private frozen: Promise<void> | null = null;
  private melt: () => void = () => undefined;
  /** How often each call came. */
  readonly calls = new Map<Rpc, number>();

  next(rpc: Rpc, ...faults: readonly Fault[]): void {
    this.planned.set(rpc, [...(this.planned.get(rpc) ?? []), ...faults]);
  }

  delay(rpc: Rpc, ms: number): void {
    this.delays.set(rpc, ms);
  }

  /** Does something when so many more of these calls have come, before anything is done with the last of them. */
  atCall(rpc: Rpc, more: number, act: () => void): void {
    this.watched.set(rpc, { call: (this.calls.get(rpc) ?? 0) + more, act });
  }

  /** The server takes what comes and does nothing, until it thaws. */
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

  /** To be awaited by every call: what is to go wrong with it. */
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
