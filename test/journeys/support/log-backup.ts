import { cpSync, existsSync, rmSync } from 'node:fs';
import { dataFolder } from '@ledger/infra/data-folder/data-folder.js';
import type { Node } from '../../doubles/eventstore/node.js';
import { pairHere } from '../../support/pair.js';
import type { Place } from './place.js';
import type { Stage } from './stage.js';

/** Reason to skip cases that restore a log. Null when the event store can restore one. */
export const noBackups =
  pairHere().log === 'embedded' || (process.env['EVENTSTORE_URL'] ?? '') === ''
    ? null
    : 'skipped: of the servers of events only the double can be put back to a copy';

/** A copy of a log, and the function that restores the log from it. */
export type LogBackup = Readonly<{ putBack: () => Promise<void> }>;

/** Copies a database file with its write-ahead log, which holds writes that are not in the file yet. */
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

/** Copies the whole server: all ledgers on it are restored together. */
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

/** Copies a log in its current state. Nothing may be appended during the copy. */
export const backUpLog = ({ servers }: Stage, place: Place): LogBackup =>
  servers.eventStore === null ? ofFile(place) : ofServer(servers.eventStore);
