import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { PersonDetails } from '@ledger/ledger/use-cases/person-details.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { readCheckpoint, type Checkpoint } from '@ledger/projections/kernel/checkpoint.js';
import { projector } from '@ledger/projections/kernel/projector.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import fc from 'fast-check';
import { caseworker, office } from '../support/acts.js';
import { openLedger, type TestLedger } from '../support/ledger.js';
import { LateClerk } from './late-clerk.js';
import { recipes, type Recipe } from './late-recipes.js';
import { Death, inBatches, perilous, putBack, type End, type Restored, type Turn } from './perils.js';
import { plainFold, sorted, storedDocuments } from './plain-fold.js';
import { propertyRuns } from '../support/test-extent.js';
import { Reached } from './tally.js';
import { collectionNames, runnersOf, viewNames } from '../support/known-views.js';

/** One process that folds views, with pages of these sizes, until it has caught up or crashes. */
type Life = Readonly<{
  batches: readonly number[];
  end: End | null;
  /**
   * What happens to each view's checkpoint before the process starts: nothing, or it is set back to the start or to an
   * earlier one.
   */
  putsBack: readonly ('no' | 'start' | number)[];
}>;
type Runner = readonly Life[];

/** The checkpoints that each view had so far, as far as they were read. */
class Memory {
  private readonly seen = new Map<string, Restored[]>();

  async look(store: DocumentStore): Promise<void> {
    for (const view of viewNames) {
      const collection = collectionNames[view];
      const reached = await readCheckpoint(store, collection);
      if (reached !== null) this.seen.set(view, [...this.of(view), { collection, ...reached }]);
    }
  }

  of(view: string): readonly Restored[] {
    return this.seen.get(view) ?? [];
  }
}

class Race {
  private readonly memory = new Memory();

  constructor(
    private readonly ledger: TestLedger,
    private readonly store: DocumentStore,
    private readonly turn: Turn,
    private readonly reached: Reached,
  ) {}

  async run(runner: Runner): Promise<void> {
    for (const life of runner) {
      await this.putBack(life);
      await this.live(life);
      await this.memory.look(this.store);
    }
  }

  private async live({ batches, end }: Life): Promise<void> {
    const log = inBatches(this.ledger.log, batches);
    const note = (what: string): void => {
      this.reached.note(what);
    };
    const store = perilous(this.store, { turn: this.turn, end, note });
    const views = projector(log, runnersOf({ log, store }));
    try {
      await views.open();
      await views.catchUp();
    } catch (error) {
      if (!(error instanceof Death)) throw error;
    }
  }

  private async putBack({ putsBack }: Life): Promise<void> {
    for (const [index, to] of putsBack.entries()) {
      const view = viewNames[index];
      if (view === undefined || to === 'no') continue;
      const name = collectionNames[view];
      const atStart: Checkpoint = { view, ordinal: 0, last: null, stopped: null };
      const earlier = this.memory.of(view);
      const restored =
        to === 'start'
          ? { collection: name, position: this.ledger.log.start, checkpoint: atStart }
          : earlier[to % Math.max(earlier.length, 1)];
      if (restored !== undefined && (await putBack(this.store, restored))) {
        this.reached.note(to === 'start' ? 'replayed from the start' : 'replayed from a checkpoint');
      }
    }
  }
}

/** Changes the details of persons and erases some, because the recipes only create acts. */
const changePersons = async ({ write }: TestLedger, turn: number): Promise<void> => {
  const submitted = { commandId: `person ${String(turn)}`, key: `person ${String(turn)}`, by: caseworker };
  const person: PersonDetails = { occupation: `骑手 ${String(turn)}`, sex: 'female' };
  await write.registering.correct(workerNo((turn % 4) + 1), person, { ...submitted, office });
  if (turn % 7 === 6) {
    const erasing = {
      ...submitted,
      commandId: `${submitted.commandId} erased`,
      key: `${submitted.key} erased`,
    };
    await write.registering.erase(workerNo((turn % 4) + 1), erasing);
  }
};

const writeAll = async (
  ledger: TestLedger,
  clerk: LateClerk,
  orders: readonly Recipe[],
  turn: Turn,
): Promise<void> => {
  for (const [index, recipe] of orders.entries()) {
    await turn('order');
    await clerk.order(recipe);
    if (index % 5 === 4) await changePersons(ledger, index);
  }
};

