import { randomUUID } from 'node:crypto';
import { until } from '../../support/until.js';
import type { Client, Headers } from './client.js';
import {
  actMutation,
  actQuery,
  totalsQuery,
  viewsQuery,
  workerMutation,
  workerQuery,
  type ActMutation,
  type WorkerMutation,
} from './operations.js';
import type { Act, ActPayload, Totals, UserError, Worker, WorkerPayload } from './wire.js';

/** The input of a mutation. The type is loose on purpose: the journeys also send invalid input. */
export type Input = Readonly<Record<string, unknown>>;

/** An accepted act, and the position of the last event that was written. */
export type Written = Readonly<{ act: Act; position: string }>;

export const newKey = (): string => randomUUID();

/** A caseworker at work: sends commands and reads their results. */
export class Clerk {
  constructor(
    readonly client: Client,
    private readonly headers: Headers = {},
  ) {}

  /** The same desk with other request headers, for another actor or another language. */
  as(headers: Headers): Clerk {
    return new Clerk(this.client, { ...this.headers, ...headers });
  }

  async tryAct(mutation: ActMutation, input: Input): Promise<ActPayload> {
    const submitted = { idempotencyKey: newKey(), ...input };
    return (await this.client.ask(actMutation(mutation), { input: submitted }, this.headers)).done;
  }

  async tryWorker(mutation: WorkerMutation, input: Input): Promise<WorkerPayload> {
    const submitted = { idempotencyKey: newKey(), ...input };
    return (await this.client.ask(workerMutation(mutation), { input: submitted }, this.headers)).done;
  }

  /** Sends a command about an act that must be accepted. Throws when it is refused. */
  async act(mutation: ActMutation, input: Input): Promise<Written> {
    const { act, position, userErrors } = await this.tryAct(mutation, input);
    if (act !== null && position !== null && userErrors.length === 0) return { act, position };
    throw new Error(`${mutation} was refused: ${JSON.stringify(userErrors)}`);
  }

  /** Sends a command about an act that must be refused. Returns the only error; throws when it is accepted. */
  async refusal(mutation: ActMutation, input: Input): Promise<UserError> {
    return onlyError(await this.tryAct(mutation, input));
  }

  async worker(
    mutation: WorkerMutation,
    input: Input,
  ): Promise<Readonly<{ worker: Worker; position: string; notSeen: string | null }>> {
    const { worker, position, notSeen, userErrors } = await this.tryWorker(mutation, input);
    if (worker !== null && position !== null && userErrors.length === 0) return { worker, position, notSeen };
    throw new Error(`${mutation} was refused: ${JSON.stringify(userErrors)}`);
  }

  async workerRefusal(mutation: WorkerMutation, input: Input): Promise<UserError> {
    return onlyError(await this.tryWorker(mutation, input));
  }

  /** Reads an act from the view. With `atLeast`, the server first waits until the view has reached that position. */
  async readAct(id: string, atLeast: string | null): Promise<Act | null> {
    return (await this.client.ask(actQuery, { id, atLeast })).act.act;
  }

  async readWorker(asked: Input): Promise<Worker | null> {
    return (await this.client.ask(workerQuery, asked)).worker.worker;
  }

  async totals(asked: Input): Promise<Totals> {
    return (await this.client.ask(totalsQuery, asked)).totals;
  }

  /**
   * The number of events in the log. For each view, `ordinal` (events folded) plus `lag` (events missing) gives that
   * number.
   */
  async events(): Promise<number> {
    const { views } = await this.client.ask(viewsQuery);
    return Math.max(...views.map(({ ordinal, lag }) => ordinal + lag));
  }
}

/**
 * Waits until every view has folded the whole log. This can take long after the projector has lost its database server.
 */
export const caughtUp = ({ client }: Pick<Clerk, 'client'>): Promise<void> =>
  until(async () => (await client.ask(viewsQuery)).views.every(({ lag }) => lag === 0));

const onlyError = ({ userErrors, ...rest }: ActPayload | WorkerPayload): UserError => {
  const [error, ...more] = userErrors;
  const isNothing = Object.values(rest).every((value) => value === null);
  if (error !== undefined && more.length === 0 && isNothing) return error;
  throw new Error(`not refused for one reason: ${JSON.stringify({ ...rest, userErrors })}`);
};
