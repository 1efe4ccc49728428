import type { Outcome } from '../engine/submission.js';
import type { OfficeCode } from '../kernel/identifiers.js';
import { workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import { boundDeciders } from './bound-deciders.js';
import { detailsOf, lookUpsOf, type PersonDetails } from './person-details.js';
import {
  RegistryCommands,
  unknownWorker,
  type RequestedBy,
  type RegistryPorts,
} from './registry-commands.js';

/** Corrects a person's details. A former membership number or national id still finds the person. */
export type CorrectWorker = (
  worker: WorkerNo,
  person: PersonDetails,
  request: RequestedBy & Readonly<{ office: OfficeCode }>,
) => Promise<Outcome>;

export const correctWorker = (ports: RegistryPorts): CorrectWorker => {
  const orders = new RegistryCommands(ports);
  return async (worker, person, request) => {
    if ((await orders.stateOf(worker)).kind !== 'registered') return unknownWorker(worker);
    const key = await orders.keyOf(worker);
    if (key === null) return unknownWorker(worker);
    const { isDone } = await orders.under(request.key);
    const stream = workerStreamOf(worker);
    const changes = detailsOf(person, { key, stream, command: request.commandId });
    const command = boundDeciders.registry.bind(stream, (at) => ({
      type: 'CorrectWorkerDetails',
      data: { stream: at, worker, changes },
    }));
    const content = orders.contentOf(`correct ${String(worker)}`, key, person);
    const submit = () => orders.submit(command, content, request);
    const lookUps = lookUpsOf(request.office, person);
    return orders.described(worker, await (isDone ? submit() : orders.holding(worker, lookUps, submit)));
  };
};
