import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openMongoDocuments } from '@ledger/infra/documents/mongodb/mongodb-documents.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { openEventStoreLog } from '@ledger/infra/event-log/eventstoredb/eventstore-log.js';
import { openLedger } from '@ledger/runtime/ledger/ledger.js';
import { loadSample } from '@ledger/runtime/ledger/sample-data.js';
import { settingsFrom } from '@ledger/runtime/engines/settings.js';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { identifiers } from '@ledger/infra/identifiers/uuid-generator.js';
import { streamId } from '@ledger/ledger/kernel/ids.js';
import { readAllLimitMax, type EventLog, type NewEvent } from '@ledger/ledger/ports/event-log.js';
import type {
  Collection,
  Document,
  DocumentStore,
  DocumentPut,
} from '@ledger/projections/ports/document-store.js';
import { projector } from '@ledger/projections/kernel/projector.js';
import { bareBulkWriter } from '../doubles/mongodb/bare.js';
import { dropDatabase, freshDatabase, mongoMissing, startMongo } from '../doubles/mongodb/server.js';
import { countAll } from '../doubles/eventstore/bare.js';
import { eventOf } from './events.js';
import { inTurn, perSecond, ratioRow, timed, type Row } from './measure.js';
import { runnersOf } from '../support/known-views.js';

/**
 * Number of events that a reader catches up on. `BENCH_EVENTS=500000` gives the full size, which takes minutes to
 * write.
 */
const eventsAtAll = Number(process.env['BENCH_EVENTS'] ?? 20_000);
const rounds = 3;
const eventsPerAppend = 500;
const appendsAtOnce = 8;

type Served = Readonly<{ url: string; named: string; stop: () => Promise<void> }>;

