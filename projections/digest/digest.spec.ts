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

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const many = 2_600;

const said = (index: number): Happened =>
  happened(
    `stream-${String(index % 7)}`,
    {
      type: index % 3 === 0 ? 'Said' : 'Heard',
      data: { index, 名: '张三', nested: { b: [index, null], a: 'ü"\\' }, none: null },
    },
    { at: new Date(Date.UTC(2026, 0, 1) + index).toISOString() },
  );

let views: Views;
let events: readonly Recorded[];

beforeAll(async () => {
  views = openViews();
  events = await views.write(...Array.from({ length: many }, (_, index) => said(index)));
});
afterAll(() => views.close());

const { name: collection } = digestsOf(1);

/** A second, independent implementation of canonical JSON: sorts the keys of all objects. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};

/** A second, independent implementation of the chain of hashes: the digest after each event. */
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
    const ids = past.slice(from, from + 1_000).map(({ id }) => sha256(id).slice(0, 12));
    const at = past[from + block.length - 1]?.origin.at;
    const key = String(from / 1_000).padStart(9, '0');
    blocks[key] = { from: from + 1, prints, ids: ids.join(''), digest: block.at(-1), at };
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
