import { rooms } from './layout.js';
import { holds, knownByRule, namedImportRule, presentRule, roomRule } from './rooms.js';
import { circlesIn } from './circles.js';
import { expectKept, importing, isIn, isProduct, planted, tree } from './sources.js';

const ways: Readonly<Record<string, (what: string) => string>> = {
  'a value': importing,
  'a type': (what) => `import type { X } from '${what}';\nexport type Y = X;\n`,
  'a side effect': (what) => `import '${what}';\n`,
  'what it exports again': (what) => `export * from '${what}';\n`,
  'a dynamic import': (what) => `export const x = () => import('${what}');\n`,
  'a dynamic import of a plain template': (what) => `export const x = () => import(\`${what}\`);\n`,
  'the type of an import': (what) => `export type X = import('${what}').X;\n`,
  'a call of require': (what) => `export const x = require('${what}');\n`,
  'an import of the old kind': (what) => `import x = require('${what}');\nexport const y = x;\n`,
  'a path beside its own': (what) => `export const x = import.meta.resolve('${what}');\n`,
  'an address beside its own': (what) => `export const x = new URL('${what}', import.meta.url);\n`,
};

/** For each room, imports that the layout forbids: the room, the imported module, and its path. */
const walls: readonly (readonly [room: string, what: string, target: string])[] = [
  ['schema/events', '@ledger/ledger/kernel/ids.js', 'services/ledger/kernel/ids.ts'],
  ['schema/events', '../catalogue/kinds.js', 'schema/catalogue/kinds.ts'],
  ['services/ledger/kernel', '../ports/clock.js', 'services/ledger/ports/clock.ts'],
  ['services/ledger/kernel', '@ledger/test/dsl/acts.js', 'test/dsl/acts.ts'],
  ['services/ledger/kernel', '@ledger/schema/generated/graphql.js', 'schema/generated/graphql.ts'],
  ['services/ledger/ports', '../acts/act-home.js', 'services/ledger/acts/act-home.ts'],
  ['services/ledger/ports', '@ledger/infra/sqlite/file-format.js', 'infra/sqlite/file-format.ts'],
  ['services/ledger/acts', '../ports/clock.js', 'services/ledger/ports/clock.ts'],
  ['services/ledger/passbook', '../gathering/a.js', 'services/ledger/gathering/a.ts'],
  ['services/ledger/case', '../ports/event-log.js', 'services/ledger/ports/event-log.ts'],
  ['services/ledger/registry', '../engine/judge.js', 'services/ledger/engine/judge.ts'],
  ['services/ledger/engine', '../acts/act-facts.js', 'services/ledger/acts/act-facts.ts'],
  ['services/ledger/engine', '../gathering/a.js', 'services/ledger/gathering/a.ts'],
  ['services/ledger/engine', '../use-cases/a.js', 'services/ledger/use-cases/a.ts'],
  ['services/ledger/use-cases', '../reading/a.js', 'services/ledger/reading/a.ts'],
  ['services/ledger/use-cases', '@ledger/projections/views.js', 'projections/views.ts'],
  ['services/ledger/sheets', '../use-cases/a.js', 'services/ledger/use-cases/a.ts'],
  ['services/ledger/reading', '../imports/a.js', 'services/ledger/imports/a.ts'],
  ['services/ledger/imports', '../passbook/a.js', 'services/ledger/passbook/a.ts'],
  ['projections/ports', '../kernel/projection.js', 'projections/kernel/projection.ts'],
  ['projections/kernel', '../views.js', 'projections/views.ts'],
  ['projections/kernel', '@ledger/infra/sqlite/a.js', 'infra/sqlite/a.ts'],
  ['projections/reading', '../totals/a.js', 'projections/totals/a.ts'],
  ['projections/totals', '@ledger/ledger/passbook/a.js', 'services/ledger/passbook/a.ts'],
  ['projections/totals', '../views.js', 'projections/views.ts'],
  ['projections/workers', '../totals/a.js', 'projections/totals/a.ts'],
  ['projections/upkeep', '../views.js', 'projections/views.ts'],
  ['infra/sheets', '@ledger/ledger/engine/judge.js', 'services/ledger/engine/judge.ts'],
  ['infra/sheets', '@ledger/runtime/engines/a.js', 'services/runtime/engines/a.ts'],
  ['infra/sqlite', '../data-folder/a.js', 'infra/data-folder/a.ts'],
  ['infra/event-log/embedded', '../eventstoredb/a.js', 'infra/event-log/eventstoredb/a.ts'],
  ['infra/event-log', './embedded/a.js', 'infra/event-log/embedded/a.ts'],
  ['services/runtime/engines', '../projector/a.js', 'services/runtime/projector/a.ts'],
  ['services/runtime/projector', '../rebuild/a.js', 'services/runtime/rebuild/a.ts'],
  ['services/runtime/exports', '../imports/a.js', 'services/runtime/imports/a.ts'],
  ['services/runtime/imports', '../ledger/a.js', 'services/runtime/ledger/a.ts'],
  ['services/runtime/ledger', '../telemetry/a.js', 'services/runtime/telemetry/a.ts'],
  ['services/runtime/ledger', '@ledger/api/main.js', 'services/api/main.ts'],
  ['services/runtime/rebuild', '@ledger/cli/main.js', 'services/cli/main.ts'],
  ['services/api/bus', '../graphql/a.js', 'services/api/graphql/a.ts'],
  ['services/api/graphql', '../http/a.js', 'services/api/http/a.ts'],
  ['services/api/http', '../subscriptions/a.js', 'services/api/subscriptions/a.ts'],
  ['services/api/subscriptions', '../server.js', 'services/api/server.ts'],
  ['services/api/graphql', '@ledger/infra/sqlite/a.js', 'infra/sqlite/a.ts'],
  ['services/api', '@ledger/cli/main.js', 'services/cli/main.ts'],
  ['services/cli/terminal', '../options/a.js', 'services/cli/options/a.ts'],
  ['services/cli/options', '../imports/a.js', 'services/cli/imports/a.ts'],
  ['services/cli/imports', '../commands/a.js', 'services/cli/commands/a.ts'],
  ['services/cli/commands', '@ledger/infra/sheets/a.js', 'infra/sheets/a.ts'],
  ['services/cli/options', '@ledger/runtime/engines/engines.js', 'services/runtime/engines/engines.ts'],
  ['services/cli/imports', '@ledger/runtime/imports/dry-run.js', 'services/runtime/imports/dry-run.ts'],
  ['services/cli/commands', '@ledger/runtime/ledger/ledger.js', 'services/runtime/ledger/ledger.ts'],
  ['services/cli/commands', '@ledger/runtime/engines/settings.js', 'services/runtime/engines/settings.ts'],
  ['services/cli', '@ledger/runtime/ledger/ledger.js', 'services/runtime/ledger/ledger.ts'],
  ['services/cli', '@ledger/api/start.js', 'services/api/start.ts'],
];

