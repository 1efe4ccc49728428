import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { streamId } from '@ledger/ledger/kernel/ids.js';
import type { NewEvent } from '@ledger/ledger/ports/event-log.js';
import { eventOf } from './events.js';
import { median, perSecond, timed, type Row } from './measure.js';

const rounds = 5;
const singles = 300;
const batches = 60;
const eventsPerBatch = 100;
const reads = 1_000;
const eventsPerStream = 20;
const streamsToRead = 200;

/** An event store as this bench uses it: the ledger's log or emmett. */
type Store = Readonly<{
  append: (stream: string, revision: number, events: readonly NewEvent[]) => Promise<void>;
  /** Reads a stream and returns the number of its events. */
  read: (stream: string) => Promise<number>;
  close: () => Promise<void> | void;
}>;

type EmmettModule = Readonly<{
  openEmmett: (file: string, shared: boolean) => Promise<Omit<Store, 'append'> & { append: EmmettAppend }>;
}>;
type EmmettAppend = (
  stream: string,
  revision: number,
  events: readonly Readonly<{ type: string; data: unknown; metadata: unknown }>[],
) => Promise<void>;

const home = (): string => join(workspaceRoot(), 'test', 'bench', 'peers', 'emmett');

/**
 * Installs emmett from its own lock file if it is missing. This can take minutes, because its SQLite driver may be
 * compiled.
 */
const install = (): void => {
  if (existsSync(join(home(), 'node_modules', '@event-driven-io', 'emmett-sqlite'))) return;
  const { status } = spawnSync('npm', ['ci', '--prefix', home()], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`emmett could not be installed; try npm ci --prefix ${home()}`);
};

const emmett = async (file: string, shared: boolean): Promise<Store> => {
  const url = pathToFileURL(join(home(), 'emmett.mjs')).href;
  // The package is outside the npm workspaces, so its types are not known here.
  const { openEmmett } = (await import(url)) as EmmettModule;
  const store = await openEmmett(file, shared);
  return {
    ...store,
    append: (stream, revision, events) =>
      store.append(
        stream,
        revision,
        events.map(({ id, event, origin }) => ({ ...event, metadata: { id, ...origin } })),
      ),
  };
};

const ledger = (file: string): Store => {
  const log = openEmbeddedLog(file, 'write');
  return {
    append: async (stream, revision, events) => {
      const expected = revision === 0 ? 'none' : revision - 1;
      const [appended] = await log.append([{ stream: streamId(stream), expected, events }]);
      if (appended?.kind !== 'appended') throw new Error('the bench lost a race against itself');
    },
    read: async (stream) => {
      const name = streamId(stream);
      return (await log.readStreams([name])).get(name)?.length ?? 0;
    },
    close: () => log.close(),
  };
};

const eventsOf = (stream: string, from: number, count: number): readonly NewEvent[] =>
  Array.from({ length: count }, (_, index) => eventOf(`${stream}:${String(from + index)}`, stream));

/** The measured tasks. Each runs one round on one store and returns the number of events or streams handled. */
const tasks = {
  single: async (store: Store, round: number): Promise<number> => {
    const stream = `passbook-${String(round)}`;
    for (let revision = 0; revision < singles; revision += 1)
      await store.append(stream, revision, eventsOf(stream, revision, 1));
    return singles;
  },
  batch: async (store: Store, round: number): Promise<number> => {
    for (let batch = 0; batch < batches; batch += 1) {
      const stream = `gathering-${String(round)}-${String(batch)}`;
      await store.append(stream, 0, eventsOf(stream, 0, eventsPerBatch));
    }
    return batches * eventsPerBatch;
  },
  read: async (store: Store): Promise<number> => {
    for (let read = 0; read < reads; read += 1) {
      const count = await store.read(`read-${String(read % streamsToRead)}`);
      if (count !== eventsPerStream) throw new Error(`a stream of ${String(count)} events was read`);
    }
    return reads;
  },
} as const;

type Task = keyof typeof tasks;

const titles: Readonly<Record<Task, string>> = {
  single: 'one event, durable before the next',
  batch: `${String(eventsPerBatch)} events in one append`,
  read: `reading a stream of ${String(eventsPerStream)} events`,
};

const goals: Readonly<Record<Task, number>> = { single: 8, batch: 3, read: 5 };

type Rates = Readonly<{ ours: number; plain: number; shared: number }>;

/** Runs one task on every store in turn, round by round, so that a slow minute of the machine affects all stores. */
const inRounds = async (
  task: Task,
  stores: Readonly<Record<keyof Rates, Store>>,
): Promise<readonly Rates[]> => {
  const rates: Rates[] = [];
  const rateOf = async (store: Store, round: number): Promise<number> => {
    let units = 0;
    const seconds = await timed(async () => {
      units = await tasks[task](store, round);
    });
    return units / seconds;
  };
  for (let round = 0; round < rounds; round += 1) {
    const plain = await rateOf(stores.plain, round);
    const shared = await rateOf(stores.shared, round);
    rates.push({ plain, shared, ours: await rateOf(stores.ours, round) });
  }
  return rates;
};

const rowOf = (task: Task, rates: readonly Rates[]): Row => {
  const ratio = median(rates.map(({ ours, plain }) => ours / plain));
  const toShared = median(rates.map(({ ours, shared }) => ours / shared));
  const shared = perSecond(median(rates.map((each) => each.shared)));
  return {
    name: titles[task],
    figure: perSecond(median(rates.map(({ ours }) => ours))),
    peer: `emmett-sqlite 0.42.4: ${perSecond(median(rates.map(({ plain }) => plain)))}`,
    ratio,
    goal: `≥ ${String(goals[task])} ×`,
    reached: ratio >= goals[task],
    notes: `lent one connection that it keeps, emmett does ${shared}: ${toShared.toFixed(1)} ×`,
  };
};

export const emmettRows = async (folder: string): Promise<readonly Row[]> => {
  install();
  const stores = {
    ours: ledger(join(folder, 'ours.db')),
    plain: await emmett(join(folder, 'emmett.db'), false),
    shared: await emmett(join(folder, 'emmett-shared.db'), true),
  };
  for (const store of Object.values(stores)) {
    for (let index = 0; index < streamsToRead; index += 1) {
      const stream = `read-${String(index)}`;
      await store.append(stream, 0, eventsOf(stream, 0, eventsPerStream));
    }
  }
  const rows: Row[] = [];
  for (const task of ['single', 'batch', 'read'] as const)
    rows.push(rowOf(task, await inRounds(task, stores)));
  for (const store of Object.values(stores)) await store.close();
  return rows;
};
