import { workerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { TokenClaim, LookUp, Token, Trait } from '@ledger/ledger/ports/key-vault.js';
import { bulkInsert, type BulkInsert } from '../../sqlite/bulk-insert.js';
import { integer, text, type SqlValue, type Database, type Statement } from '../../sqlite/sqlite-database.js';
import { tokenWith } from '../look-up-tokens.js';
import type { Traced } from '../trait-tokens.js';

/** SQL clause that adds tokens to those already stored for a worker, unless they are stored already. */
const besideBefore = `ON CONFLICT (worker) DO UPDATE SET tokens =
  CASE WHEN instr(tokens, excluded.tokens) > 0 THEN tokens ELSE tokens || ' ' || excluded.tokens END`;

/** SQL condition: `token` is a hold of the token in a parameter. The blank is in no token, and “!” comes after it. */
const holdsOf = (parameter: string): string => `token > ${parameter} || ' ' AND token < ${parameter} || '!'`;

/** The row of a hold, beside the row of its token. */
const holdOf = (token: Token, by: string): string => `${token} ${by}`;

/**
 * Tokens in the vault file, by which persons are found: look-up tokens (each finds one person) and trait tokens
 * (several persons may share one). Methods that write must be called inside a transaction.
 */
export class SqliteLookUps {
  private readonly workerOf: Statement;
  private readonly withHold: Statement;
  private readonly endHolds: Statement;
  private readonly unbind: Statement;
  private readonly addTokens: BulkInsert;
  private readonly addTraits: BulkInsert;
  private readonly destroyed: Statement;

  constructor(
    private readonly db: Database,
    private readonly lookUpKey: Uint8Array,
  ) {
    this.addTokens = bulkInsert(db, 'tokens', 2);
    this.addTraits = bulkInsert(db, 'traits', 2, besideBefore);
    this.destroyed = db.prepare(
      'SELECT k.subject FROM json_each(?) j JOIN keys k ON k.subject = j.value AND k.wrapped IS NULL',
    );
    this.workerOf = db.prepare('SELECT worker FROM tokens WHERE token = ?');
    this.withHold = db.prepare(
      "SELECT worker FROM tokens WHERE token >= ?1 AND token < ?1 || '!' ORDER BY token LIMIT 2",
    );
    this.endHolds = db.prepare(`DELETE FROM tokens WHERE ${holdsOf('?1')}`);
    this.unbind = db.prepare('DELETE FROM tokens WHERE token = ? AND worker = ?');
  }

  tokenOf(lookUp: LookUp | Trait): Token {
    return tokenWith(this.lookUpKey, lookUp);
  }

  find(tokens: readonly Token[]): readonly (WorkerNo | null)[] {
    return tokens.map((token) => this.workerWith(token));
  }

  private workerWith(token: Token): WorkerNo | null {
    const row = this.workerOf.get(token);
    return row === undefined ? null : workerNo(integer(row[0]));
  }

  /** The worker of a token, and whether the token is bound only while somebody holds it: a hold follows its token. */
  private bound(token: Token): Readonly<{ worker: WorkerNo | null; isHeld: boolean }> {
    const [own, hold] = this.withHold.all(token);
    return { worker: own === undefined ? null : workerNo(integer(own[0])), isHeld: hold !== undefined };
  }

  /** Returns the same as `find`; null if any of the tokens is held. */
  findUnheld(tokens: readonly Token[]): readonly (WorkerNo | null)[] | null {
    const workers: (WorkerNo | null)[] = [];
    for (const token of tokens) {
      const { worker, isHeld } = this.bound(token);
      if (isHeld) return null;
      workers.push(worker);
    }
    return workers;
  }

  /** Binds for ever the tokens that are held, and returns the workers of all tokens. */
  keep(tokens: readonly Token[]): readonly (WorkerNo | null)[] {
    for (const token of tokens) this.endHolds.run(token);
    return this.find(tokens);
  }

  /** Binds each token that is not bound yet, while `by` holds it. Returns the same as `bind`. */
  hold(claims: readonly TokenClaim[], by: string): readonly WorkerNo[] {
    return claims.map(({ token, worker }) => {
      const { worker: first, isHeld } = this.bound(token);
      const hold = holdOf(token, by);
      if (first === null) this.addTokens([token, worker, hold, worker]);
      else if (first === worker && isHeld && this.workerOf.get(hold) === undefined)
        this.addTokens([hold, worker]);
      return first ?? worker;
    });
  }

  /** Ends the hold `by` and unbinds tokens that nobody else holds. */
  release(claims: readonly TokenClaim[], by: string): void {
    for (const { token, worker } of claims) {
      const wasHeld = this.unbind.run(holdOf(token, by), worker) > 0;
      if (wasHeld && !this.bound(token).isHeld) this.unbind.run(token, worker);
    }
  }

  /** Binds each token that is not bound yet. Returns the worker to whom each token is bound now. */
  bind(claims: readonly TokenClaim[]): readonly WorkerNo[] {
    const bound = new Map<Token, WorkerNo>();
    const cells: SqlValue[] = [];
    for (const { token, worker } of claims) {
      const { worker: before, isHeld } = this.bound(token);
      const first = bound.get(token) ?? before;
      if (first === null) cells.push(token, worker);
      if (isHeld) this.endHolds.run(token);
      bound.set(token, first ?? worker);
    }
    this.addTokens(cells);
    return claims.map(({ token, worker }) => bound.get(token) ?? worker);
  }

  /** Stores the trait tokens of persons, except persons whose key was destroyed. */
  describe(persons: readonly Traced[]): void {
    const subjects = JSON.stringify(persons.map(({ subject }) => subject));
    const gone = new Set(this.destroyed.all(subjects).map(([subject]) => text(subject)));
    const kept = persons.filter(({ subject }) => !gone.has(subject));
    this.addTraits(
      kept.flatMap(({ worker, tokens }) => (tokens.length === 0 ? [] : [worker, tokens.join(' ')])),
    );
  }

  /** Deletes the trait tokens of a person. */
  forgetTraits(worker: WorkerNo): void {
    this.db.prepare('DELETE FROM traits WHERE worker = ?').run(worker);
  }

  whoHas(trait: Trait): readonly WorkerNo[] {
    const found = this.db.prepare('SELECT worker FROM traits WHERE instr(tokens, ?) > 0 ORDER BY worker');
    return found.all(this.tokenOf(trait)).map(([worker]) => workerNo(integer(worker)));
  }

  /** Whether any token of a person is stored. */
  finds(worker: WorkerNo): boolean {
    const found = this.db.prepare(
      'SELECT 1 FROM tokens WHERE worker = ?1 UNION SELECT 1 FROM traits WHERE worker = ?1',
    );
    return found.get(worker) !== undefined;
  }

  /** Deletes all tokens of a person. */
  forget(worker: WorkerNo): void {
    this.db.prepare('DELETE FROM tokens WHERE worker = ?').run(worker);
    this.forgetTraits(worker);
  }
}
