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

/** What is handed in. Loose on purpose: a journey also hands in what it must not. */
export type Input = Readonly<Record<string, unknown>>;

/** What was written, and where. */
export type Written = Readonly<{ act: Act; position: string }>;

export const newKey = (): string => randomUUID();

/** The desk of somebody who works with the ledger: hands in, and reads what came of it. */
export class Desk {
  constructor(
    readonly client: Client,
    private readonly headers: Headers = {},
  ) {}

  /** The same desk with other headers: another person, or another language. */
  as(headers: Headers): Desk {
    return new Desk(this.client, { ...this.headers, ...headers });
  }

  async tryAct(mutation: ActMutation, input: Input): Promise<ActPayload> {
    const handed = { idempotencyKey: newKey(), ...input };
    return (await this.client.ask(actMutation(mutation), { input: handed }, this.headers)).done;
  }

  async tryWorker(mutation: WorkerMutation, input: Input): Promise<WorkerPayload> {
    const handed = { idempotencyKey: newKey(), ...input };
    return (await this.client.ask(workerMutation(mutation), { input: handed }, this.headers)).done;
  }

  /** Hands in what must be accepted. */
  async act(mutation: ActMutation, input: Input): Promise<Written> {
    const { act, position, userErrors } = await this.tryAct(mutation, input);
    if (act !== null && position !== null && userErrors.length === 0) return { act, position };
    throw new Error(`${mutation} was refused: ${JSON.stringify(userErrors)}`);
  }

  /** Hands in what must be refused, and answers why. */
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

  /** The act as the view has it, at the latest. */
  async readAct(id: string, atLeast: string | null): Promise<Act | null> {
    return (await this.client.ask(actQuery, { id, atLeast })).act.act;
  }

  async readWorker(asked: Input): Promise<Worker | null> {
    return (await this.client.ask(workerQuery, asked)).worker.worker;
  }

  async totals(asked: Input): Promise<Totals> {
    return (await this.client.ask(totalsQuery, asked)).totals;
  }

  /** How many events the log holds. Every view says so of the same log, however far it has come itself. */
  async events(): Promise<number> {
    const { views } = await this.client.ask(viewsQuery);
    return Math.max(...views.map(({ ordinal, lag }) => ordinal + lag));
  }
}

/** Waits until every view has folded what the log holds: a projector that has lost its server takes its time. */
export const caughtUp = ({ client }: Pick<Desk, 'client'>): Promise<void> =>
  until(async () => (await client.ask(viewsQuery)).views.every(({ lag }) => lag === 0));

const onlyError = ({ userErrors, ...rest }: ActPayload | WorkerPayload): UserError => {
  const [error, ...more] = userErrors;
  const isNothing = Object.values(rest).every((value) => value === null);
  if (error !== undefined && more.length === 0 && isNothing) return error;
  throw new Error(`not refused for one reason: ${JSON.stringify({ ...rest, userErrors })}`);
};