/**
 * Checks that each document equals a plain fold of a prefix of the log, and that no document lacks an event before the
 * view's checkpoint.
 */
const expectNothingLost = async (store: DocumentStore, events: readonly Recorded[]): Promise<void> => {
  const whole = plainFold(events);
  for (const view of viewNames) {
    const reached = (await readCheckpoint(store, collectionNames[view]))?.position ?? '';
    const atCheckpoint = plainFold(events.filter(({ position }) => position <= reached))[view];
    const stored = await storedDocuments(store, view, whole[view].keys());
    for (const { key, position } of atCheckpoint.values()) {
      expect([key, (stored.get(key)?.position ?? '') >= position]).toStrictEqual([key, true]);
    }
    for (const kept of stored.values()) {
      const then = plainFold(events.filter(({ position }) => position <= kept.position))[view];
      expect(kept).toStrictEqual(then.get(kept.key));
    }
  }
};

const expectPlainFold = async ({ log }: TestLedger, store: DocumentStore, events: readonly Recorded[]) => {
  const head = await log.head();
  const whole = plainFold(events);
  for (const view of viewNames) {
    const stored = await storedDocuments(store, view, whole[view].keys());
    expect(sorted(stored)).toStrictEqual(sorted(whole[view]));
    expect(await readCheckpoint(store, collectionNames[view])).toStrictEqual({
      position: head.position,
      checkpoint: { view, ordinal: events.length, last: events.at(-1)?.id ?? null, stopped: null },
    });
  }
};

type Play = Readonly<{
  before: readonly Recipe[];
  during: readonly Recipe[];
  runners: readonly Runner[];
  scheduler: fc.Scheduler;
}>;

const play = async ({ before, during, runners, scheduler }: Play, reached: Reached): Promise<void> => {
  const ledger = await openLedger({ where: 'memory' });
  const store = openEmbeddedDocuments(':memory:', 'write');
  try {
    const turn: Turn = (before) => scheduler.schedule(Promise.resolve(), before);
    const clerk = new LateClerk(ledger);
    await writeAll(ledger, clerk, before, () => Promise.resolve());
    const last = projector(ledger.log, runnersOf({ log: ledger.log, store }));
    await last.open();
    const race = new Race(ledger, store, turn, reached);
    await scheduler.waitFor(
      Promise.all([writeAll(ledger, clerk, during, turn), ...runners.map((runner) => race.run(runner))]),
    );
    const events = await ledger.events();
    await expectNothingLost(store, events);
    await last.catchUp();
    await expectPlainFold(ledger, store, events);
  } finally {
    await store.close();
    await ledger.close();
  }
};

const end: fc.Arbitrary<End> = fc.record({
  put: fc.integer({ min: 1, max: 25 }),
  stores: fc.constantFrom('nothing', 'half', 'everything'),
});
const life: fc.Arbitrary<Life> = fc.record({
  batches: fc.array(fc.constantFrom(1, 2, 3, 5, 8, 20, 100), { minLength: 1, maxLength: 4 }),
  end: fc.option(end, { freq: 3 }),
  putsBack: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant('no' as const) },
      { weight: 1, arbitrary: fc.constant('start' as const) },
      { weight: 1, arbitrary: fc.nat({ max: 100 }) },
    ),
    { minLength: viewNames.length, maxLength: viewNames.length },
  ),
});
const runners = fc.array(fc.array(life, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

/**
 * Results that must have occurred in the runs together. Without them the property would not prove anything about them.
 */
const wanted = [
  'died when it had stored nothing',
  'died when it had stored half',
  'died when it had stored everything',
  'replayed from the start',
  'replayed from a checkpoint',
  'a put was lost',
  'a checkpoint was lost',
];

test('every view is a plain fold of the log, whoever folds it, in whatever pieces, and dies of it', async () => {
  const reached = new Reached();
  await fc.assert(
    fc.asyncProperty(
      recipes(15),
      recipes(10),
      runners,
      fc.scheduler(),
      async (before, during, runs, scheduler) => {
        await play({ before, during, runners: runs, scheduler }, reached);
      },
    ),
    { numRuns: propertyRuns(30) },
  );
  expect(reached.missing(wanted)).toStrictEqual([]);
});
