import type { Outcome } from '@ledger/ledger/engine/submission.js';
import { shanghaiDate } from '@ledger/ledger/kernel/calendar.js';
import { refused, type Refused } from '@ledger/ledger/kernel/decision.js';
import { actIdOf, printWorkerNo, workerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { isRefused } from '@ledger/ledger/reading/field-checks.js';
import {
  readInput,
  saysOffice,
  sessionStream,
  type ActHandedIn,
} from '@ledger/ledger/reading/input-reader.js';
import type { ActReading } from '@ledger/ledger/use-cases/record-act-command.js';
import { orOfficeMissing } from '@ledger/ledger/use-cases/named-offices.js';
import { sessionHeld } from '@ledger/ledger/use-cases/session-held.js';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { RecordActs } from '../bus/commands.js';
import { LEDGER } from '../bus/injection-tokens.js';
import { fault } from './api-fault.js';
import { checkKey, handedBy } from './api-inputs.js';
import type { RequestContext } from './request-context.js';
import { userErrorOf, userErrorsOf } from './user-errors.js';

const workersMax = 500;

/** Each attendance is an order of its own, named after the request and the worker: a repeat answers the first result. */
const keyOf = (key: string, worker: WorkerNo): string => `${key} attend ${printWorkerNo(worker)}`;

const refusedWith = (refusal: Refused, { language }: RequestContext): Api.AttendPayload => ({
  attendances: [],
  position: null,
  userErrors: [userErrorOf(refusal, null, language)],
});

/** Attendance of one session by many persons, each judged by itself. */
@Resolver()
export class AttendMutation {
  constructor(
    @Inject(LEDGER) private readonly ledger: Pick<Ledger, 'log' | 'clock' | 'catalogue'>,
    private readonly bus: CommandBus,
  ) {}

  @Mutation()
  async attend(
    @Args('input') input: Api.AttendInput,
    @Context() context: RequestContext,
  ): Promise<Api.AttendPayload> {
    const workers = [...new Set(input.workers)].map(workerNo);
    if (workers.length < 1 || workers.length > workersMax)
      throw fault('BAD_USER_INPUT', `workers must be from 1 to ${String(workersMax)}`);
    const reading = checkKey(input.idempotencyKey) ?? (await this.read(input));
    const says = saysOffice(input);
    if (isRefused(reading)) {
      const refusal = says ? reading : await orOfficeMissing(this.ledger.log, reading);
      return refusedWith(refusal, context);
    }
    const outcomes = await this.bus.execute(
      new RecordActs(
        workers.map((worker) => ({
          reading: { ...reading, person: { by: 'number', worker, membership: null } },
          as: 'given',
          saysOffice: says,
          ...handedBy(keyOf(input.idempotencyKey, worker), context.by),
        })),
      ),
    );
    return answered(workers, outcomes, context);
  }

  /** The attendance of somebody: of the kind, the day and the district of the session. */
  private async read({ session, office }: Api.AttendInput): Promise<ActReading | Refused> {
    const stream = sessionStream(session.trim());
    const held = stream === null ? null : await sessionHeld(this.ledger.log, stream);
    if (held === null) return refused('UNKNOWN_SESSION', { session });
    const { kind, on, district } = held;
    const act: ActHandedIn = {
      kind,
      on,
      district,
      session,
      headcount: 1,
      ...(office == null ? {} : { office }),
    };
    const desk = { today: shanghaiDate(this.ledger.clock.now()), catalogue: this.ledger.catalogue };
    return readInput(act, desk, null);
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
