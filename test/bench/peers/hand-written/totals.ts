import { integer, type Database, type Statement } from '@ledger/infra/sqlite/sqlite-database.js';

/** The amounts that one act adds to its bucket. */
export type Line = Readonly<{
  district: string;
  kind: string;
  month: string;
  worker: number | null;
  headcount: number;
  sessions: number;
  minutes: number;
  items: number;
  amountFen: number;
  paidFen: number;
}>;

type Sums = {
  acts: number;
  headcount: number;
  sessions: number;
  minutes: number;
  items: number;
  amountFen: number;
  paidFen: number;
};
type Bucket = { id: number; sums: Sums; people: Map<number, number> };

const nothing = (): Sums => ({
  acts: 0,
  headcount: 0,
  sessions: 0,
  minutes: 0,
  items: 0,
  amountFen: 0,
  paidFen: 0,
});

/**
 * Buckets by district, kind and month, with the persons in each. Sums are added up in memory and written once per
 * transaction.
 */
export class Buckets {
  private readonly ids = new Map<string, number>();
  private readonly waiting = new Map<string, Bucket>();
  private readonly find: Statement;
  private readonly make: Statement;
  private readonly add: Statement;
  private readonly addPerson: Statement;

  constructor(db: Database) {
    this.find = db.prepare('SELECT id FROM buckets WHERE district = ? AND kind = ? AND month = ?');
    this.make = db.prepare(
      'INSERT INTO buckets (district, kind, month, acts, headcount, sessions, minutes, items, amount_fen, paid_fen) ' +
        'VALUES (?, ?, ?, 0, 0, 0, 0, 0, 0, 0)',
    );
    this.add = db.prepare(
      'UPDATE buckets SET acts = acts + ?, headcount = headcount + ?, sessions = sessions + ?, minutes = minutes + ?, ' +
        'items = items + ?, amount_fen = amount_fen + ?, paid_fen = paid_fen + ? WHERE id = ?',
    );
    this.addPerson = db.prepare(
      'INSERT INTO bucket_people VALUES (?, ?, ?) ON CONFLICT (bucket, worker) DO UPDATE SET acts = acts + excluded.acts',
    );
  }

  count(line: Line): void {
    const bucket = this.bucketOf(line);
    const { sums } = bucket;
    sums.acts += 1;
    sums.headcount += line.headcount;
    sums.sessions += line.sessions;
    sums.minutes += line.minutes;
    sums.items += line.items;
    sums.amountFen += line.amountFen;
    sums.paidFen += line.paidFen;
    if (line.worker !== null) bucket.people.set(line.worker, (bucket.people.get(line.worker) ?? 0) + 1);
  }

  private bucketOf({ district, kind, month }: Line): Bucket {
    const key = `${district}|${kind}|${month}`;
    const known = this.waiting.get(key);
    if (known !== undefined) return known;
    const bucket = {
      id: this.ids.get(key) ?? this.idOf(district, kind, month),
      sums: nothing(),
      people: new Map(),
    };
    this.ids.set(key, bucket.id);
    this.waiting.set(key, bucket);
    return bucket;
  }

  private idOf(district: string, kind: string, month: string): number {
    const found = this.find.get(district, kind, month) ?? null;
    if (found !== null) return integer(found[0]);
    this.make.run(district, kind, month);
    return integer(this.find.get(district, kind, month)?.[0]);
  }

  /** Writes the sums to the tables. Call this before the commit. */
  flush(): void {
    for (const { id, sums, people } of this.waiting.values()) {
      const { acts, headcount, sessions, minutes, items, amountFen, paidFen } = sums;
      this.add.run(acts, headcount, sessions, minutes, items, amountFen, paidFen, id);
      for (const [worker, count] of [...people].sort(([a], [b]) => a - b))
        this.addPerson.run(id, worker, count);
    }
    this.waiting.clear();
  }

  /** After a rollback: drops the sums and the bucket ids that were not committed. */
  forget(): void {
    this.waiting.clear();
    this.ids.clear();
  }
}
