import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { Happened } from '../dsl/project.js';

/** A log that can be backed up, and put back to its backup, where it lies in a folder; null keeps it in memory. */
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

  /** Writes what happened, one append each. No two events have one id, whatever the log was put back to. */
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

  /** With what stands beside the database and not in it yet. */
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