/** The server that EVENTSTORE_URL names, or the test double as a separate process. */
const startEventStore = async (): Promise<Served> => {
  const given = process.env['EVENTSTORE_URL'];
  if (given !== undefined && given !== '')
    return { url: given, named: 'real server', stop: () => Promise.resolve() };
  const entry = join(workspaceRoot(), 'test', 'dist', 'doubles', 'eventstore', 'main.js');
  const child = spawn(process.execPath, [entry], { stdio: ['pipe', 'pipe', 'inherit'] });
  const url = await once(createInterface(child.stdout), 'line').then(([line]) => String(line));
  return {
    url,
    named: 'double',
    stop: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
};

let runs = 0;

/** Appends of one event each by `atOnce` concurrent writers, each in a separate stream. */
const appendsRow = async (log: EventLog, named: string, atOnce: number, count: number): Promise<Row> => {
  const run = runs++;
  const seconds = await timed(async () => {
    const appender = async (number: number): Promise<void> => {
      const stream = streamId(`bench-${String(run)}-${String(number)}`);
      for (let revision = 0; revision < count / atOnce; revision += 1) {
        const expected = revision === 0 ? 'none' : revision - 1;
        const events = [eventOf(`${stream}:${String(revision)}`, stream)];
        const [appended] = await log.append([{ stream, expected, events }]);
        if (appended?.kind !== 'appended') throw new Error('the bench lost a race against itself');
      }
    };
    await Promise.all(Array.from({ length: atOnce }, (_, number) => appender(number)));
  });
  return {
    name: `EventStoreDB (${named}): ${count.toLocaleString('en')} appends of one event, ${String(atOnce)} at once`,
    figure: perSecond(count / seconds),
    peer: '',
    ratio: null,
    goal: '',
    reached: null,
  };
};

const fill = async (log: EventLog, count: number): Promise<void> => {
  const batches = Math.ceil(count / eventsPerAppend);
  let next = 0;
  const writer = async (): Promise<void> => {
    for (let batch = next++; batch < batches; batch = next++) {
      const stream = streamId(`fill-${String(runs)}-${String(batch)}`);
      const length = Math.min(eventsPerAppend, count - batch * eventsPerAppend);
      const events = Array.from({ length }, (_, index): NewEvent => {
        const id = identifiers.ofEvent(`fill:${String(batch)}`, stream, index);
        return { ...eventOf(`fill:${String(batch)}:${String(index)}`, stream), id };
      });
      await log.append([{ stream, expected: 'none', events }]);
    }
  };
  await Promise.all(Array.from({ length: appendsAtOnce }, writer));
};

/**
 * Measures a reader that catches up through the log, compared with the official client that reads the same records
 * event by event.
 */
const catchUpRow = async (log: EventLog, { url, named }: Served): Promise<Row> => {
  const from = (await log.head()).position;
  runs += 1;
  const start = await countAll(url, 0n);
  await fill(log, eventsAtAll);
  let records = 0;
  const ours = async (): Promise<void> => {
    let read = 0;
    for (let after = from, end = false; !end;) {
      const page = await log.readAll(after, readAllLimitMax);
      read += page.events.length;
      after = page.reached;
      ({ end } = page);
    }
    if (read !== eventsAtAll) throw new Error(`${String(read)} events were read`);
  };
  const theirs = async (): Promise<void> => {
    records = (await countAll(url, start.last)).records;
  };
  const rates = await inTurn(rounds, eventsAtAll, ours, theirs);
  const name = `EventStoreDB (${named}): catching up on ${eventsAtAll.toLocaleString('en')} events`;
  return ratioRow(
    name,
    `the client's readAll by on('data'), ${records.toLocaleString('en')} records`,
    0.7,
    rates,
  );
};

const eventStoreRows = async (): Promise<readonly Row[]> => {
  const server = await startEventStore();
  const log = await openEventStoreLog({ url: server.url, ledger: freshName() });
  try {
    return [
      await appendsRow(log, server.named, 1, 500),
      await appendsRow(log, server.named, 32, 3_200),
      await appendsRow(log, server.named, 256, 12_800),
      await catchUpRow(log, server),
    ];
  } finally {
    await log.close();
    await server.stop();
  }
};

const freshName = (): string => freshDatabase().replaceAll('_', '-');

/** One put of a refold. All puts are recorded in order, to be written again without the fold. */
type Batch = Readonly<{ collection: Collection; docs: readonly DocumentPut<Document>[] }>;

const recording = (store: DocumentStore, batches: Batch[]): DocumentStore => {
  const declared = new Map<string, Collection>();
  return {
    declare: (collection) => {
      declared.set(collection.name, collection);
      return store.declare(collection);
    },
    getMany: (name, keys) => store.getMany(name, keys),
    putMany: (name, docs) => {
      const collection = declared.get(name);
      if (collection !== undefined) batches.push({ collection, docs });
      return store.putMany(name, docs);
    },
    find: (name, query) => store.find(name, query),
    sum: (name, query) => store.sum(name, query),
    drop: (name) => store.drop(name),
    close: () => store.close(),
  };
};

/** A log with the sample, on the embedded engine, because only the store of the views is measured. */
const sampleLog = async (folder: string): Promise<EventLog> => {
  const settings = settingsFrom({
    LEDGER_DATA: join(folder, 'pairs'),
    LEDGER_MASTER_KEY_FILE: join(folder, 'pairs.key'),
    LEDGER_SAMPLE: 'yes',
  });
  const ledger = await openLedger(settings, (sentence) => process.stderr.write(`${sentence}\n`));
  await loadSample(ledger, { signal: new AbortController().signal, loaded: () => undefined });
  await ledger.close();
  return openEmbeddedLog(settings.data.log, 'read');
};

const refold = async (log: EventLog, store: DocumentStore): Promise<void> => {
  const views = projector(log, runnersOf({ log, store }));
  await views.open();
  await views.catchUp();
};

/**
 * Measures a refold into the MongoDB server, compared with plain bulk writes of the same documents in the same batches.
 */
const refoldRow = async (log: EventLog): Promise<Row> => {
  const server = await startMongo();
  const named = (process.env['MONGODB_URL'] ?? '') === '' ? 'double' : 'real server';
  const databases: string[] = [];
  const place = (): Readonly<{ url: string; database: string }> => {
    const database = freshDatabase();
    databases.push(database);
    return { url: server.url, database };
  };
  const batches: Batch[] = [];
  const first = await openMongoDocuments(place(), 'write');
  await refold(log, recording(first, batches));
  await first.close();
  const documents = batches.reduce((sum, { docs }) => sum + docs.length, 0);
  const ours = async (): Promise<void> => {
    const store = await openMongoDocuments(place(), 'write');
    await refold(log, store);
    await store.close();
  };
  const theirs = async (): Promise<void> => {
    const writer = await bareBulkWriter(place());
    for (const { collection, docs } of batches) await writer.write(collection, docs);
    await writer.close();
  };
  const rates = await inTurn(rounds, documents, ours, theirs);
  for (const database of databases) await dropDatabase(server.url, database);
  await server.stop();
  const name = `MongoDB (${named}): refold of all views, ${documents.toLocaleString('en')} documents put`;
  return ratioRow(name, 'bare bulk writes of the same documents', 0.5, rates);
};

/**
 * The rows of the server engines. The MongoDB row is left out when there is neither a server nor a built test double.
 */
export const pairRows = async (folder: string): Promise<readonly Row[]> => {
  const rows = await eventStoreRows();
  if (mongoMissing !== null) {
    process.stderr.write(`no rows for MongoDB: ${mongoMissing}\n`);
    return rows;
  }
  const log = await sampleLog(folder);
  const refolded = await refoldRow(log);
  await log.close();
  return [...rows, refolded];
};
