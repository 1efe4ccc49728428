import { messageOf } from '../kernel/error-message.js';
import { patience } from '@ledger/test/journeys/support/patience.js';
import { recordCommand, releasing, reversing, reversingAndReleasing } from '@ledger/test/support/acts.js';
import { contest, inAWord, open, type Contest, type ContentName } from '@ledger/test/support/contest.js';
import { eventsOf, openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { sequential, type Gate } from '@ledger/test/support/sequential.js';
import { choicesOf, interleaved } from '@ledger/test/support/stage.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import { propertyRuns, testExtent } from '@ledger/test/support/test-extent.js';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openingEvents } from '../acts/opening-events.js';
import { isOneOf } from '../kernel/domain-event.js';
import { parseActId } from '../kernel/ids.js';
import type { Recorded } from '../ports/event-log.js';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterAll(() => ledger.close());

const contents = ['first', 'neighbour', 'stranger', 'visit', 'otherVisit'] as const;

const orders = { keeps: reversing, releases: reversingAndReleasing, release: releasing };

/**
 * One step of a writer: record a batch, reverse an act (keeping or releasing its reference), or release the reference
 * of a reversed act.
 */
type Step =
  | Readonly<{ kind: 'record'; batch: readonly Readonly<{ reference: number; content: ContentName }>[] }>
  | Readonly<{ kind: keyof typeof orders; reference: number }>;
/** `diesAt`: the number of appends after which the writer dies; it may finish before that. */
type WriterPlan = Readonly<{ steps: readonly Step[]; diesAt: number | null }>;

const reference = fc.nat({ max: 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('record' as const),
      batch: fc.array(fc.record({ reference, content: fc.constantFrom(...contents) }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('keeps' as const, 'releases' as const, 'release' as const),
      reference,
    }),
  },
);
const writerPlan: fc.Arbitrary<WriterPlan> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  diesAt: fc.option(fc.nat({ max: 8 }), { freq: 4 }),
});

/** The outcome of a command in one word. Anything else, such as an amendment or an error, is several words. */
type Answer = Readonly<{ commandId: string; word: string }>;

const dying = (gate: Gate, diesAt: number | null): Gate => {
  let before = 0;
  return async (append) => {
    await gate(append);
    if (before === diesAt) throw new Error('the writer died');
    before += 1;
  };
};

/** Runs one writer and collects the answers that it got before it died. */
const playing =
  (matches: readonly Contest[], { steps, diesAt }: WriterPlan, name: string) =>
  async (gate: Gate): Promise<readonly Answer[]> => {
    const { recording, amending } = ledger.writer((log) => sequential(log, dying(gate, diesAt)));
    const answers: Answer[] = [];
    const of = (index: number): Contest => {
      const match = matches[index];
      if (match === undefined) throw new Error('no such reference');
      return match;
    };
    const play = async (turn: Step, stem: string): Promise<void> => {
      if (turn.kind !== 'record') {
        const match = of(turn.reference);
        // A reversed act that keeps its reference is rare by chance: without one, there would be nothing to release.
        if (turn.kind === 'release' && (await match.reversed()) === undefined)
          await play({ kind: 'keeps', reference: turn.reference }, `${stem}:keeps`);
        const act = turn.kind === 'release' ? await match.reversed() : (await match.acts())[0];
        const outcome = await amending.amend(orders[turn.kind](act?.act ?? 'none', stem));
        answers.push({ commandId: stem, word: `${turn.kind} ${inAWord(outcome)}` });
        return;
      }
      const submitted = turn.batch.map(({ reference: index, content }, row) =>
        recordCommand(of(index).contents[content], `${stem}:${String(row)}`),
      );
      const outcomes = await recording.record(submitted);
      for (const [row, outcome] of outcomes.entries()) {
        answers.push({ commandId: submitted[row]?.commandId ?? '', word: inAWord(outcome) });
      }
    };
    try {
      for (const [index, turn] of steps.entries()) await play(turn, `${name}/${String(index)}`);
    } catch (error) {
      answers.push({ commandId: name, word: messageOf(error) });
    }
    return answers;
  };

