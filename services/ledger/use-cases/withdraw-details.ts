import type { CommandHandler } from '../engine/command-handler.js';
import type { Outcome } from '../engine/submission.js';
import { workerStreamOf, type ActId, type WorkerNo } from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import type { KeyVault } from '../ports/key-vault.js';
import { boundDeciders } from './bound-deciders.js';
import { describeAnew } from './person-traits.js';
import type { Requester } from './record-act-command.js';

/** An act that was reversed, its person, and the command that reversed it. */
export type ActGone = Readonly<{ act: ActId; worker: WorkerNo; commandId: string }>;

type Ports = Readonly<{ handler: Pick<CommandHandler, 'handle'>; log: EventLog; vault: KeyVault }>;

/** Whether the command has appended events, now or when it was first submitted. */
const wasWritten = (outcome: Outcome | undefined): boolean =>
  outcome?.kind === 'recorded' || outcome?.kind === 'repeated';

/** Whether the act is reversed: by this attempt, by an earlier one, or by another command. */
export const isGone = (outcome: Outcome | undefined): boolean =>
  outcome !== undefined && (outcome.kind !== 'refused' || outcome.because['state'] === 'reversed');

/**
 * Removes from the register the details that these acts of an undone import brought, so that nobody is found by them,
 * and blocks details that are still being written. Idempotent. Throws after too many write conflicts; the caller must
 * retry.
 */
export const withdrawDetails = async (
  { handler, ...ports }: Ports,
  acts: readonly ActGone[],
  { importId, by }: Readonly<{ importId: string; by: Requester }>,
): Promise<void> => {
  const outcomes = await handler.handle(
    acts.map(({ act, worker, commandId }) => ({
      origin: { ...by, commandId: `${commandId}:details`, hash: '' },
      claims: [],
      command: boundDeciders.registry.bind(workerStreamOf(worker), (stream) => ({
        type: 'WithdrawDetails',
        data: { stream, worker, act, importId },
      })),
      alongside: [],
      companions: () => [],
    })),
  );
  if (outcomes.some(({ kind }) => kind === 'refused'))
    throw new Error('details of undone acts: too many writers at once');
  const blanked = acts.filter((_, index) => wasWritten(outcomes[index])).map(({ worker }) => worker);
  await describeAnew(ports, [...new Set(blanked)]);
};
