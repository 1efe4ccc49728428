import type { MembershipNumber } from '@ledger/ledger/kernel/identifiers.js';
import { fresh, subjectKey, subjectKeyBytes, unwrap, wrap } from '@ledger/infra/key-vault/envelope.js';
import { tokenWith } from '@ledger/infra/key-vault/look-up-tokens.js';
import { bytes, integer, type Database, type Statement } from '@ledger/infra/sqlite/sqlite-database.js';
import type { ActReading } from '@ledger/ledger/use-cases/record-act-command.js';
import type { SubjectKey } from '@ledger/ledger/ports/key-vault.js';

export type Person = Readonly<{ worker: number; key: SubjectKey }>;

const peopleInMemoryMax = 200_000;

/** Persons by membership number. Each has a separate data key, which the master key encrypts. */
export class People {
  private readonly known = new Map<string, Person>();
  private readonly byToken: Statement;
  private readonly add: Statement;
  private last: number;

  constructor(
    db: Database,
    private readonly masterKey: Uint8Array,
    private readonly lookUpKey: Uint8Array,
  ) {
    this.byToken = db.prepare('SELECT worker, wrapped FROM people WHERE token = ?');
    this.add = db.prepare('INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.last = integer(db.prepare('SELECT coalesce(max(worker), 0) FROM people').get()?.[0]);
  }

  /** The person of a row. The first row that names a person registers them. Call this inside a transaction. */
  personOf(reading: ActReading, membership: MembershipNumber, at: string): Person {
    const token = tokenWith(this.lookUpKey, { by: 'membership', office: reading.office, value: membership });
    const known = this.known.get(token);
    if (known !== undefined) return known;
    const row = this.byToken.get(token);
    const person =
      row === undefined
        ? this.register(reading, { membership, token, at })
        : this.unlocked(integer(row[0]), bytes(row[1]));
    if (this.known.size >= peopleInMemoryMax) this.known.clear();
    this.known.set(token, person);
    return person;
  }

  private unlocked(worker: number, wrapped: Uint8Array): Person {
    const subject = `worker-${String(worker)}`;
    return { worker, key: subjectKey(subject, unwrap(this.masterKey, subject, wrapped)) };
  }

  private register(
    { name, sex, occupation, employer }: ActReading,
    { membership, token, at }: Readonly<{ membership: string; token: string; at: string }>,
  ): Person {
    const worker = ++this.last;
    const subject = `worker-${String(worker)}`;
    const secret = fresh(subjectKeyBytes);
    const key = subjectKey(subject, secret);
    const wrapped = wrap(this.masterKey, subject, secret);
    const place = { stream: subject, command: '' };
    const sealedName = name === null ? null : key.seal({ ...place, field: 'name' }, name);
    const sealed = key.seal({ ...place, field: 'membership' }, membership);
    this.add.run(worker, token, wrapped, sealed, sealedName, sex, occupation, employer, at);
    return { worker, key };
  }

  /** After a rollback: drops the cache, which may contain persons that were not committed. */
  forget(last: number): void {
    this.known.clear();
    this.last = last;
  }
}
