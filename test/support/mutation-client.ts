import { ActMutations } from '@ledger/api/graphql/act-mutations.js';
import type { RequestContext } from '@ledger/api/graphql/request-context.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { caseworker } from './acts.js';
import { writingDoor } from './direct-doors.js';
import type { TestLedger } from './ledger.js';

/** The input of a mutation. It is untyped because tests pass invalid parts on purpose. */
export type Input = Readonly<Record<string, unknown>>;
export type ActPayload = Awaited<ReturnType<ActMutations['recordAct']>>;
export type ActMutationName = {
  [K in keyof ActMutations]: ActMutations[K] extends (
    input: never,
    context: RequestContext,
  ) => Promise<ActPayload>
    ? K
    : never;
}[keyof ActMutations];

/**
 * The GraphQL mutations of acts on a ledger in this process. Their methods are called directly, as Nest would call
 * them.
 */
export class MutationClient {
  private readonly mutations: ActMutations;
  private keys = 0;

  constructor(private readonly ledger: TestLedger) {
    this.mutations = new ActMutations(ledger, writingDoor(ledger));
  }

  /** Calls a mutation. Unless the input contains an idempotency key, a new one is used. */
  order(mutation: ActMutationName, input: Input, language: Language = 'en'): Promise<ActPayload> {
    this.keys += 1;
    const submitted = { idempotencyKey: `mutation-desk-${String(this.keys)}`, ...input };
    const context = { language, by: caseworker, loaders: {} as RequestContext['loaders'] };
    const run = this.mutations[mutation].bind(this.mutations) as (
      input: Input,
      context: RequestContext,
    ) => Promise<ActPayload>;
    return run(submitted, context);
  }

  /** Calls a mutation and returns the id of its act. Throws if the mutation is refused. */
  async idOf(mutation: ActMutationName, input: Input): Promise<string> {
    const { act, userErrors } = await this.order(mutation, input);
    if (act === null) throw new Error(`${mutation} was refused: ${JSON.stringify(userErrors)}`);
    return act.id;
  }

  async eventCount(): Promise<number> {
    return (await this.ledger.events()).length;
  }
}

const person = { membership: 'RF-0001', name: '韩', sex: 'FEMALE', occupation: '骑手', employer: '饿了么' };

/** Valid inputs for the same person: a service, a subsidy and a mutual-aid claim. */
export const service = {
  ...{ kind: 'cancer-screening', on: '2023-03-08', district: '330603' },
  ...{ person, headcount: 1, amountFen: 100 },
};
export const subsidy = { ...service, kind: 'education-subsidy' };
export const claim = { ...service, kind: 'medical-mutual-aid-payout' };
