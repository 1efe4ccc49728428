import type { PersonDetails } from '@ledger/ledger/use-cases/person-details.js';
import type { Outcome } from '@ledger/ledger/engine/submission.js';
import { isRefused, readOffice } from '@ledger/ledger/reading/field-checks.js';
import { readNewcomer, readPerson, type PersonHandedIn } from '@ledger/ledger/reading/person-reader.js';
import { soleOffice, type OfficeCode } from '@ledger/ledger/kernel/identifiers.js';
import type { Refused } from '@ledger/ledger/kernel/decision.js';
import { workerNo, workerOfStream } from '@ledger/ledger/kernel/ids.js';
import { workerFromLog } from '@ledger/projections/workers/workers-queries.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { CorrectWorker, EraseWorker, RegisterWorker } from '../bus/commands.js';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import { LEDGER } from '../bus/injection-tokens.js';
import type { RequestContext } from './request-context.js';
import { checkKey, handedBy, personHandedIn } from './api-inputs.js';
import { notSeenOf } from './erased-key.js';
import { presentWorker, type PresentedWorker } from './presenters.js';
import { userErrorOf, userErrorsOf, workerFields } from './user-errors.js';

type WorkerPayload = Readonly<{
  worker: PresentedWorker | null;
  position: string | null;
  /** Of an erasure: where the key may lie still, unseen. */
  notSeen: string | null;
  userErrors: readonly Api.UserError[];
}>;

type Handed = Readonly<{ office: OfficeCode; person: PersonDetails }>;

/** Who is meant and where, read in the rank of the refusals. */
type Heading = Readonly<{ key: string; office: string | null | undefined }>;

const read = (
  { key, office: given }: Heading,
  handedIn: PersonHandedIn,
  reader: typeof readPerson,
): Handed | Refused => {
  const badKey = checkKey(key);
  if (badKey !== null) return badKey;
  const office = readOffice(given ?? soleOffice);
  if (isRefused(office)) return office;
  const person = reader(handedIn);
  return isRefused(person) ? person : { office, person };
};

/** Mutations about persons. */
@Resolver()
export class WorkerMutations {
  constructor(
    @Inject(LEDGER) private readonly ledger: Pick<Ledger, 'log' | 'vault'>,
    private readonly bus: CommandBus,
  ) {}

  @Mutation()
  async registerWorker(
    @Args('input') input: Api.RegisterWorkerInput,
    @Context() { by, language }: RequestContext,
  ): Promise<WorkerPayload> {
    const { idempotencyKey, office: given, ...person } = input;
    const heading = { key: idempotencyKey, office: given };
    const handed = read(heading, personHandedIn(person), readNewcomer);
    if (isRefused(handed)) return refusedWith([userErrorOf(handed, null, language, workerFields)]);
    const outcome = await this.bus.execute(
      new RegisterWorker(handed.office, handed.person, handedBy(idempotencyKey, by)),
    );
    return this.answer(outcome, language);
  }

  @Mutation()
  async correctWorker(
    @Args('input') input: Api.CorrectWorkerInput,
    @Context() { by, language }: RequestContext,
  ): Promise<WorkerPayload> {
    const { idempotencyKey, worker, office: given, ...person } = input;
    const heading = { key: idempotencyKey, office: given };
    const handed = read(heading, personHandedIn(person), readPerson);
    if (isRefused(handed)) return refusedWith([userErrorOf(handed, null, language, workerFields)]);
    const order = { ...handedBy(idempotencyKey, by), office: handed.office };
    return this.answer(
      await this.bus.execute(new CorrectWorker(workerNo(worker), handed.person, order)),
      language,
    );
  }

  @Mutation()
  async eraseWorker(
    @Args('input') { idempotencyKey, worker }: Api.EraseWorkerInput,
    @Context() { by, language }: RequestContext,
  ): Promise<WorkerPayload> {
    const refusal = checkKey(idempotencyKey);
    if (refusal !== null) return refusedWith([userErrorOf(refusal, null, language)]);
    const outcome = await this.bus.execute(new EraseWorker(workerNo(worker), handedBy(idempotencyKey, by)));
    const answer = await this.answer(outcome, language);
    return answer.worker === null ? answer : { ...answer, notSeen: notSeenOf(this.ledger.vault, language) };
  }

  private async answer(outcome: Outcome, language: RequestContext['language']): Promise<WorkerPayload> {
    if (outcome.kind === 'refused') return refusedWith(userErrorsOf(outcome, language, workerFields));
    const number = workerOfStream(outcome.stream);
    const found = number === null ? null : await workerFromLog(this.ledger.log, number);
    if (found === null) throw new Error('a worker was registered and cannot be read back');
    const position = outcome.kind === 'unchanged' ? found.position : outcome.position;
    return { worker: presentWorker(found.worker), position, notSeen: null, userErrors: [] };
  }
}

const refusedWith = (userErrors: readonly Api.UserError[]): WorkerPayload => ({
  worker: null,
  position: null,
  notSeen: null,
  userErrors,
});
