import type { PersonDetails } from '@ledger/ledger/use-cases/person-details.js';
import { isRefused, readOffice } from '@ledger/ledger/reading/field-checks.js';
import { readNewcomer, readPerson, type SentPerson } from '@ledger/ledger/reading/person-reader.js';
import { soleOffice, type OfficeCode } from '@ledger/ledger/kernel/identifiers.js';
import type { Refused } from '@ledger/ledger/kernel/decision.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import type { WorkerAnswer } from '@ledger/runtime/door/orders.js';
import { BusDoor } from '../bus/bus-door.js';
import type { RequestContext } from './request-context.js';
import { checkKey, requestedBy, sentPerson } from './api-inputs.js';
import { notSeenOf } from './erased-key.js';
import { presentWorker, type PresentedWorker } from './presenters.js';
import { userErrorOf, userErrorsOf, workerFields } from './user-errors.js';

type WorkerPayload = Readonly<{
  worker: PresentedWorker | null;
  position: string | null;
  /** Only after an erasure: a warning about copies of the key that the ledger cannot see. */
  notSeen: string | null;
  userErrors: readonly Api.UserError[];
}>;

type RegisteredInput = Readonly<{ office: OfficeCode; person: PersonDetails }>;

/**
 * The idempotency key and the office of an input. They are checked first, so that of several problems the one of
 * highest rank is reported.
 */
type Heading = Readonly<{ key: string; office: string | null | undefined }>;

const read = (
  { key, office: given }: Heading,
  sent: SentPerson,
  reader: typeof readPerson,
): RegisteredInput | Refused => {
  const badKey = checkKey(key);
  if (badKey !== null) return badKey;
  const office = readOffice(given ?? soleOffice);
  if (isRefused(office)) return office;
  const person = reader(sent);
  return isRefused(person) ? person : { office, person };
};

/** The mutations that register, correct and erase workers. */
@Resolver()
export class WorkerMutations {
  constructor(@Inject(BusDoor) private readonly door: OrderHandler) {}

  @Mutation()
  async registerWorker(
    @Args('input') input: Api.RegisterWorkerInput,
    @Context() { by, language }: RequestContext,
  ): Promise<WorkerPayload> {
    const { idempotencyKey, office: given, ...person } = input;
    const heading = { key: idempotencyKey, office: given };
    const checked = read(heading, sentPerson(person), readNewcomer);
    if (isRefused(checked)) return refusedWith([userErrorOf(checked, null, language, workerFields)]);
    const order = { ...requestedBy(idempotencyKey, by), ...checked };
    return payloadOf(await this.door.handle({ order: 'RegisterWorker', ...order }), language);
  }

  @Mutation()
  async correctWorker(
    @Args('input') input: Api.CorrectWorkerInput,
    @Context() { by, language }: RequestContext,
  ): Promise<WorkerPayload> {
    const { idempotencyKey, worker, office: given, ...person } = input;
    const heading = { key: idempotencyKey, office: given };
    const checked = read(heading, sentPerson(person), readPerson);
    if (isRefused(checked)) return refusedWith([userErrorOf(checked, null, language, workerFields)]);
    const order = { ...requestedBy(idempotencyKey, by), ...checked, worker: workerNo(worker) };
    return payloadOf(await this.door.handle({ order: 'CorrectWorker', ...order }), language);
  }

  @Mutation()
  async eraseWorker(
    @Args('input') { idempotencyKey, worker }: Api.EraseWorkerInput,
    @Context() { by, language }: RequestContext,
  ): Promise<WorkerPayload> {
    const refusal = checkKey(idempotencyKey);
    if (refusal !== null) return refusedWith([userErrorOf(refusal, null, language)]);
    const order = { ...requestedBy(idempotencyKey, by), worker: workerNo(worker) };
    const erased = await this.door.handle({ order: 'EraseWorker', ...order });
    const answer = payloadOf(erased, language);
    return answer.worker === null ? answer : { ...answer, notSeen: notSeenOf(erased, language) };
  }
}

const payloadOf = (
  { outcome, worker, position }: WorkerAnswer,
  language: RequestContext['language'],
): WorkerPayload => {
  if (outcome.kind === 'refused') return refusedWith(userErrorsOf(outcome, language, workerFields));
  const shown = worker === null ? null : presentWorker(worker);
  return { worker: shown, position, notSeen: null, userErrors: [] };
};

const refusedWith = (userErrors: readonly Api.UserError[]): WorkerPayload => ({
  worker: null,
  position: null,
  notSeen: null,
  userErrors,
});
