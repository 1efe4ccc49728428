import { actIdOf, type ActId } from '@ledger/ledger/kernel/ids.js';
import fc from 'fast-check';
import { caseworker, handIn, member, office, reading } from '../support/acts.js';
import { inAWord } from '../support/contest.js';
import { membership, personWith } from '../support/identifiers.js';
import { openLedger, type TestLedger } from '../support/ledger.js';
import { registeredAs } from '../support/register.js';
import { propertyRuns } from '../support/test-extent.js';
import { PaperRegister, type Said } from './register-naive.js';

const people = ['one', 'other'] as const;
const person = fc.constantFrom(...people);
const name = fc.constantFrom('张三', '李四', '张*', null);
const sex = fc.constantFrom('male' as const, 'female' as const, null);
const employer = fc.constantFrom('甲', '乙', null);

type Row = Readonly<{ person: (typeof people)[number]; said: Said }>;
/** Sheets of a few rows, the undoing of one, and corrections of the register. */
type Step =
  | Readonly<{ kind: 'sheet'; rows: readonly Row[] }>
  | Readonly<{ kind: 'undo'; sheet: number }>
  | Readonly<{ kind: 'correct'; person: Row['person']; change: Partial<Said> }>;

const row: fc.Arbitrary<Row> = fc.record({ person, said: fc.record({ name, sex, employer }) });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('sheet' as const),
      rows: fc.array(row, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), sheet: fc.nat({ max: 4 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      person,
      change: fc.oneof(fc.record({ name: fc.constantFrom('张三', '王五', null) }), fc.record({ sex })),
    }),
  },
);

let ledger: TestLedger;
let runs = 0;
beforeAll(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterAll(() => ledger.close());

type Recorded = Readonly<{ number: number; act: ActId }>;

/** One run, with persons of its own: the ledger and a register on paper do the same. */
class Run {
  private readonly paper = new PaperRegister();
  private readonly sheets: (readonly Recorded[])[] = [];
  private commands = 0;

  constructor(private readonly name: string) {}

  async take(next: Step): Promise<void> {
    if (next.kind === 'sheet') await this.record(next.rows);
    else if (next.kind === 'undo') await this.undo(next.sheet);
    else await this.correct(next.person, next.change);
  }

  async expectSame(): Promise<void> {
    for (const each of people) {
      const registered = await registeredAs(ledger, this.memberOf(each));
      const paper = this.paper.of(each);
      expect(registered).toStrictEqual(paper === null ? null : { ...paper, occupation: null });
    }
  }

  private memberOf(each: Row['person']): string {
    return `${this.name}-${each}`;
  }

  private commandId(): string {
    this.commands += 1;
    return `${this.name}:${String(this.commands)}`;
  }

  private async record(rows: readonly Row[]): Promise<void> {
    const first = this.commands;
    const outcomes = await ledger.write.recording.record(
      rows.map(({ person: each, said }) =>
        handIn(reading('certificate', { person: member(this.memberOf(each)), ...said }), this.commandId()),
      ),
    );
    const accepted: Recorded[] = [];
    for (const [index, { person: each, said }] of rows.entries()) {
      const outcome = outcomes[index];
      const number = first + index;
      if (outcome === undefined) throw new Error('no outcome');
      expect(inAWord(outcome)).toBe(this.paper.accepts(each, number, said) ? 'recorded' : 'PERSON_DIFFERS');
      if (outcome.kind === 'recorded') accepted.push({ number, act: actIdOf(outcome.stream, outcome.first) });
    }
    this.sheets.push(accepted);
  }

  private async undo(index: number): Promise<void> {
    const acts = this.sheets[index] ?? [];
    this.sheets[index] = [];
    await ledger.write.amending.reverseAll({
      acts: acts.map(({ act }) => ({ act, commandId: this.commandId() })).toReversed(),
      reason: '串行了',
      handIn: this.name,
      by: caseworker,
    });
    for (const { number } of acts) this.paper.undo(number);
  }

  private async correct(each: Row['person'], change: Partial<Said>): Promise<void> {
    const value = membership(this.memberOf(each));
    const number = await ledger.write.people.find({ by: 'membership', office, value });
    if (number === null || this.paper.of(each) === null) return;
    const commandId = this.commandId();
    const handed = { commandId, key: commandId, by: caseworker, office };
    await ledger.write.registering.correct(number, personWith(change), handed);
    if (change.name !== undefined) this.paper.correct(each, 'name', change.name);
    if (change.sex !== undefined) this.paper.correct(each, 'sex', change.sex);
  }
}

test('the register is what it would be on paper, over sheets, undoings and corrections', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      runs += 1;
      const run = new Run(`R${String(runs)}`);
      for (const next of steps) {
        await run.take(next);
        await run.expectSame();
      }
    }),
    { numRuns: propertyRuns(500) },
  );
});