export const describeRooms = (): void => {
  describe('every file imports only what its room may', () => {
    it('in the whole tree', () => {
      expectKept(roomRule);
    });

    it('and every room has files', () => {
      const empty = Object.keys(rooms).filter((room) => !tree.some(({ path }) => isIn(path, room)));
      expect(empty).toStrictEqual([]);
    });

    it('and every place that a room may import is there', () => {
      const gone = Object.values(rooms)
        .flat()
        .filter((place) => !tree.some(({ path }) => holds(place, path)));
      expect(gone).toStrictEqual([]);
    });

    it('and the arrows of the layout make no circle', () => {
      const names = Object.keys(rooms);
      const graph = new Map(
        Object.entries(rooms).map(([room, places]) => [
          room,
          new Set(names.filter((name) => places.some((place) => holds(place, name)))),
        ]),
      );
      expect(circlesIn(graph)).toStrictEqual([]);
    });

    it.each(walls)('or a file of %s that imports %s is named', (room, what, target) => {
      const path = `${room}/planted.ts`;
      expect(planted(roomRule, { [path]: importing(what) })).toStrictEqual([
        `${path}: ${room} may not import ${target}`,
      ]);
    });

    it.each(Object.entries(ways))('or one that imports %s is', (_way, written) => {
      const path = 'services/ledger/kernel/planted.ts';
      expect(planted(roomRule, { [path]: written('../ports/clock.js') })).toStrictEqual([
        `${path}: services/ledger/kernel may not import services/ledger/ports/clock.ts`,
      ]);
    });

    it('or one of a folder that the layout does not have', () => {
      const files = {
        'services/helpers/a.ts': '',
        'lib/a.ts': '',
        'infra/a/a.ts': '',
        'projections/a.ts': '',
      };
      expect(planted(roomRule, files)).toStrictEqual(
        Object.keys(files).map((path) => `${path}: stands in no room`),
      );
    });

    it('but not one that imports what its room may, or only speaks of something', () => {
      const allowed = {
        'services/ledger/engine/a.ts': importing('../reservation/reservation-decider.js'),
        'projections/payouts/a.ts': importing('../acts/acts-document.js'),
        'infra/key-vault/mongodb/a.ts': importing('../envelope.js'),
        'services/runtime/ledger/a.ts': importing('@ledger/infra/sqlite/sqlite-database.js'),
        'services/cli/main.ts': importing('./commands/import-command.js'),
        'services/ledger/kernel/a.ts': `// ${importing('../ports/clock.js')}`.replaceAll('\n', ' '),
        'services/ledger/kernel/b.ts': `export const x = "import '../ports/clock.js'";\n`,
        'services/ledger/kernel/c.spec.ts': importing('../ports/clock.js'),
        'services/ledger/kernel/d.ts': `export const x = (at: string) => new URL('../ports/clock.js', at);\n`,
      };
      expect(planted(roomRule, allowed)).toStrictEqual([]);
    });
  });

  describe('a package is known by few', () => {
    it('in the whole tree, specs too', () => {
      expectKept(knownByRule);
      expect(
        tree.some(({ path, imports }) => isProduct(path) && imports.some((name) => isIn(name, 'infra'))),
      ).toBe(true);
    });

    it('or who else imports it is named', () => {
      const files = {
        'services/ledger/ports/a.spec.ts': importing('@ledger/infra/sqlite/a.js'),
        'services/api/http/a.spec.ts': importing('@ledger/infra/sqlite/a.js'),
        'services/cli/commands/a.ts': importing('@ledger/infra/sqlite/a.js'),
        'services/cli/commands/a.spec.ts': importing('@ledger/api/server.js'),
        'services/api/http/a.ts': importing('@ledger/cli/main.js'),
        'services/runtime/ledger/a.ts': importing('@ledger/api/server.js'),
        'services/runtime/ledger/b.ts': `export const x = new URL('../../cli/dist/main.js', import.meta.url);\n`,
        'infra/sqlite/a.ts': importing('@ledger/runtime/ledger/ledger.js'),
        'services/runtime/engines/a.ts': importing('@ledger/infra/sqlite/a.js'),
        'test/journeys/a.spec.ts': `${importing('@ledger/api/server.js')}${importing('@ledger/infra/sqlite/a.js')}`,
      };
      const onlyRuntime = 'infra/sqlite/a.ts is known by infra, services/runtime, test alone';
      expect(planted(knownByRule, files)).toStrictEqual([
        `services/ledger/ports/a.spec.ts: ${onlyRuntime}`,
        `services/api/http/a.spec.ts: ${onlyRuntime}`,
        `services/cli/commands/a.ts: ${onlyRuntime}`,
        'services/cli/commands/a.spec.ts: services/api/server.ts is known by services/api, test alone',
        'services/api/http/a.ts: services/cli/main.ts is known by services/cli, test alone',
        'services/runtime/ledger/a.ts: services/api/server.ts is known by services/api, test alone',
        'services/runtime/ledger/b.ts: services/cli/main.ts is known by services/cli, test alone',
        'infra/sqlite/a.ts: services/runtime/ledger/ledger.ts is known by services/runtime, services/api, services/cli, test alone',
      ]);
    });
  });

  describe('what is imported can be seen, and is there', () => {
    it('in the whole tree', () => {
      expectKept(namedImportRule);
      expectKept(presentRule);
    });

    it('or is named', () => {
      const path = 'services/runtime/ledger/planted.ts';
      const hidden = [
        'export const x = (name: string) => import(name);',
        'export const x = (name: string) => import(`./${name}.js`);',
        'export const x = (name: string) => new URL(`./${name}`, import.meta.url);',
      ];
      for (const text of hidden)
        expect(planted(namedImportRule, { [path]: text })).toStrictEqual([
          `${path}: imports a name that only the running program knows`,
        ]);
      expect(
        planted(presentRule, { [path]: `export const x = new URL('./gone.js', import.meta.url);\n` }),
      ).toStrictEqual([`${path}: imports services/runtime/ledger/gone.ts, which is not there`]);
    });
  });
};
