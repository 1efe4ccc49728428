import type { Outcome } from '@ledger/ledger/engine/submission.js';
import { refused, type Refused } from '@ledger/ledger/kernel/decision.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { clipped } from '@ledger/ledger/imports/import-report.js';
import { canonicalText } from '@ledger/ledger/kernel/identifiers.js';
import { actIdOf, parseWorkerNo, printWorkerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { BusDoor } from '../bus/bus-door.js';
import { fault } from './api-fault.js';
import { checkKey, namedAfter } from './api-inputs.js';
import type { RequestContext } from './request-context.js';
import { attendFields, userErrorOf, userErrorsOf } from './user-errors.js';

const workersMax = 500;

/** A number as it was sent, and the worker that it stands for; null if it cannot be read. */
type Sent = Readonly<{ number: string; worker: WorkerNo | null }>;

/** The numbers in their order. A worker who is named twice, or a text that is sent twice, is left out the second time. */
const sentNumbers = (numbers: readonly string[]): readonly Sent[] => {
  const sent = new Map<WorkerNo | string, Sent>();
  for (const number of numbers) {
    const worker = parseWorkerNo(canonicalText(number));
    const known = worker ?? number;
    if (!sent.has(known)) sent.set(known, { number, worker });
  }
  return [...sent.values()];
};

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
    const sent = sentNumbers(input.workers);
    if (sent.length < 1 || sent.length > workersMax)
      throw fault('BAD_USER_INPUT', `workers must be from 1 to ${String(workersMax)}`);
    const { idempotencyKey, session, office = null } = input;
    const badKey = checkKey(idempotencyKey);
    if (badKey !== null) return refusedWith(badKey, context);
    const workers = sent.flatMap(({ worker }) => worker ?? []);
    const answer = await this.door.handle({
      ...{ order: 'Attend', by: context.by, session, office },
      attendants: workers.map((worker) => ({ worker, ...namedAfter(keyOf(idempotencyKey, worker)) })),
    });
    if ('code' in answer) return refusedWith(answer, context);
    const outcomes = new Map(workers.map((worker, index) => [worker, answer[index]]));
    return answered(sent, outcomes, context);
  }
}

const unreadable = ({ number }: Sent, language: Language): Api.UserError =>
  userErrorOf(refused('BAD_MEMBER', clipped({ number })), null, language, attendFields);

const attendanceOf = (sent: Sent, outcome: Outcome | undefined, language: Language): Api.Attendance => {
  if (outcome === undefined) return { ...sent, act: null, userErrors: [unreadable(sent, language)] };
  switch (outcome.kind) {
    case 'refused':
      return { ...sent, act: null, userErrors: [...userErrorsOf(outcome, language, attendFields)] };
    case 'recorded':
    case 'repeated':
      return { ...sent, act: actIdOf(outcome.stream, outcome.first), userErrors: [] };
    case 'unchanged':
      throw new Error('an attendance was recorded without an act');
  }
};

const answered = (
  all: readonly Sent[],
  outcomes: ReadonlyMap<WorkerNo, Outcome | undefined>,
  { language }: RequestContext,
): Api.AttendPayload => {
  let position: string | null = null;
  const attendances = all.map((sent) => {
    const outcome = sent.worker === null ? undefined : outcomes.get(sent.worker);
    if (outcome !== undefined && 'position' in outcome && (position === null || outcome.position > position))
      ({ position } = outcome);
    return attendanceOf(sent, outcome, language);
  });
  return { attendances, position, userErrors: [] };
};
