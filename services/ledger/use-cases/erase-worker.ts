import type { Outcome } from '../engine/submission.js';
import { workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import { boundDeciders } from './bound-deciders.js';
import { completeErasure } from './unfinished-erasures.js';
import {
  RegistryCommands,
  unknownWorker,
  type RequestedBy,
  type RegistryPorts,
} from './registry-commands.js';

/**
 * Erases a person's identity; the history stays under the worker number. If this resolves without a refusal, the key is
 * destroyed. `WorkerErased` is recorded once the key's bytes are gone from the disk, usually at once. If a reader still
 * holds an older snapshot, `finishErasures` records it later; until then the person counts as being erased.
 */
export type EraseWorker = (worker: WorkerNo, request: RequestedBy) => Promise<Outcome>;

export const eraseWorker = (ports: RegistryPorts): EraseWorker => {
  const orders = new RegistryCommands(ports);
  const { vault } = ports;
  return async (worker, request) => {
    const stream = workerStreamOf(worker);
    const command = boundDeciders.registry.bind(stream, (at) => ({
      type: 'RequestErasure',
      data: { stream: at, worker },
    }));
    if ((await orders.stateOf(worker)).kind === 'nobody') return unknownWorker(worker);
    await vault.beginErasure(stream);
    const outcome = await orders.submit(command, ports.ids.digest(`erase ${String(worker)}`), request);
    if (outcome.kind === 'refused') return outcome;
    const past = await completeErasure(ports, worker);
    const position = past?.at(-1)?.position;
    if (past === null || position === undefined || outcome.kind === 'unchanged') return outcome;
    return outcome.kind === 'recorded'
      ? { ...outcome, position, past: () => past }
      : { ...outcome, position };
  };
};
