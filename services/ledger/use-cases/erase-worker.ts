import type { Outcome } from '../engine/submission.js';
import { workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import { boundDeciders } from './bound-deciders.js';
import { erasedAt } from './erased-persons.js';
import { RegistryOrders, type HandedBy, type RegistryPorts } from './registry-orders.js';

/** Destroys the person's key and look-ups: the history stays under the number, the name is gone. */
export type EraseWorker = (worker: WorkerNo, handed: HandedBy) => Promise<Outcome>;

export const eraseWorker = (ports: RegistryPorts): EraseWorker => {
  const orders = new RegistryOrders(ports);
  return async (worker, handed) => {
    const stream = workerStreamOf(worker);
    const command = boundDeciders.registry.bind(stream, (at) => ({
      type: 'EraseWorker',
      data: { stream: at, worker },
    }));
    const outcome = await orders.submit(command, ports.ids.digest(`erase ${String(worker)}`), handed);
    if (outcome.kind === 'refused') return outcome;
    const at = erasedAt((await ports.log.readStreams([stream])).get(stream) ?? []);
    if (at === null) throw new Error(`${stream} was erased and does not say so`);
    await ports.vault.erase(stream, worker, at);
    return outcome;
  };
};
