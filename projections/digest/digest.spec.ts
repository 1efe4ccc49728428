import { createHash } from 'node:crypto';
import type { EventLog, Recorded } from '@ledger/ledger/ports/event-log.js';
import { happened, type Happened } from '@ledger/test/dsl/project.js';
import { Death, inBatches, perilous, type End } from '@ledger/test/properties/perils.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import fc from 'fast-check';
import { projector } from '../kernel/projector.js';
import type { Document, DocumentStore } from '../ports/document-store.js';
import { digestsOf } from './digest-document.js';
import { digestRunner } from './digest-runner.js';
import { verifyLog, type LogVerdict } from './verify-log.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const many = 2_600;

const said = (index: number): Happened =>
  happened(`stream-${String(index % 7)}`, {
    type: index % 3 === 0 ? 'Said' : 'Heard',
    data: { index, 名: '张三', nested: { b: [index, null], a: 'ü"\\' }, none: null },
  });

let views: Views;
let events: readonly Recorded[];

beforeAll(async () => {
  views = openViews();
  events = await views.write(...Array.from({ length: many }, (_, index) => said(index)));
});
afterAll(() => views.close());

const { name: collection } = digestsOf(1);

/** Canonical JSON, written a second time: keys in order, whatever order they came in. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};

/** The chain as a pencil computes it: the digest behind each event. */
const chainOf = (past: readonly Recorded[]): readonly string[] => {
  let digest = '0'.repeat(64);
  return past.map(({ stream, revision, id, event, origin }) => {
    const text = JSON.stringify(sorted({ stream, revision, id, event, origin }));
    digest = sha256(`${digest}\n${text}`);
    return digest;
  });
};

const blocksOf = (past: readonly Recorded[]): Readonly<Record<string, Document>> => {
  const chain = chainOf(past);
  const blocks: Record<string, Document> = {};
  for (let from = 0; from < chain.length; from += 1_000) {
    const block = chain.slice(from, from + 1_000);
    const prints = block.map((digest) => digest.slice(0, 12)).join('');
    blocks[String(from / 1_000).padStart(9, '0')] = { from: from + 1, prints, digest: block.at(-1) };
  }
  return blocks;
};

const run = async (log: EventLog, store: DocumentStore): Promise<void> => {
  const one = projector(log, [digestRunner({ log, store, sha256 }, 1)]);
  await one.open();
  await one.catchUp();
};

const turn = (): Promise<void> => Promise.resolve();

