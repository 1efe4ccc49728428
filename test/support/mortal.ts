import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import { appendingThrough } from './overtaken.js';
import { passedVault } from './passed-vault.js';

/**
 * Simulates a process that is killed. Each write to the log or the vault passes two gaps, one before and one after the
 * write. `lives` gaps are survived; the next one throws, and so do all later ones.
 */
export class Mortal {
  private passed = 0;

  constructor(private readonly lives: number) {}

  get isDead(): boolean {
    return this.passed > this.lives;
  }

  private pass(): void {
    this.passed += 1;
    if (this.isDead) throw new Error('killed');
  }

  private async at<T>(write: () => Promise<T>): Promise<T> {
    this.pass();
    const result = await write();
    this.pass();
    return result;
  }

  log = (log: EventLog): EventLog => appendingThrough(log, (chain) => this.at(() => log.append(chain)));

  vault = (vault: KeyVault): KeyVault => ({
    ...passedVault(vault),
    claim: (claims) => this.at(() => vault.claim(claims)),
    hold: (claims, by) => this.at(() => vault.hold(claims, by)),
    release: (claims, by) => this.at(() => vault.release(claims, by)),
    keep: (tokens) => this.at(() => vault.keep(tokens)),
    keysFor: (subjects) => this.at(() => vault.keysFor(subjects)),
    beginErasure: (subject) => this.at(() => vault.beginErasure(subject)),
    erase: (...given) => this.at(() => vault.erase(...given)),
    isGone: (subject) => this.at(() => vault.isGone(subject)),
    endErasure: (subject) => this.at(() => vault.endErasure(subject)),
    describe: (persons) => this.at(() => vault.describe(persons)),
    describeAnew: (person) => this.at(() => vault.describeAnew(person)),
    noteBlock: (block) => this.at(() => vault.noteBlock(block)),
  });
}
