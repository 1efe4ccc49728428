import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { OwnedFault, ownerOf, type OwnerNote } from '@ledger/infra/data-folder/data-folder.js';
import { openLedger } from './ledger.js';
import type { Complain } from '../faults/complaints.js';
import { maintenanceSentences } from '../faults/maintenance-problems.js';
import { MaintenanceFault } from '../faults/maintenance-fault.js';
import type { Done, ViewOrder, Progress } from '../rebuild/maintenance-protocol.js';
import { maintenancePath, type Told } from '../rebuild/maintenance-protocol.js';
import type { Settings } from '../engines/settings.js';

const brokenOff = (cause?: unknown): MaintenanceFault =>
  new MaintenanceFault(...maintenanceSentences.told('ledgerEnded', {}, { cause }));

const post = async (address: string, token: string, order: ViewOrder): Promise<Response> => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return fetch(new URL(maintenancePath, address), { method: 'POST', headers, body: JSON.stringify(order) });
};

/** Hands an order to the owner, and follows it. */
const handOver = async (
  { token }: OwnerNote,
  address: string,
  order: ViewOrder,
  progress: Progress,
): Promise<Done> => {
  try {
    const { body } = await post(address, token, order);
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
  { progress, complain }: Readonly<{ progress: Progress; complain: Complain }>,
): Promise<Done> => {
  const owner = ownerOf(settings.data);
  if (owner !== null) {
    if (owner === 'unknown' || owner.address === null)
      throw new OwnedFault(settings.data.folder, owner === 'unknown' ? null : owner);
    return handOver(owner, owner.address, order, progress);
  }
  const ledger = await openLedger(settings, complain);
  try {
    return await ledger.maintenance.carryOut(order, progress);
  } finally {
    await ledger.close();
  }
};
