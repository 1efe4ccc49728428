import type { WorkerDetails } from '@ledger/schema/events/registry.js';
import type { Outcome } from '../engine/submission.js';
import type { OfficeCode } from '../kernel/identifiers.js';
import { workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import type { LookUp } from '../ports/key-vault.js';
import { boundDeciders } from './bound-deciders.js';
import { detailsOf, lookUpsOf, type PersonDetails } from './person-details.js';
import type { Requester } from './record-act-command.js';
import {
  RegistryCommands,
  unknownWorker,
  type RequestedBy,
  type RegistryPorts,
} from './registry-commands.js';
import type { People } from './worker-numbers.js';

/** Enters a person into the register of an office. */
export type RegisterWorker = (
  office: OfficeCode,
  person: PersonDetails,
  request: RequestedBy,
) => Promise<Outcome>;

const blank = (worker: WorkerNo, office: OfficeCode): WorkerDetails => ({
  worker,
  office,
  membership: null,
  nationalId: null,
  name: null,
  nameFingerprint: null,
  phone: null,
  sex: null,
  occupation: null,
  employer: null,
});

export const registerWorker = (ports: RegistryPorts & Readonly<{ people: People }>): RegisterWorker => {
  const orders = new RegistryCommands(ports);

  const numberFor = async ([first]: readonly LookUp[], taker: Requester): Promise<WorkerNo> => {
    const { people } = ports;
    if (first === undefined) return people.freshNumber(taker);
    // Only an unknown look-up is bound for ever here: a known one may be held by a correction that will be refused.
    const known = (await people.find(first)) ?? (await people.numbersFor([first], taker))[0];
    return known ?? people.freshNumber(taker);
  };

  return async (office, person, request) => {
    const lookUps = lookUpsOf(office, person);
    const earlier = await orders.under(request.key);
    const worker = earlier.worker ?? (await numberFor(lookUps, request.by));
    const isNew = (await orders.stateOf(worker)).kind === 'nobody';
    const key = await orders.keyOf(worker);
    if (key === null) return unknownWorker(worker);
    const details: WorkerDetails = {
      ...blank(worker, office),
      ...detailsOf(person, { key, stream: workerStreamOf(worker), command: request.commandId }),
    };
    const command = boundDeciders.registry.bind(workerStreamOf(worker), (stream) => ({
      type: 'RegisterWorker',
      data: { stream, worker, details },
    }));
    const content = orders.contentOf(`register ${office}`, key, person);
    const submit = () => orders.submit(command, content, request);
    const outcome = isNew && !earlier.isDone ? orders.holding(worker, lookUps, submit) : submit();
    return orders.described(worker, await outcome);
  };
};