/**
 * `repeated` counts as accepted: if the start of a batch lost to another writer and is retried, the rest is already
 * written.
 */
const accepted: ReadonlySet<string> = new Set(['recorded', 'repeated']);
const isDecision = (word: string): boolean => !word.includes(' ');

/** At no point of the log do two acts hold the same reference. */
const expectOneActEach = (events: readonly Recorded[]): void => {
  for (let length = 1; length <= events.length; length += 1) {
    const references = actsInForce(events.slice(0, length)).map((act) => act.reference);
    expect(references).toStrictEqual([...new Set(references)]);
  }
};

/** How often each answer and each event type occurred, to check that the random runs reach the rare cases. */
const seen = new Map<string, number>();
const count = (what: string): void => {
  seen.set(what, (seen.get(what) ?? 0) + 1);
};

/** The act of every accepted command is in the log exactly once, the act of a refused one not at all. */
const expectAnswersKept = (answers: readonly Answer[], events: readonly Recorded[]): void => {
  const acts = events.filter(({ event }) => isOneOf(openingEvents, event));
  for (const { commandId, word } of answers) {
    count(word);
    if (!isDecision(word)) continue;
    const written = acts.filter(({ origin }) => origin.commandId === commandId).length;
    expect([commandId, word, written]).toStrictEqual([commandId, word, accepted.has(word) ? 1 : 0]);
  }
};

/**
 * The reservation points at the stream of the recorded act, and the reference can still be used by a later command.
 */
const expectReferenceAlive = async (match: Contest, commandId: string): Promise<void> => {
  const [act] = await match.acts();
  if (act !== undefined) expect((await match.holder())?.target).toBe(parseActId(act.act)?.stream);
  const isKept = act === undefined && (await match.reversed()) !== undefined;
  const word = inAWord(await match.enters(open, 'stranger', commandId));
  const whereNoneStands = isKept ? ['REVERSED'] : ['recorded'];
  expect(act === undefined ? whereNoneStands : ['DUPLICATE', 'REF_REUSED']).toContain(word);
  count(`afterwards ${word}`);
};

test(
  'never do two acts stand under one reference, and every accepted outcome is in the log once',
  async () => {
    let runs = 0;
    const plans = fc.array(writerPlan, { minLength: 2, maxLength: 4 });
    const order = fc.array(fc.nat({ max: 11 }), { maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(plans, order, async (writers, choices) => {
        runs += 1;
        const run = `run ${String(runs)}`;
        const { position } = await ledger.log.head();
        const matches = [await contest(ledger), await contest(ledger)];
        const actors = writers.map((plan, index) => playing(matches, plan, `${run} writer ${String(index)}`));
        const answers = await interleaved(actors, choicesOf(choices));
        const events = await eventsOf(ledger.log, position);
        for (const { event } of events) count(event.type);
        expectOneActEach(events);
        expectAnswersKept(answers.flat(), events);
        for (const match of matches) await expectReferenceAlive(match, `the last of ${run}`);
      }),
      { numRuns: propertyRuns(400) },
    );
    const rare = [
      'DUPLICATE',
      'REVERSED',
      'keeps recorded',
      'releases recorded',
      'release recorded',
      'REF_REUSED',
      'the writer died',
      'ReservationFenced',
      'ReferenceReleased',
    ];
    const common = ['recorded', 'afterwards recorded', 'afterwards REF_REUSED'];
    // A shortened test run (a tenth of the cases) need not reach the rare ones.
    const wanted = testExtent === 'tenth' ? common : [...rare, ...common];
    const missing = wanted.filter((what) => !seen.has(what));
    expect(missing).toStrictEqual([]);
  },
  patience,
);
