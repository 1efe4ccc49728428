import type { Caller } from '../door/orders.js';

/** What a request asked for; null where it did not come so far as to ask. */
export type OperationType = 'query' | 'mutation' | 'subscription';

/** What became of a request. Names and codes are those of the API; nothing of what was handed in or answered is told. */
export type Answered = Readonly<{
  method: string;
  /** The part of the API; not the address, which may hold a query. */
  path: string;
  operation: OperationType | null;
  /** The name that the client gave its operation. */
  name: string | null;
  status: number;
  /** Whether the client was there until the end. */
  complete: boolean;
  ms: number;
  correlation: string;
  role: string;
  codes: readonly string[];
}>;

/** Whoever watches the API at work: metrics, a log, traces. */
export interface Watching {
  /** A request begins; what `within` runs, and what that causes, belongs to it. */
  request(): Readonly<{ within: (run: () => void) => void; end: (answered: Answered) => void }>;
  /** A subscription begins, fails or ends. */
  subscription(fate: Fate, told: Pick<Answered, 'name' | 'correlation' | 'role' | 'codes'>): void;
}

/** Nobody watches. */
export const unwatched: Watching = {
  request: () => ({
    within: (run) => {
      run();
    },
    end: () => undefined,
  }),
  subscription: () => undefined,
};

/** What became of a subscription. */
export type Fate = 'begun' | 'failed' | 'ended';

/** What the figures are written as, and how; whoever asks for them is named. */
export type Figures = Readonly<{ contentType: string; text: (by: Caller) => Promise<string> }>;
