import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { Happened } from '../dsl/project.js';

/** A log that can be backed up and restored if it is a file in this folder. With null it is in memory and cannot. */
export class BackedUpLog {
  private open: EventLog;
  private written = 0;

  constructor(private readonly folder: string | null) {
    this.open = openEmbeddedLog(this.file, 'write');
  }

  private get file(): string {
    return this.folder === null ? ':memory:' : join(this.folder, 'log.db');
  }

  private get backup(): string {
    if (this.folder === null) throw new Error('a log in memory has no backup');
    return join(this.folder, 'log.backup');
  }

  get log(): EventLog {
    return this.open;
  }

  /**
   * Appends each event on its own. Event ids are never used twice, not even after a restore. So an event written after
   * a restore never has the id of a lost one.
   */
  async write(...past: readonly Happened[]): Promise<void> {
    for (const { stream, event, origin } of past) {
      this.written += 1;
      const revision = (await this.open.readStreams([stream])).get(stream)?.at(-1)?.revision ?? 'none';
      const events = [{ id: `event ${String(this.written)}`, event, origin }];
      await this.open.append([{ stream, expected: revision, events }]);
    }
  }

  async backUp(): Promise<void> {
    await this.open.close();
    this.copy(this.file, this.backup);
    this.open = openEmbeddedLog(this.file, 'write');
  }

  async putBack(): Promise<void> {
    await this.open.close();
    this.copy(this.backup, this.file);
    this.open = openEmbeddedLog(this.file, 'write');
  }

  /** Copies also the write-ahead log (`-wal`, `-shm`): it can contain data that the database file does not have yet. */
  private copy(from: string, to: string): void {
    for (const ending of ['', '-wal', '-shm']) {
      rmSync(`${to}${ending}`, { force: true });
      if (existsSync(`${from}${ending}`)) cpSync(`${from}${ending}`, `${to}${ending}`);
    }
  }

  close(): Promise<void> {
    return this.open.close();
  }
}
