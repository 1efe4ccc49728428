import type { BoundCommand } from '../engine/bound-decider.js';
import type { History } from '../engine/histories.js';
import { refused, type Refused } from '../kernel/decision.js';
import { printWorkerNo, workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import { isGone } from '../registry/registry-state.js';
import { boundDeciders } from './bound-deciders.js';

/** The refusal of a command about a person who is not registered, or not any more. */
export const notRegistered = (worker: WorkerNo): Refused =>
  refused('UNKNOWN_WORKER', { worker: printWorkerNo(worker) });

/** Whether the person of a stream of the register is erased or being erased. */
export const isGonePerson = (history: History): boolean => isGone(boundDeciders.registry.stateOf(history));

/**
 * A command with new texts about the person of an act. It is refused if the person is erased or being erased: nobody
 * could read the texts again. The person's stream must be read with the command.
 */
export const whileRegistered = (worker: WorkerNo, command: BoundCommand): BoundCommand => ({
  stream: command.stream,
  decide: (history, findings) =>
    isGonePerson(findings.historyOf(workerStreamOf(worker)))
      ? notRegistered(worker)
      : command.decide(history, findings),
});
