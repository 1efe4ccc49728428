import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import type { EventLog, Recorded } from '@ledger/ledger/ports/event-log.js';
import { acts } from '@ledger/projections/acts/acts-projection.js';
import { entries } from '@ledger/projections/entries/entries-projection.js';
import { readMarks } from '@ledger/projections/kernel/incomplete-documents.js';
import { collectionOf, type Projection } from '@ledger/projections/kernel/projection.js';
import { projector } from '@ledger/projections/kernel/projector.js';
import { viewRunner, type FoldingRunner } from '@ledger/projections/kernel/view-runner.js';
import { payouts } from '@ledger/projections/payouts/payouts-projection.js';
import type { Document, DocumentStore, StoredDocument } from '@ledger/projections/ports/document-store.js';
import { totals } from '@ledger/projections/totals/totals-projection.js';
import { workers } from '@ledger/projections/workers/workers-projection.js';
import fc from 'fast-check';
import { openLedger } from '../support/ledger.js';
import { LateClerk } from './late-clerk.js';
import { recipes, type Recipe } from './late-recipes.js';
import { inBatches } from './perils.js';
import { folded, sorted } from './plain-fold.js';
import { propertyRuns } from '../support/test-extent.js';
import { Reached } from './tally.js';

/**
 * Which events of a log cause errors (are poisoned). The choice is pseudo-random, but always the same for the same
 * event and salt.
 */
type Poison = Readonly<{
  /** One in this many events cannot be folded into a document: `fold` throws. */
  folds: number;
  /** One in this many events cannot be assigned to documents: `keysOf` throws. */
  places: number;
  /** One in this many events cannot be read by this version. */
  reads: number;
  salt: number;
}>;

const hits = (past: Recorded, oneIn: number, salt: number): boolean =>
  ((Number(past.position.slice(4)) * 2_654_435_761 + salt * 40_503) % 1_000_003) % oneIn === 0;

const poisonedView = <D extends Document, E extends DomainEvent>(
  view: Projection<D, E>,
  { folds, places, salt }: Poison,
): Projection<D, E> => ({
  ...view,
  keysOf: (past) => {
    if (hits(past, places, salt + 1)) throw new RangeError('whose is it?');
    return view.keysOf(past);
  },
  fold: (doc, past, key) => {
    // Documents with keys of odd length are spared, so that of two documents of one event one can fail alone.
    if (hits(past, folds, salt) && key.length % 2 === 0) throw new RangeError('it does not fit');
    return view.fold(doc, past, key);
  },
});

const poisonedLog = (log: EventLog, { reads, salt }: Poison): EventLog => ({
  ...log,
  readAll: async (after, limit) => {
    const page = await log.readAll(after, limit);
    const events = page.events.map((past) =>
      hits(past, reads, salt + 2)
        ? { ...past, unreadable: { because: 'illegible', type: past.event.type } }
        : past,
    );
    return { ...page, events };
  },
});

type Ports = Readonly<{ log: EventLog; store: DocumentStore }>;

/**
 * A view, and the documents that it must have with and without an event that cannot be folded (the poison). It has no
 * type parameters, so that views of different types fit into one list.
 */
type Suffering = Readonly<{
  name: string;
  runner(ports: Ports, poison: Poison | null): FoldingRunner;
  /** The documents after a plain fold of all events. */
  naive(events: readonly Recorded[]): ReadonlyMap<string, StoredDocument<Document>>;
  /** The documents after a plain fold of the readable events. Each document stops before its first poisoned event. */
  spared(events: readonly Recorded[], poison: Poison): ReadonlyMap<string, StoredDocument<Document>>;
}>;

