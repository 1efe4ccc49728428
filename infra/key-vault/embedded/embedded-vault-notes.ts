import { isUniqueId, type UniqueId } from '@ledger/ledger/kernel/unique-id.js';
import { isPosition, type Position } from '@ledger/ledger/ports/event-log.js';
import type {
  ErasedPerson,
  NumberBlock,
  Subject,
  VaultIds,
  VaultNotes,
} from '@ledger/ledger/ports/key-vault.js';
import { integer, text, type Cells, type Database } from '../../sqlite/sqlite-database.js';
import { readable, UnreadableCell } from '../../sqlite/sqlite-faults.js';

/** A text that sorts after every position. */
const beyondAll = '~';

const erasedIn = ([subject, at]: Cells): ErasedPerson => {
  const place = text(at);
  if (!isPosition(place)) throw new UnreadableCell('a position was expected in the database');
  return { subject: text(subject), at: place };
};

/** The part of the vault file that can be read without the master key. */
export class SqliteNotes implements VaultNotes {
  constructor(
    private readonly db: Database,
    private readonly file: string,
  ) {}

  async ids(): Promise<VaultIds> {
    return readable(this.file, () => {
      const vault = this.idOf('vault');
      if (vault === null) throw new UnreadableCell('the id of the vault was expected in the database');
      return { vault, log: this.idOf('log') };
    });
  }

  private idOf(key: 'vault' | 'log'): UniqueId | null {
    const row = this.db.prepare('SELECT value FROM meta WHERE key = ?').get(key);
    if (row === undefined) return null;
    const found = text(row[0]);
    if (!isUniqueId(found)) throw new UnreadableCell(`the id of the ${key} was expected in the database`);
    return found;
  }

  async bind(log: UniqueId): Promise<UniqueId> {
    this.db.prepare("INSERT INTO meta VALUES ('log', ?) ON CONFLICT (key) DO NOTHING").run(log);
    return this.idOf('log') ?? log;
  }

  async hasBlock({ to, by }: NumberBlock): Promise<boolean> {
    return this.db.prepare('SELECT 1 FROM blocks WHERE last = ? AND command = ?').get(to, by) !== undefined;
  }

  async noteBlock({ to, by }: NumberBlock): Promise<void> {
    this.db.prepare('INSERT INTO blocks VALUES (?, ?) ON CONFLICT (last, command) DO NOTHING').run(to, by);
  }

  async lastNumber(): Promise<number> {
    return integer(this.db.prepare('SELECT coalesce(max(last), 0) FROM blocks').get()?.[0]);
  }

  async known(subjects: readonly Subject[]): Promise<ReadonlySet<Subject>> {
    const rows = this.db
      .prepare('SELECT k.subject FROM json_each(?) j JOIN keys k ON k.subject = j.value')
      .all(JSON.stringify(subjects));
    return new Set(rows.map(([subject]) => text(subject)));
  }

  async erasing(): Promise<readonly Subject[]> {
    return this.db
      .prepare('SELECT subject FROM erasing ORDER BY subject')
      .all()
      .map(([subject]) => text(subject));
  }

  /** Stores the log position of an erasure. Must be called inside the transaction that destroys the key. */
  noteErased(subject: Subject, at: Position): void {
    this.db
      .prepare('INSERT INTO erased VALUES (?, ?) ON CONFLICT (subject) DO UPDATE SET at = excluded.at')
      .run(subject, at);
  }

  async erasedBefore(at: Position | null, limit: number): Promise<readonly ErasedPerson[]> {
    const latest = this.db.prepare('SELECT subject, at FROM erased WHERE at < ? ORDER BY at DESC LIMIT ?');
    return readable(this.file, () => latest.all(at ?? beyondAll, limit).map(erasedIn));
  }

  async close(): Promise<void> {
    this.db.close();
  }
}
