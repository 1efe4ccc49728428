import type { Caller } from '../door/orders.js';

/** The type of a request's operation; null in a log entry if the request was refused before it was known. */
export type OperationType = 'query' | 'mutation' | 'subscription';

/**
 * The outcome of a request. It contains no input and no result data, because the log must not contain personal data.
 */
export type RequestOutcome = Readonly<{
  method: string;
  /** The part of the API, not the URL, which may contain a query. */
  path: string;
  operation: OperationType | null;
  /** The operation name that the client chose. */
  name: string | null;
  status: number;
  /** Whether the client received the whole response. */
  complete: boolean;
  ms: number;
  correlation: string;
  role: string;
  codes: readonly string[];
}>;

/** Receives what the API does, for metrics, log and traces. */
export interface RequestInstrumentation {
  /**
   * Called when a request begins. Work that is run by `within` is traced as part of the request; `end` must be called
   * with the outcome.
   */
  request(): Readonly<{ within: (run: () => void) => void; end: (answered: RequestOutcome) => void }>;
  /** Called when a subscription begins, fails or ends. */
  subscription(
    stage: SubscriptionStage,
    about: Pick<RequestOutcome, 'name' | 'correlation' | 'role' | 'codes'>,
  ): void;
}

/** A `RequestInstrumentation` that records nothing. */
export const uninstrumented: RequestInstrumentation = {
  request: () => ({
    within: (run) => {
      run();
    },
    end: () => undefined,
  }),
  subscription: () => undefined,
};

/** The stages of a subscription that are reported. */
export type SubscriptionStage = 'begun' | 'failed' | 'ended';

/** The metrics as text, with their media type. `by` is the caller that requests them. */
export type Figures = Readonly<{ contentType: string; text: (by: Caller) => Promise<string> }>;
