import { rmSync } from 'node:fs';
import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { sha256 } from '@ledger/infra/identifiers/sha256.js';
import { digestRunner } from '@ledger/projections/digest/digest-runner.js';
import { projector } from '@ledger/projections/kernel/projector.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { MemoryWatch } from '../memory.js';
import { perSecond, timed, type Row } from '../measure.js';
import { grownLedger, type Grown } from './log.js';
import { hundredThousand, million } from './sizes.js';
import { runnersOf } from '../../support/known-views.js';

const actsPerSecondMin = 12_000;
const megabytesMax = 1_200;
const growthMax = 2;

type Refolded = Readonly<{
  acts: number;
  seconds: number;
  megabytes: number;
  written: number;
  events: number;
}>;

/** The same store, which also reports how many documents are written. */
const counted = (store: DocumentStore, written: (documents: number) => void): DocumentStore => ({
  declare: (collection) => store.declare(collection),
  getMany: (collection, keys) => store.getMany(collection, keys),
  putMany: (collection, docs) => {
    written(docs.length);
    return store.putMany(collection, docs);
  },
  find: (collection, find) => store.find(collection, find),
  sum: (collection, sum) => store.sum(collection, sum),
  drop: (collection) => store.drop(collection),
  close: () => store.close(),
});

/** Folds all views and the digests from the start of the log, as the projector does after `views.db` was deleted. */
export const refold = async ({ acts, data }: Grown): Promise<Refolded> => {
  for (const tail of ['', '-wal', '-shm']) rmSync(data.views + tail, { force: true });
  const watch = new MemoryWatch(new Map([['projector', () => process.pid]]));
  const log = openEmbeddedLog(data.log, 'read');
  let written = 0;
  const store = counted(openEmbeddedDocuments(data.views, 'write'), (documents) => {
    written += documents;
  });
  const views = projector(log, [...runnersOf({ log, store }), digestRunner({ log, store, sha256 }, 1)]);
  const seconds = await timed(async () => {
    await views.open();
    await views.catchUp();
  });
  const { ordinal } = await log.head();
  await store.close();
  await log.close();
  watch.stop();
  return { acts, seconds, megabytes: watch.peaks().together, written, events: ordinal };
};

const figures = ({ acts, written, events, megabytes, seconds }: Refolded): string =>
  `${perSecond(events / seconds)} events; ${(written / acts).toFixed(2)} documents written an act; ` +
  `${megabytes.toFixed(0)} MB resident`;

export const refoldRows = async (folder: string): Promise<readonly Row[]> => {
  const small = await refold(await grownLedger(folder, hundredThousand));
  const large = await refold(await grownLedger(folder, million));
  const rate = (run: Refolded): number => run.acts / run.seconds;
  const name = `refold of all views at ${million.toLocaleString('en')} acts`;
  const growth = rate(small) / rate(large);
  return [
    {
      name,
      figure: `${perSecond(rate(large))} (${large.seconds.toFixed(1)} s)`,
      peer: '',
      ratio: null,
      goal: `≥ ${actsPerSecondMin.toLocaleString('en')}/s`,
      reached: rate(large) >= actsPerSecondMin,
      notes: figures(large),
    },
    {
      name: `${name}, resident memory`,
      figure: `${large.megabytes.toFixed(0)} MB`,
      peer: `at ${hundredThousand.toLocaleString('en')} acts: ${small.megabytes.toFixed(0)} MB`,
      ratio: null,
      goal: `≤ ${String(megabytesMax)} MB`,
      reached: large.megabytes <= megabytesMax,
    },
    {
      name: `${name}, cost of an act`,
      figure: `${(1e6 / rate(large)).toFixed(0)} µs`,
      peer: `at ${hundredThousand.toLocaleString('en')} acts: ${(1e6 / rate(small)).toFixed(0)} µs`,
      ratio: growth,
      goal: `≤ ${String(growthMax)} ×`,
      reached: growth <= growthMax,
      notes: `at ${hundredThousand.toLocaleString('en')}: ${figures(small)}`,
    },
  ];
};
