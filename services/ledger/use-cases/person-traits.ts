import { historyIn, type History } from '../engine/histories.js';
import { isOneOf } from '../kernel/domain-event.js';
import { phoneFrom } from '../kernel/identifiers.js';
import { workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import type { KeyVault } from '../ports/key-vault.js';
import { openedWith, saidBy, type SaidText } from '../ports/sealed-texts.js';
import { registryEvents } from '../registry/registry-state.js';
import { boundDeciders } from './bound-deciders.js';

/** A text of the register as it stands now, with the command that said it. */
export const lastSaid = (history: History, field: 'name' | 'phone'): SaidText | null => {
  let text: SaidText | null = null;
  for (let revision = 0; revision < history.length; revision += 1) {
    const { event, origin } = history.at(revision);
    if (!isOneOf(registryEvents, event)) continue;
    switch (event.type) {
      case 'WorkerRegistered':
      case 'WorkerDetailsCorrected':
        text = saidBy(origin.commandId, event.data[field], text);
        break;
      case 'WorkerDetailsFilled':
        // A filling event without a name leaves the name as it was.
        if (field === 'name' && event.data.name !== null)
          text = saidBy(origin.commandId, event.data.name, text);
        break;
      case 'DetailsWithdrawn':
        if (field === 'name' && event.data.fields.includes('name')) text = null;
        break;
      case 'DetailsContradicted':
      case 'ErasureRequested':
      case 'WorkerErased':
    }
  }
  return text;
};

type Ports = Readonly<{ log: EventLog; vault: KeyVault }>;

/**
 * Lets a person be looked for by what the register says now, and by nothing that it said before. It is to follow every
 * change of the register: done again, also by a repeated order, it puts right what a crash has left. Where the register
 * has changed meanwhile it begins again, so that of several who do it at once the last one is right.
 */
export const describeAnew = async ({ log, vault }: Ports, worker: WorkerNo): Promise<void> => {
  const subject = workerStreamOf(worker);
  let described: number | null = null;
  for (;;) {
    const history = historyIn(await log.readStreams([subject]), subject);
    if (described === history.length) return;
    // Of somebody who is or will be erased the vault keeps nothing.
    if (boundDeciders.registry.stateOf(history).kind !== 'registered') return;
    const key = (await vault.existingKeys([subject])).get(subject) ?? null;
    const said = (field: 'name' | 'phone'): string | null =>
      openedWith(key, { stream: subject, field }, lastSaid(history, field));
    const [name, phone] = [said('name'), phoneFrom(said('phone') ?? '')];
    await vault.describeAnew({ subject, worker, name, phone });
    described = history.length;
  }
};
