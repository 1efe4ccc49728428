import { soleOffice } from '@ledger/ledger/kernel/identifiers.js';
import { createHash } from 'node:crypto';
import {
  inTransaction,
  integer,
  type Database,
  type Statement,
} from '@ledger/infra/sqlite/sqlite-database.js';
import { openFile } from '@ledger/infra/sqlite/file-format.js';
import type { ActReading } from '@ledger/ledger/use-cases/record-act-command.js';
import { isRefused } from '@ledger/ledger/reading/field-checks.js';
import { readRow, type RowContext } from '@ledger/ledger/reading/row-reader.js';
import { recordsOf, rowsOf } from '@ledger/ledger/sheets/sheet-rows.js';
import { shanghaiDate } from '@ledger/ledger/kernel/calendar.js';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { ruleOn, type Rule } from '@ledger/schema/catalogue/rules.js';
import { handWrittenFormat } from './format.js';
import { People, type Person } from './people.js';
import { Buckets, type Line } from './totals.js';

const rowsTogether = 1_000;

export type Taken = Readonly<{ rows: number; refused: number }>;
export type Total = Readonly<{ acts: number; people: number; fen: number }>;

const sealed = (who: Person | null, field: string, text: string | null): string | null =>
  text === null || who === null ? null : who.key.seal({ stream: '', command: '', field }, text);

/**
 * Imports the same sheets with the same reading code, the same rules per person and the same encryption, but stores
 * only the current state. It has no history of changes, no totals as of a past month, no corrections, no rebuild and no
 * digests. Sessions are only text.
 */
export class HandWritten {
  private readonly people: People;
  private readonly buckets: Buckets;
  private readonly addAct: Statement;
  private readonly enjoyed: Statement;

  constructor(
    private readonly db: Database,
    masterKey: Uint8Array,
  ) {
    const lookUpKey = createHash('sha256').update(masterKey).update('look-up').digest();
    this.people = new People(db, masterKey, lookUpKey);
    this.buckets = new Buckets(db);
    this.addAct = db.prepare(
      'INSERT INTO acts (reference, kind, day, district, place, worker, session, headcount, sessions, minutes, items, ' +
        'amount_fen, paid_fen, state, name, note, judged_by, recorded_at, recorded_by) ' +
        `VALUES (${Array(19).fill('?').join(', ')}) ON CONFLICT (reference) DO NOTHING`,
    );
    this.enjoyed = db.prepare(
      'SELECT count(*), coalesce(sum(amount_fen), 0) FROM acts ' +
        'WHERE worker = ? AND day BETWEEN ? AND ? AND kind = ?',
    );
  }

  async take(source: SheetSource): Promise<Taken> {
    const at = new Date().toISOString();
    const context: RowContext = {
      office: soleOffice,
      officeWritten: null,
      today: shanghaiDate(at),
      catalogue,
    };
    let [rows, refused] = [0, 0];
    let waiting: ActReading[] = [];
    const flush = (): void => {
      refused += this.record(waiting, at);
      waiting = [];
    };
    for await (const row of rowsOf(await recordsOf(source), null)) {
      rows += 1;
      const reading = readRow(row, context);
      if (isRefused(reading)) refused += 1;
      else waiting.push(reading);
      if (waiting.length >= rowsTogether) flush();
    }
    flush();
    return { rows, refused };
  }

  /** Records acts in one transaction and returns how many were refused. */
  private record(readings: readonly ActReading[], at: string): number {
    try {
      return inTransaction(this.db, 'BEGIN IMMEDIATE', () => {
        let refused = 0;
        for (const reading of readings) if (!this.recordOne(reading, at)) refused += 1;
        this.buckets.flush();
        return refused;
      });
    } catch (error) {
      this.buckets.forget();
      this.people.forget(integer(this.db.prepare('SELECT coalesce(max(worker), 0) FROM people').get()?.[0]));
      throw error;
    }
  }

  private recordOne(reading: ActReading, at: string): boolean {
    const { person } = reading;
    const who = person?.by === 'membership' ? this.people.personOf(reading, person.membership, at) : null;
    const rule = ruleOn(catalogue.rules, reading.kind.code, reading.on);
    if (rule !== null && who !== null && !this.allows(rule, reading, who)) return false;
    return this.insert(reading, { who, rule, at });
  }

  private allows(rule: Rule, { on, kind, amountFen, sex }: ActReading, { worker }: Person): boolean {
    const year = on.slice(0, 4);
    const row = this.enjoyed.get(worker, `${year}-01-01`, `${year}-12-31`, kind.code);
    const [count, fen] = [integer(row?.[0]), integer(row?.[1])];
    if (rule.oncePerYear && count > 0) return false;
    if (rule.cap === null) return true;
    const used = rule.cap.per === 'year' ? fen : 0;
    return used + (amountFen ?? 0) <= rule.cap.fen[sex ?? 'unknown'];
  }

  private insert(
    reading: ActReading,
    { who, rule, at }: Readonly<{ who: Person | null; rule: Rule | null; at: string }>,
  ): boolean {
    const { kind, on, district, headcount, sessions, minutes, items } = reading;
    const amountFen = reading.amountFen ?? 0;
    const line: Line = {
      ...{ district, kind: kind.code, month: on.slice(0, 7), worker: who?.worker ?? null },
      ...{ headcount, sessions, minutes, items, amountFen },
      paidFen: kind.money === 'dispute' ? 0 : amountFen,
    };
    const changes = this.addAct.run(
      ...[reading.reference, kind.code, on, district, reading.place, line.worker],
      ...[
        reading.session?.text ?? null,
        headcount,
        sessions,
        minutes,
        items,
        reading.amountFen,
        line.paidFen,
      ],
      ...['given', sealed(who, 'name', reading.name), sealed(who, 'note', reading.note)],
      ...[rule?.version ?? null, at, 'bench'],
    );
    if (changes === 1) this.buckets.count(line);
    return changes === 1;
  }

  /** Totals of the whole province, for all kinds or for one kind. */
  total(kind: string | null): Total {
    const where = kind === null ? '' : 'WHERE kind = ?';
    const values = kind === null ? [] : [kind];
    const sums = this.db
      .prepare(`SELECT coalesce(sum(acts), 0), coalesce(sum(paid_fen), 0) FROM buckets ${where}`)
      .get(...values);
    const people = this.db
      .prepare(
        `SELECT count(DISTINCT p.worker) FROM bucket_people p JOIN buckets b ON b.id = p.bucket ${where}`,
      )
      .get(...values);
    return { acts: integer(sums?.[0]), people: integer(people?.[0]), fen: integer(sums?.[1]) };
  }

  /** Number of rows in all tables. */
  rows(): number {
    const tables = ['people', 'acts', 'buckets', 'bucket_people'];
    return tables.reduce(
      (sum, table) => sum + integer(this.db.prepare(`SELECT count(*) FROM ${table}`).get()?.[0]),
      0,
    );
  }

  close(): void {
    this.db.close();
  }
}

export const openHandWritten = (file: string, masterKey: Uint8Array): HandWritten =>
  new HandWritten(openFile({ file, readOnly: false }, handWrittenFormat), masterKey);
