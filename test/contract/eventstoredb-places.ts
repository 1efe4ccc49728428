import { randomBytes } from 'node:crypto';
import { openEventStoreLog, type ServedLog } from '@ledger/infra/event-log/eventstoredb/eventstore-log.js';
import { Node } from '../doubles/eventstore/node.js';
import type { LogPlace } from './embedded-places.js';

/** A new ledger name that no other run uses, because servers are shared. */
export const freshLedger = (): string => `t${randomBytes(6).toString('hex')}`;

/** Logs on the server that EVENTSTORE_URL names, or on a test double. */
export const eventStoreLogs = async (): Promise<LogPlace<ServedLog>> => {
  const real = process.env['EVENTSTORE_URL'];
  const double = real === undefined ? await new Node().start() : null;
  const [url, ledger] = [real ?? double?.url ?? '', freshLedger()];
  return {
    open: (vault) => openEventStoreLog({ url, ledger }, 'write', vault),
    remove: async () => double?.kill(),
  };
};
