import { actIdOf, parseActId, type ActId } from '@ledger/ledger/kernel/ids.js';
import type { RecordActCommand } from '@ledger/ledger/use-cases/record-act-command.js';
import fc from 'fast-check';
import {
  caseworker,
  correcting,
  recordCommand,
  member,
  office,
  reading,
  reversing,
} from '../support/acts.js';
import { inAWord } from '../support/contest.js';
import { membership, personWith } from '../support/identifiers.js';
import { openLedger, type TestLedger } from '../support/ledger.js';
import { registeredAs, registerEventsOf } from '../support/register.js';
import { propertyRuns } from '../support/test-extent.js';
import { PaperRegister, type Filled, type Said } from './register-naive.js';

const people = ['one', 'other'] as const;
/** Three in four rows are about the same person, so that many steps affect each other. */
const person = fc.constantFrom(people[0], people[0], people[0], people[1]);
const name = fc.constantFrom('张三', '李四', '李四', '张*', null);
const sex = fc.constantFrom('male' as const, 'female' as const, null);
const employer = fc.constantFrom('甲', '乙', null);

type Row = Readonly<{ person: (typeof people)[number]; said: Said }>;
/** A step on a single act. `act` is an index into the accepted acts of the run. */
type ActStep = Readonly<{ act: number }> &
  Readonly<
    | { kind: 'repeat' | 'reverse' | 'undo act' }
    | { kind: 'correct act'; changes: Omit<Partial<Said>, 'name'> }
  >;
/**
 * One step of a run: a sheet with a few rows, the undoing of a sheet, a correction of the register, or a step on one
 * act.
 */
type Step =
  | Readonly<{ kind: 'sheet'; rows: readonly Row[] }>
  | Readonly<{ kind: 'undo'; sheet: number }>
  | Readonly<{ kind: 'correct'; person: Row['person']; change: Partial<Said> }>
  | ActStep;

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
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('repeat' as const, 'repeat' as const, 'reverse' as const, 'undo act' as const),
      act: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('correct act' as const),
      act: fc.nat({ max: 3 }),
      changes: fc.oneof(fc.record({ sex }), fc.record({ employer })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      person,
      change: fc.oneof(fc.record({ name: fc.constantFrom('张三', '王五', null, null) }), fc.record({ sex })),
    }),
  },
);

let ledger: TestLedger;
let runs = 0;
beforeAll(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterAll(() => ledger.close());

type Recorded = Readonly<{
  number: number;
  act: ActId;
  submitted: RecordActCommand;
  filled: Filled;
}>;

/** One run with its own persons. Each step is done in the ledger and in the paper register. */
class Run {
  private readonly paper = new PaperRegister();
  private readonly sheets: (readonly Recorded[])[] = [];
  private readonly acts: Recorded[] = [];
  private commands = 0;

  constructor(private readonly name: string) {}

  async take(next: Step): Promise<void> {
    if (next.kind === 'sheet') await this.record(next.rows);
    else if (next.kind === 'undo') await this.undo(this.sheets[next.sheet] ?? []);
    else if (next.kind === 'correct') await this.correct(next.person, next.change);
    else await this.takeOne(next);
  }

  async expectSame(): Promise<void> {
    for (const each of people) {
      const registered = await registeredAs(ledger, this.memberOf(each));
      const paper = this.paper.of(each);
      expect(registered).toStrictEqual(paper === null ? null : { ...paper, occupation: null });
      const events = (await registerEventsOf(ledger, this.memberOf(each))).map(({ event }) => event);
      const noted = events.flatMap((event) => (event.type === 'DetailsContradicted' ? [event.data.act] : []));
      expect(noted).toStrictEqual(this.paper.contradictingOf(each).map((number) => this.actOf(number)));
    }
  }

  /**
   * Each act in the log has the details that were known when it was recorded, whatever happened to the register later.
   */
  async expectFilled(): Promise<void> {
    for (const { act, filled } of this.acts) {
      const place = parseActId(act);
      if (place === null) throw new Error(`${act} is no act`);
      const event = (await ledger.log.readStreams([place.stream])).get(place.stream)?.[place.act]?.event;
      expect(event?.data).toMatchObject(filled);
    }
  }

  private actOf(number: number): ActId | null {
    return this.acts.find((each) => each.number === number)?.act ?? null;
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
    const all = rows.map(({ person: each, said }) =>
      recordCommand(
        reading('certificate', { person: member(this.memberOf(each)), ...said }),
        this.commandId(),
      ),
    );
    const outcomes = await ledger.write.recording.record(all);
    const accepted: Recorded[] = [];
    for (const [index, { person: each, said }] of rows.entries()) {
      const [outcome, submitted] = [outcomes[index], all[index]];
      const number = first + index;
      if (outcome === undefined || submitted === undefined) throw new Error('no outcome');
      const filled = this.paper.filled(each, said);
      expect(inAWord(outcome)).toBe(this.paper.accepts(each, number, said) ? 'recorded' : 'PERSON_DIFFERS');
      if (outcome.kind === 'recorded')
        accepted.push({ number, act: actIdOf(outcome.stream, outcome.first), submitted, filled });
    }
    this.sheets.push(accepted);
    this.acts.push(...accepted);
  }

  private async takeOne(step: ActStep): Promise<void> {
    const recorded = this.acts[step.act];
    if (recorded === undefined) return;
    const { number, act, submitted } = recorded;
    const { amending, recording } = ledger.write;
    switch (step.kind) {
      case 'repeat':
        expect((await recording.record([submitted])).map(inAWord)).toStrictEqual(['repeated']);
        this.paper.repeat(number);
        return;
      case 'reverse':
        await amending.amend(reversing(act, this.commandId()));
        this.paper.reverse(number);
        return;
      case 'undo act':
        await this.undo([recorded]);
        return;
      case 'correct act':
        // Correcting an act changes totals only. It does not change the register, so the paper register does nothing.
        await amending.amend(correcting(act, step.changes, this.commandId()));
    }
  }

  private async undo(acts: readonly Recorded[]): Promise<void> {
    await ledger.write.amending.reverseAll({
      acts: acts.map(({ act }) => ({ act, commandId: this.commandId() })).toReversed(),
      reason: '串行了',
      importId: this.name,
      by: caseworker,
    });
    for (const { number } of acts) this.paper.undo(number);
  }

  private async correct(each: Row['person'], change: Partial<Said>): Promise<void> {
    const value = membership(this.memberOf(each));
    const number = await ledger.write.people.find({ by: 'membership', office, value });
    if (number === null || this.paper.of(each) === null) return;
    const commandId = this.commandId();
    const submitted = { commandId, key: commandId, by: caseworker, office };
    await ledger.write.registering.correct(number, personWith(change), submitted);
    if (change.name !== undefined) this.paper.correct(each, 'name', change.name);
    if (change.sex !== undefined) this.paper.correct(each, 'sex', change.sex);
  }
}

test('the register is what it would be on paper, over sheets, repeats, reversals, undoings and corrections', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      runs += 1;
      const run = new Run(`R${String(runs)}`);
      for (const next of steps) {
        await run.take(next);
        await run.expectSame();
      }
      await run.expectFilled();
    }),
    { numRuns: propertyRuns(500) },
  );
});
