import type { Outcome } from '@ledger/ledger/engine/submission.js';
import { shanghaiDate } from '@ledger/ledger/kernel/calendar.js';
import { refused, type Refused } from '@ledger/ledger/kernel/decision.js';
import { actIdOf, workerOfStream } from '@ledger/ledger/kernel/ids.js';
import type { Clock } from '@ledger/ledger/ports/clock.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import { isRefused } from '@ledger/ledger/reading/field-checks.js';
import { readInput, saysOffice, sessionStream } from '@ledger/ledger/reading/input-reader.js';
import { orOfficeMissing } from '@ledger/ledger/use-cases/named-offices.js';
import type { ActReading } from '@ledger/ledger/use-cases/record-act-command.js';
import { sessionHeld } from '@ledger/ledger/use-cases/session-held.js';
import type { WriteSide } from '@ledger/ledger/use-cases/write-side.js';
import { actFromLog, actIn } from '@ledger/projections/acts/acts-queries.js';
import { workerFromLog, workerIn } from '@ledger/projections/workers/workers-queries.js';
import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { Handlers } from './door.js';
import type { ActAnswer, ActOrders, OrderOf, WorkerAnswer, WorkerOrders } from './orders.js';

export type WriteParts = Readonly<{
  log: EventLog;
  vault: Pick<KeyVault, 'storage'>;
  clock: Clock;
  catalogue: Catalogue;
  write: Pick<WriteSide, 'recording' | 'amending' | 'registering'>;
}>;

const allRefused = (refusal: Refused): ActAnswer => ({
  outcome: { ...refusal, existing: null },
  act: null,
  position: null,
});

/**
 * The outcome of a command with the state of its act; null if the command was refused. The act is folded from what the
 * command has read and written; it is read again only if the command has not certainly written it now.
 */
const answerWithAct = async (
  { log }: Pick<WriteParts, 'log'>,
  outcome: Outcome,
  id: string | null,
): Promise<ActAnswer> => {
  if (outcome.kind === 'refused') return { outcome, act: null, position: null };
  if (id !== null) {
    if (outcome.kind === 'recorded' && outcome.past !== null)
      return { outcome, act: actIn(outcome.past(), id), position: outcome.position };
    const found = await actFromLog(log, id);
    if (found !== null)
      return {
        outcome,
        act: found.act,
        position: outcome.kind === 'unchanged' ? found.position : outcome.position,
      };
  }
  throw new Error('an act was recorded and cannot be read back');
};

/** The attendance to record, with the kind, the day and the district of its session. */
const attendanceOf = async (
  { log, clock, catalogue }: WriteParts,
  { session, office }: OrderOf<'Attend'>,
): Promise<ActReading | Refused> => {
  const stream = sessionStream(session.trim());
  const held = stream === null ? null : await sessionHeld(log, stream);
  if (held === null) return refused('UNKNOWN_SESSION', { session });
  const { kind, on, district } = held;
  const act = { kind, on, district, session, headcount: 1, ...(office === null ? {} : { office }) };
  return readInput(act, { today: shanghaiDate(clock.now()), catalogue }, null);
};

/** The handlers of commands about acts. */
export const actHandlers = (parts: WriteParts): Handlers<keyof ActOrders> => ({
  RecordAct: async ({ reading, as, saysOffice: says, commandId, key, by }) => {
    if (isRefused(reading)) return allRefused(says ? reading : await orOfficeMissing(parts.log, reading));
    const command = { reading, as, saysOffice: says, commandId, key, by };
    const [outcome] = await parts.write.recording.record([command]);
    if (outcome === undefined) throw new Error('an act was submitted and not answered');
    return answerWithAct(parts, outcome, 'first' in outcome ? actIdOf(outcome.stream, outcome.first) : null);
  },
  AmendAct: async ({ amendment, commandId, key, by }) => {
    const outcome = await parts.write.amending.amend({ amendment, commandId, key, by });
    return answerWithAct(parts, outcome, amendment.act);
  },
  Attend: async (order) => {
    const reading = await attendanceOf(parts, order);
    const says = saysOffice({ office: order.office });
    if (isRefused(reading)) return says ? reading : orOfficeMissing(parts.log, reading);
    return parts.write.recording.record(
      order.attendants.map(({ worker, commandId, key }) => ({
        reading: { ...reading, person: { by: 'number', worker, membership: null } },
        ...{ as: 'given', saysOffice: says, commandId, key, by: order.by },
      })),
    );
  },
});

/** As `answerWithAct`, for the person whom a command was about. */
const answerWithWorker = async (
  { log }: Pick<WriteParts, 'log'>,
  outcome: Outcome,
): Promise<WorkerAnswer> => {
  if (outcome.kind === 'refused') return { outcome, worker: null, position: null };
  if (outcome.kind === 'recorded' && outcome.past !== null)
    return { outcome, worker: workerIn(outcome.past()), position: outcome.position };
  const number = workerOfStream(outcome.stream);
  const found = number === null ? null : await workerFromLog(log, number);
  if (found === null) throw new Error('a worker was registered and cannot be read back');
  const position = outcome.kind === 'unchanged' ? found.position : outcome.position;
  return { outcome, worker: found.worker, position };
};

/** The handlers of commands about workers. */
export const workerHandlers = (parts: WriteParts): Handlers<keyof WorkerOrders> => {
  const { registering } = parts.write;
  return {
    RegisterWorker: async ({ office, person, commandId, key, by }) =>
      answerWithWorker(parts, await registering.register(office, person, { commandId, key, by })),
    CorrectWorker: async ({ worker, office, person, commandId, key, by }) =>
      answerWithWorker(parts, await registering.correct(worker, person, { office, commandId, key, by })),
    EraseWorker: async ({ worker, commandId, key, by }) => ({
      ...(await answerWithWorker(parts, await registering.erase(worker, { commandId, key, by }))),
      storage: parts.vault.storage,
    }),
  };
};
