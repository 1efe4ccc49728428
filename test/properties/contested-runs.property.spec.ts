import { openingEvents } from '@ledger/ledger/acts/opening-events.js';
import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import type { ActId } from '@ledger/ledger/kernel/ids.js';
import type { EventLog, Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import type { RecordActCommand } from '@ledger/ledger/use-cases/record-act-command.js';
import fc from 'fast-check';
import { caseworker, recordCommand, member, reading, reversing } from '../support/acts.js';
import { actOf, inAWord } from '../support/contest.js';
import { eventsOf, type TestLedger, type Writer } from '../support/ledger.js';
import { appendingThrough } from '../support/overtaken.js';
import { breachesIn, unregisteredIn } from '../support/serial-judge.js';
import { propertyRuns } from '../support/test-extent.js';
import { totalsBy } from '../support/totals.js';
import { commandOf, recipe, sessionOf, statedHeadcount, type Recipe, type Scene } from './contested-acts.js';
import { Acknowledged, attendingIn, headcountIn, isExplained, type Answer } from './contested-answers.js';
import { Reached } from './tally.js';
import { bothLogs, ledgerAt } from './both-logs.js';

/** Steps that other writers take, one after the other, before the n-th chain of a run is written. */
type Interruption<Step> = Readonly<{ before: number; steps: readonly Step[] }>;

const interruptions = <Step>(step: fc.Arbitrary<Step>): fc.Arbitrary<readonly Interruption<Step>[]> =>
  fc.array(fc.record({ before: fc.nat({ max: 5 }), steps: fc.array(step, { minLength: 1, maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 3,
  });

/** A log that lets other writers write before given chains. Later chains wait for these writes, too. */
const interrupted = <Step>(
  log: EventLog,
  all: readonly Interruption<Step>[],
  take: (step: Step) => Promise<void>,
): EventLog => {
  let chains = 0;
  let before: Promise<void> = Promise.resolve();
  return appendingThrough(log, async (chain) => {
    const steps = all.filter((each) => each.before === chains).flatMap((each) => each.steps);
    chains += 1;
    before = before.then(async () => {
      for (const step of steps) await take(step);
    });
    await before;
    return log.append(chain);
  });
};

const rivalsMax = 4;

const payment = (reference: string | null, sum: number): Recipe => ({
  kind: 'payment',
  person: 0,
  year: '2026',
  reference,
  sum,
});
/**
 * A case that failed once: each of these writers fenced off the current holder of the reference, all at the same pace,
 * until each had used up its attempts and was refused.
 */
const takingOneReference: readonly (readonly Recipe[])[] = [
  [payment(null, 0)],
  [payment('R-0', 0), payment(null, 0)],
  [payment('R-0', 1)],
  [payment('R-0', 1), payment(null, 0)],
];

describe.each(bothLogs)('beside other writers, on the log “%s”', (_name, place) => {
  let ledger: TestLedger;
  let close: () => Promise<void>;
  // Writers live as long as the suite, like real processes. So they keep their blocks of worker numbers between runs.
  let rivals: readonly Writer[];
  let interruptedWriter: Writer;
  /** The log that `interruptedWriter` uses in the current run. */
  let interruptedLog: EventLog;
  const acknowledged = new Acknowledged();
  const reached = new Reached();
  let runs = 0;

  beforeAll(async () => {
    ({ ledger, close } = await ledgerAt(place));
    rivals = Array.from({ length: rivalsMax }, () => ledger.writer());
    interruptedWriter = ledger.writer((log) =>
      appendingThrough(log, (chain) => interruptedLog.append(chain)),
    );
  });
  afterAll(() => close());

  const newScene = async (): Promise<Scene> => {
    runs += 1;
    const name = `run ${String(runs)}`;
    const holds = recordCommand(sessionOf(name), `${name}: session`);
    const session = await ledger.write.recording.predictStream(holds);
    if (session === null) throw new Error('the reference of the session is new');
    return { name, holds, session };
  };

  /** Submits commands as one batch and collects the outcomes. */
  const record = async (
    { recording }: TestLedger['write'],
    submitted: readonly RecordActCommand[],
    answers: Answer[],
  ): Promise<void> => {
    const outcomes = await recording.record(submitted);
    for (const [index, outcome] of outcomes.entries()) {
      const each = submitted[index];
      if (each !== undefined) answers.push({ submitted: each, outcome });
    }
  };

  const expectInLog = (events: readonly Recorded[], answers: readonly Answer[]): void => {
    expect(breachesIn(events)).toStrictEqual([]);
    expect(unregisteredIn(events)).toStrictEqual([]);
    const written = new Map<string, number>();
    for (const { event, origin } of events) {
      if (isOneOf(openingEvents, event))
        written.set(origin.commandId, (written.get(origin.commandId) ?? 0) + 1);
    }
    for (const { submitted, outcome } of answers) {
      reached.note(inAWord(outcome));
      acknowledged.note({ submitted, outcome });
    }
    const commands = answers
      .filter(({ outcome }) => actOf(outcome) !== null)
      .map(({ submitted }) => submitted.commandId);
    expect(written).toStrictEqual(new Map([...new Set(commands)].map((commandId) => [commandId, 1])));
  };

  const expectSerial = async (
    scene: Scene,
    position: Position,
    answers: readonly Answer[],
  ): Promise<void> => {
    const events = await eventsOf(ledger.log, position);
    expectInLog(events, answers);
    const recorded = answers
      .filter(({ outcome }) => outcome.kind === 'recorded')
      .map(({ submitted }) => submitted);
    expect(answers.filter((answer) => !isExplained(answer, recorded))).toStrictEqual([]);
    const stated = recorded.includes(scene.holds) ? statedHeadcount : 0;
    expect(headcountIn(events, scene)).toBe(Math.max(stated, attendingIn(recorded, scene)));
  };

  /** One writer submits a batch. Other writers interrupt it at any chain with any number of commands. */
  const play = async (
    batch: readonly Recipe[],
    others: readonly Interruption<Recipe>[],
    isHeld: boolean,
  ): Promise<void> => {
    const scene = await newScene();
    const { position } = await ledger.log.head();
    const answers: Answer[] = [];
    if (isHeld) await record(ledger.write, [scene.holds], answers);
    let steps = 0;
    interruptedLog = interrupted(ledger.log, others, (step) => {
      steps += 1;
      return record(ledger.write, [commandOf(step, scene, `${scene.name}: other ${String(steps)}`)], answers);
    });
    const commands = batch.map((each, index) => commandOf(each, scene, `${scene.name}: ${String(index)}`));
    await record(interruptedWriter, commands, answers);
    await expectSerial(scene, position, answers);
  };

  /** Several writers submit one batch each, concurrently. */
  const race = async (batches: readonly (readonly Recipe[])[]): Promise<void> => {
    const scene = await newScene();
    const { position } = await ledger.log.head();
    const answers: Answer[] = [];
    await Promise.all(
      rivals.slice(0, batches.length).map((rival, number) => {
        const stem = `${scene.name}: writer ${String(number)}`;
        const batch = batches[number] ?? [];
        const commands = batch.map((each, index) => commandOf(each, scene, `${stem}: ${String(index)}`));
        return record(rival, commands, answers);
      }),
    );
    await expectSerial(scene, position, answers);
  };

  it('a batch that others interrupt is answered as in a serial order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(recipe, { minLength: 2, maxLength: 8 }),
        interruptions(recipe),
        fc.boolean(),
        play,
      ),
      { numRuns: propertyRuns(500) },
    );
    const wanted = ['recorded', 'repeated', 'ONCE_PER_YEAR', 'OVER_CAP', 'DUPLICATE', 'REF_REUSED'];
    expect(reached.missing([...wanted, 'ALREADY_ATTENDED', 'UNKNOWN_SESSION'])).toStrictEqual([]);
  });

  it('batches of several writers at once are answered as in a serial order', async () => {
    const batch = fc.array(recipe, { minLength: 1, maxLength: 5 });
    await fc.assert(fc.asyncProperty(fc.array(batch, { minLength: 2, maxLength: rivalsMax }), race), {
      numRuns: propertyRuns(100),
    });
  });

  it('of several who take one reference at the same pace nobody is refused for being too many', async () => {
    // The writers have recorded before (in the tests above). New ones would differ in pace, because each first takes a
    // block of worker numbers.
    await fc.assert(fc.asyncProperty(fc.constant(takingOneReference), race), { numRuns: 5 });
  });

  /** Records several acts of one person. The run then undoes them. */
  const recordActs = async ({ name }: Scene, answers: Answer[]): Promise<readonly ActId[]> => {
    const person = member(`M-0@${name}`);
    const kinds = ['condolence-payment', 'health-check', 'certificate', 'condolence-payment'];
    const submitted = kinds.map((kind, index) =>
      recordCommand(reading(kind, { person }), `${name}: act ${String(index)}`),
    );
    await record(ledger.write, submitted, answers);
    return answers.flatMap(({ outcome }) => actOf(outcome) ?? []);
  };

  const undo = async (others: readonly Interruption<Recipe | number>[]): Promise<void> => {
    const scene = await newScene();
    const { position } = await ledger.log.head();
    const answers: Answer[] = [];
    const acts = await recordActs(scene, answers);
    const words: string[] = [];
    let steps = 0;
    interruptedLog = interrupted(ledger.log, others, async (step) => {
      const id = `${scene.name}: other ${String((steps += 1))}`;
      if (typeof step !== 'number') return record(ledger.write, [commandOf(step, scene, id)], answers);
      words.push(inAWord(await ledger.write.amending.amend(reversing(acts[step] ?? '', id))));
    });
    const outcomes = await interruptedWriter.amending.reverseAll({
      acts: acts
        .map((act, index) => ({ act, commandId: `${scene.name}: undo ${String(index)}` }))
        .toReversed(),
      reason: '交错了',
      importId: scene.name,
      by: caseworker,
    });
    words.push(...outcomes.map(inAWord));
    expectInLog(await eventsOf(ledger.log, position), answers);
    for (const { submitted } of answers.slice(0, acts.length)) acknowledged.remove(submitted.commandId);
    expect(words.filter((word) => word === 'recorded')).toHaveLength(acts.length);
    expect(words.filter((word) => !['recorded', 'WRONG_STATE'].includes(word))).toStrictEqual([]);
    for (const word of words) reached.note(`undoing: ${word}`);
  };

  it('undoing reverses every act once', async () => {
    await fc.assert(fc.asyncProperty(interruptions(fc.oneof(recipe, fc.nat({ max: 3 }))), undo), {
      numRuns: propertyRuns(150),
    });
    expect(reached.missing(['undoing: recorded', 'undoing: WRONG_STATE'])).toStrictEqual([]);
  });

  it('and after all of it, the totals are those of what was acknowledged', async () => {
    const totals = Object.entries(await totalsBy(ledger, 'kind')).filter(([, { acts }]) => acts > 0);
    expect(
      Object.fromEntries(totals.map(([kind, { acts, amountFen }]) => [kind, { acts, amountFen }])),
    ).toStrictEqual(acknowledged.byKind);
  });
});
