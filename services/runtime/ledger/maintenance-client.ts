import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { OwnedFault, ownerOf } from '@ledger/infra/data-folder/data-folder.js';
import type { Caller } from '../door/orders.js';
import type { Complain } from '../faults/complaints.js';
import { maintenanceSentences } from '../faults/maintenance-problems.js';
import { MaintenanceFault } from '../faults/maintenance-fault.js';
import type { Done, ViewOrder, Progress } from '../rebuild/maintenance-protocol.js';
import { maintenancePath, type Told } from '../rebuild/maintenance-protocol.js';
import type { Settings } from '../engines/settings.js';

const brokenOff = (cause?: unknown): MaintenanceFault =>
  new MaintenanceFault(...maintenanceSentences.told('ledgerEnded', {}, { cause }));

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

/** Who orders, how far it has come, and what an operator should know. */
type Maintaining = Readonly<{ by: Caller; progress: Progress; complain: Complain }>;

/** Hands an order to the owner, and follows it. */
const handOver = async (
  owner: Readonly<{ token: string; address: string }>,
  order: ViewOrder,
  { by, progress }: Pick<Maintaining, 'by' | 'progress'>,
): Promise<Done> => {
  try {
    const { body } = await post(owner, by, order);
    if (body === null) throw brokenOff();
    for await (const line of createInterface({ input: Readable.fromWeb(body) })) {
      // A blank line says that the owner is still at work.
      if (line === '') continue;
      // The owner is this program, and answers what its protocol says.
      const told = JSON.parse(line) as Told;
      if ('fault' in told) throw new MaintenanceFault(told.fault, { facts: told.facts ?? {} });
      if ('done' in told) return told.done;
      progress(told.ordinal, told.of);
    }
  } catch (error) {
    throw error instanceof MaintenanceFault ? error : brokenOff(error);
  }
  throw brokenOff();
};

/** Carries an order about the views out: by the ledger's owner, or as its owner where there is none. */
export const maintain = async (
  settings: Settings,
  order: ViewOrder,
  { by, progress, complain }: Maintaining,
): Promise<Done> => {
  const owner = ownerOf(settings.data);
  if (owner !== null) {
    if (owner === 'unknown' || owner.address === null)
      throw new OwnedFault(settings.data.folder, owner === 'unknown' ? null : owner);
    return handOver({ token: owner.token, address: owner.address }, order, { by, progress });
  }
  // Whoever hands the order over needs none of what opens a ledger, which takes a third of a second to load.
  const { openLedger } = await import('./ledger.js');
  const ledger = await openLedger(settings, complain);
  try {
    return await ledger.door.hand({ order: 'MaintainViews', by, work: order, progress });
  } finally {
    await ledger.close();
  }
};
