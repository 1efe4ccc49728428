import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { OwnedFault } from '@ledger/infra/data-folder/data-folder.js';
import { ownerOf } from '@ledger/infra/data-folder/folder-owner.js';
import type { Caller } from '../door/orders.js';
import type { LogError } from '../faults/log-error.js';
import { maintenanceSentences } from '../faults/maintenance-problems.js';
import { MaintenanceFault } from '../faults/maintenance-fault.js';
import type { Done, ViewOrder, OnProgress } from '../rebuild/maintenance-protocol.js';
import { maintenancePath, type MaintenanceMessage } from '../rebuild/maintenance-protocol.js';
import type { Settings } from '../engines/settings.js';

const brokenOff = (cause?: unknown): MaintenanceFault =>
  new MaintenanceFault(...maintenanceSentences.faultText('ledgerEnded', {}, { cause }));

const post = async (
  { token, address }: Readonly<{ token: string; address: string }>,
  by: Caller,
  order: ViewOrder,
): Promise<Response> => {
  const headers = {
    ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...{ 'x-ledger-actor': encodeURIComponent(by.actor), 'x-ledger-role': encodeURIComponent(by.role) },
  };
  return fetch(new URL(maintenancePath, address), { method: 'POST', headers, body: JSON.stringify(order) });
};

/** The caller of a maintenance command, a progress callback, and a callback for messages to the operator. */
type Maintaining = Readonly<{ by: Caller; progress: OnProgress; logError: LogError }>;

/** Sends a maintenance command to the process that owns the ledger, and waits for its result. */
const askOwner = async (
  owner: Readonly<{ token: string; address: string }>,
  order: ViewOrder,
  { by, progress }: Pick<Maintaining, 'by' | 'progress'>,
): Promise<Done> => {
  try {
    const { body } = await post(owner, by, order);
    if (body === null) throw brokenOff();
    for await (const line of createInterface({ input: Readable.fromWeb(body) })) {
      // A blank line is a sign of life while the owner is working.
      if (line === '') continue;
      // The cast is safe: the owner is this same program and answers by the same protocol.
      const message = JSON.parse(line) as MaintenanceMessage;
      if ('fault' in message) throw new MaintenanceFault(message.fault, { facts: message.facts ?? {} });
      if ('done' in message) return message.done;
      progress(message.ordinal, message.of);
    }
  } catch (error) {
    throw error instanceof MaintenanceFault ? error : brokenOff(error);
  }
  throw brokenOff();
};

/**
 * Executes a maintenance command on the views: in the process that owns the ledger, or in this process if there is
 * none.
 */
export const maintain = async (
  settings: Settings,
  order: ViewOrder,
  { by, progress, logError }: Maintaining,
): Promise<Done> => {
  const owner = ownerOf(settings.data);
  if (owner !== null) {
    if (owner === 'unknown' || owner.address === null)
      throw new OwnedFault(settings.data.folder, owner === 'unknown' ? null : owner);
    return askOwner({ token: owner.token, address: owner.address }, order, { by, progress });
  }
  // Imported only here, because loading takes a third of a second and a client of another process does not need it.
  const { openLedger } = await import('./ledger.js');
  const ledger = await openLedger(settings, logError);
  try {
    return await ledger.door.handle({ order: 'MaintainViews', by, work: order, progress });
  } finally {
    await ledger.close();
  }
};
