import { cpSync, existsSync, rmSync } from 'node:fs';
import { dataFolder } from '@ledger/infra/data-folder/data-folder.js';
import type { Node } from '../../doubles/eventstore/node.js';
import { pairHere } from '../../support/pair.js';
import type { Place } from './place.js';
import type { Stage } from './stage.js';

/** Why no log can be put back here; null where one can. */
export const noBackups =
  pairHere().log === 'embedded' || (process.env['EVENTSTORE_URL'] ?? '') === ''
    ? null
    : 'skipped: of the servers of events only the double can be put back to a copy';

/** A copy of a log, and how the log is put back to it. */
export type LogBackup = Readonly<{ putBack: () => Promise<void> }>;

/** A database with what stands beside it and not in it yet. */
const copy = (from: string, to: string): void => {
  for (const ending of ['', '-wal', '-shm']) {
    rmSync(`${to}${ending}`, { force: true });
    if (existsSync(`${from}${ending}`)) cpSync(`${from}${ending}`, `${to}${ending}`);
  }
};

const ofFile = ({ root, data }: Place): LogBackup => {
  const { log } = dataFolder(data);
  const backup = `${root}/log.backup`;
  copy(log, backup);
  return {
    putBack: async () => {
      copy(backup, log);
    },
  };
};

/** Of all ledgers on the server. */
const ofServer = (node: Node): LogBackup => {
  const backup = node.storage.copy();
  return {
    putBack: async () => {
      node.kill();
      node.storage = backup.copy();
      await node.start();
    },
  };
};

/** Backs a log up as it is now: nobody may write to it meanwhile. */
export const backUpLog = ({ servers }: Stage, place: Place): LogBackup =>
  servers.eventStore === null ? ofFile(place) : ofServer(servers.eventStore);