const suffering = <D extends Document, E extends DomainEvent>(view: Projection<D, E>): Suffering => ({
  name: collectionOf(view, 1).name,
  runner: (ports, poison) => viewRunner(poison === null ? view : poisonedView(view, poison), 1, ports),
  naive: (events) => folded(view, events),
  spared: (events, poison) => {
    const legible = events.filter(
      (past) => !hits(past, poison.reads, poison.salt + 2) && !hits(past, poison.places, poison.salt + 1),
    );
    const over = new Set<string>();
    const strict = poisonedView(view, poison);
    return folded(
      {
        ...view,
        // A document that has met a poisoned event takes no later events.
        keysOf: (past) =>
          strict.keysOf(past).filter((key) => {
            if (hits(past, poison.folds, poison.salt) && key.length % 2 === 0) over.add(key);
            return !over.has(key);
          }),
      },
      legible,
    );
  },
});

const sufferers = [
  suffering(workers),
  suffering(acts),
  suffering(entries),
  suffering(totals),
  suffering(payouts),
];

const caughtUp = async (
  ports: Ports,
  poison: Poison | null,
  sizes: readonly number[],
): Promise<readonly FoldingRunner[]> => {
  const legible = poison === null ? ports.log : poisonedLog(ports.log, poison);
  const log = inBatches(legible, sizes);
  const runners = sufferers.map((each) => each.runner({ log: legible, store: ports.store }, poison));
  const all = projector(log, runners);
  await all.open();
  await all.catchUp();
  return runners;
};

const stored = async (
  store: DocumentStore,
  name: string,
): Promise<ReadonlyMap<string, StoredDocument<Document>>> => {
  const query = { index: 'key', where: {}, direction: 'ascending', after: null, limit: 1_000 } as const;
  const { items } = await store.find(name, query);
  return new Map(items.map(({ key, position, doc }) => [key, { key, position, doc }]));
};

const living = (documents: ReadonlyMap<string, StoredDocument<Document>>) =>
  sorted(documents).filter(({ doc }) => doc !== null);

const play = async (
  orders: readonly Recipe[],
  poison: Poison,
  sizes: readonly number[],
  reached: Reached,
): Promise<void> => {
  const ledger = await openLedger({ where: 'memory' });
  const store = openEmbeddedDocuments(':memory:', 'write');
  try {
    const clerk = new LateClerk(ledger);
    for (const recipe of orders) await clerk.order(recipe);
    const ports = { log: ledger.log, store };
    const events = await ledger.events();
    await caughtUp(ports, poison, sizes);
    for (const { name, spared } of sufferers) {
      expect(living(await stored(store, name))).toStrictEqual(living(spared(events, poison)));
      for (const { doc } of (await readMarks(store, name)).values())
        reached.note(doc.key === null ? 'an event without documents' : 'a document that waits');
    }
    // The code is fixed now: after a repair every view must be as if there had been no poison.
    const mended = await caughtUp(ports, null, sizes);
    for (const runner of mended) {
      const { remaining } = await runner.repair({ key: null, progress: () => undefined });
      expect(remaining).toStrictEqual([]);
    }
    for (const { name, naive } of sufferers) {
      expect(living(await stored(store, name))).toStrictEqual(living(naive(events)));
      expect((await readMarks(store, name)).size).toBe(0);
    }
  } finally {
    await store.close();
    await ledger.close();
  }
};

const poison: fc.Arbitrary<Poison> = fc.record({
  folds: fc.integer({ min: 2, max: 12 }),
  places: fc.integer({ min: 5, max: 60 }),
  reads: fc.integer({ min: 5, max: 60 }),
  salt: fc.nat({ max: 1_000 }),
});

test('poison keeps to its documents: all others are a plain fold, and repaired is never poisoned', async () => {
  const reached = new Reached();
  const batches = fc.array(fc.constantFrom(1, 2, 3, 7, 20, 1_000), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(recipes(20), poison, batches, (orders, each, sizes) =>
      play(orders, each, sizes, reached),
    ),
    { numRuns: propertyRuns(40) },
  );
  expect(reached.missing(['an event without documents', 'a document that waits'])).toStrictEqual([]);
});