describe('digests of a log', () => {
  it('chain every event, a thousand to a document, whatever the batches, races and deaths', async () => {
    const expected = blocksOf(events);
    const end: fc.Arbitrary<End> = fc.record({
      put: fc.integer({ min: 1, max: 6 }),
      stores: fc.constantFrom('nothing', 'half', 'everything'),
    });
    const sizes = fc.array(fc.integer({ min: 1, max: 1_500 }), { minLength: 1, maxLength: 4 });
    const lives = fc.array(fc.record({ end: fc.option(end), sizes }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(lives, async (several) => {
        const fresh = openViews();
        const racing = several.map(async (life) => {
          const store = perilous(fresh.store, { turn, end: life.end, note: () => undefined });
          try {
            await run(inBatches(views.log, life.sizes), store);
          } catch (error) {
            if (!(error instanceof Death)) throw error;
          }
        });
        await Promise.all(racing);
        await run(views.log, fresh.store);
        const found = await fresh.documents(collection);
        await fresh.close();
        expect(found).toStrictEqual(expected);
      }),
      { numRuns: 12 },
    );
  });
});

/** The log as somebody has left it who changed its file by hand. */
const changed = (change: (past: Recorded[]) => readonly Recorded[]): EventLog => {
  const left = change([...events]);
  return {
    ...views.log,
    start: views.log.start,
    idAt: (position) => views.log.idAt(position),
    head: () => views.log.head(),
    readAll: (after, limit) => {
      const rest = left.filter(({ position }) => position > after);
      const page = rest.slice(0, limit);
      return Promise.resolve({
        events: page,
        reached: page.at(-1)?.position ?? after,
        end: rest.length <= limit,
      });
    },
  };
};

const verdictOf = (log: EventLog): Promise<LogVerdict> =>
  verifyLog({
    ...{ log, store: views.store, sha256, progress: () => undefined },
    builds: { current: collection, aside: [] },
  });

/** Events after a change: positions stay where they are in the file, what stands there moves. */
const placed = (past: readonly Recorded[]): readonly Recorded[] =>
  past.map((each, index) => ({ ...each, position: events[index]?.position ?? each.position }));

const at = (index: number): Recorded => {
  const past = events[index];
  if (past === undefined) throw new RangeError(`there is no event ${String(index)}`);
  return past;
};

const nameOf = (index: number, { position, event, stream, revision }: Recorded): string =>
  `event ${String(index + 1)} at ${position} (${event.type}, ${stream}, revision ${String(revision)})`;

describe('a log that is held to its digests', () => {
  beforeAll(() => run(views.log, views.store));

  it('fits, and names the digest behind its last event', async () => {
    expect(await verdictOf(views.log)).toStrictEqual({
      events: many,
      covered: many,
      digest: chainOf(events).at(-1),
      misfit: null,
      lost: [],
    });
  });

  it.each([0, 998, 999, 1_000, 1_777, many - 1])(
    'names an event that says something else: %i',
    async (index) => {
      const other = { ...at(index), event: { type: 'Said', data: { index: -1 } } };
      const { misfit } = await verdictOf(changed((past) => past.with(index, other)));
      expect(misfit).toBe(`${nameOf(index, other)} is not what was recorded there`);
    },
  );

  it.each(['id', 'stream', 'origin'] as const)('names an event with another %s', async (field) => {
    const others = { id: 'another', stream: at(1).stream, origin: { ...at(7).origin, actor: 'nobody' } };
    const other = { ...at(7), [field]: others[field] };
    const { misfit } = await verdictOf(changed((past) => past.with(7, other)));
    expect(misfit).toBe(`${nameOf(7, other)} is not what was recorded there`);
  });

  it('names what stands where an event was removed', async () => {
    const { misfit, events: left } = await verdictOf(changed((past) => past.toSpliced(1_234, 1)));
    expect(left).toBe(many - 1);
    expect(misfit).toBe(
      `${nameOf(1_234, at(1_235)).replace('event 1236', 'event 1235')} is not what was recorded there`,
    );
  });

  it('names the first of a pair that changed places', async () => {
    const swapped = placed(events.with(500, at(501)).with(501, at(500)));
    const { misfit } = await verdictOf(changed(() => swapped));
    const first = swapped[500] ?? at(500);
    expect(misfit).toBe(`${nameOf(500, first)} is not what was recorded there`);
  });

  it('misses events that were removed at its end', async () => {
    const { misfit, covered } = await verdictOf(changed((past) => past.slice(0, -3)));
    expect(covered).toBe(many);
    expect(misfit).toBe(`the log ends behind event ${String(many - 3)}, but ${String(many)} were recorded`);
  });

  it('is read on where digests were kept of events that came meanwhile', async () => {
    let hidden = 3;
    const growing: EventLog = {
      ...changed((past) => past),
      readAll: async (after, limit) => {
        const shown = changed((past) => past.slice(0, past.length - hidden));
        const page = await shown.readAll(after, limit);
        if (page.end) hidden = 0;
        return page;
      },
    };
    expect(await verdictOf(growing)).toMatchObject({ events: many, covered: many, misfit: null });
  });

  it('tells how many events have no digest yet', async () => {
    const late = { ...at(0), revision: 99, id: 'late', position: at(many - 1).position };
    const { misfit, covered, events: all } = await verdictOf(changed((past) => [...past, late]));
    expect([misfit, covered, all]).toStrictEqual([null, many, many + 1]);
  });
});

describe('digests of a past that the log has left', () => {
  const left = (log: EventLog, current: string | null): Promise<LogVerdict> =>
    verifyLog({
      ...{ log, store: views.store, sha256, progress: () => undefined },
      builds: { current, aside: [collection] },
    });

  beforeAll(() => run(views.log, views.store));

  it.each([1, 3, 1_000, many])('tell how many events were recorded and are missing: %i', async (count) => {
    const shorter = changed((past) => past.slice(0, many - count));
    const held = many - count;
    expect(await left(shorter, null)).toStrictEqual({
      ...{ events: held, covered: 0, misfit: null },
      digest: held === 0 ? '0'.repeat(64) : chainOf(events)[held - 1],
      lost: [{ recorded: many, held }],
    });
  });

  it('count them also where the log has grown on from there', async () => {
    const other = { ...at(1_234), id: 'another', event: { type: 'Said', data: { index: -1 } } };
    const { lost, misfit } = await left(
      changed((past) => past.with(1_234, other)),
      null,
    );
    expect([misfit, lost]).toStrictEqual([null, [{ recorded: many, held: 1_234 }]]);
  });

  it('tell nothing where the log holds them all, and others behind them', async () => {
    const late = { ...at(0), revision: 99, id: 'late', position: at(many - 1).position };
    const { lost } = await left(
      changed((past) => [...past, late]),
      null,
    );
    expect(lost).toStrictEqual([]);
  });

  it('are looked at beside those that are kept up to date', async () => {
    const removed = await left(
      changed((past) => past.slice(0, -2)),
      collection,
    );
    expect(removed.lost).toStrictEqual([{ recorded: many, held: many - 2 }]);
    expect(removed.misfit).toMatch(/^the log ends behind event/);
  });
});
