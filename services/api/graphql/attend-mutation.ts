import type { Outcome } from '@ledger/ledger/engine/submission.js';
import type { Refused } from '@ledger/ledger/kernel/decision.js';
import { actIdOf, printWorkerNo, workerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { BusDoor } from '../bus/bus-door.js';
import { fault } from './api-fault.js';
import { checkKey, namedAfter } from './api-inputs.js';
import type { RequestContext } from './request-context.js';
import { userErrorOf, userErrorsOf } from './user-errors.js';

const workersMax = 500;

/**
 * Each attendance is a command of its own. Its key is derived from the request's key and the worker, so a repeated
 * request returns the first results.
 */
const keyOf = (key: string, worker: WorkerNo): string => `${key} attend ${printWorkerNo(worker)}`;

const refusedWith = (refusal: Refused, { language }: RequestContext): Api.AttendPayload => ({
  attendances: [],
  position: null,
  userErrors: [userErrorOf(refusal, null, language)],
});

/**
 * The mutation that records the attendance of many persons at one session. Each attendance is accepted or refused by
 * itself.
 */
@Resolver()
export class AttendMutation {
  constructor(@Inject(BusDoor) private readonly door: OrderHandler) {}

  @Mutation()
  async attend(
    @Args('input') input: Api.AttendInput,
    @Context() context: RequestContext,
  ): Promise<Api.AttendPayload> {
    const workers = [...new Set(input.workers)].map(workerNo);
    if (workers.length < 1 || workers.length > workersMax)
      throw fault('BAD_USER_INPUT', `workers must be from 1 to ${String(workersMax)}`);
    const { idempotencyKey, session, office = null } = input;
    const badKey = checkKey(idempotencyKey);
    if (badKey !== null) return refusedWith(badKey, context);
    const answer = await this.door.handle({
      ...{ order: 'Attend', by: context.by, session, office },
      attendants: workers.map((worker) => ({ worker, ...namedAfter(keyOf(idempotencyKey, worker)) })),
    });
    return 'code' in answer ? refusedWith(answer, context) : answered(workers, answer, context);
  }
}

const answered = (
  workers: readonly WorkerNo[],
  outcomes: readonly Outcome[],
  { language }: RequestContext,
): Api.AttendPayload => {
  let position: string | null = null;
  const attendances = outcomes.map((outcome, index): Api.Attendance => {
    const worker = workers[index] ?? 0;
    if (outcome.kind === 'refused')
      return { worker, act: null, userErrors: [...userErrorsOf(outcome, language)] };
    if (outcome.kind === 'unchanged') throw new Error('an attendance was recorded without an act');
    if (position === null || outcome.position > position) ({ position } = outcome);
    return { worker, act: actIdOf(outcome.stream, outcome.first), userErrors: [] };
  });
  return { attendances, position, userErrors: [] };
};
