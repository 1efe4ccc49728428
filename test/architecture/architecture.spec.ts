import { purityRule } from './purity.js';
import { driverRule, roomRule, rooms } from './rooms.js';
import {
  barrelRule,
  codeLinesMax,
  codeLinesOf,
  nameRule,
  pardonRule,
  sizeRule,
  testLinesMax,
} from './shape.js';
import { breachesOf, expectKept, isIn, tree, type Breach, type Rule, type Source } from './sources.js';

/** What the rule says of files that are in no tree. */
const planted = (rule: Rule, files: Readonly<Record<string, string>>): readonly string[] => {
  const sources: readonly Source[] = Object.entries(files).map(([path, text]) => ({ path, text }));
  return breachesOf(rule, sources).map(({ path, what }: Breach) => `${path}: ${what}`);
};

const importing = (what: string): string => `import { x } from '${what}';\nexport const y = x;\n`;

describe('every file imports only what its room may', () => {
  it('in the whole tree', () => {
    expectKept(roomRule);
  });

  it('and every room has files', () => {
    const empty = Object.keys(rooms).filter((room) => !tree.some(({ path }) => isIn(path, room)));
    expect(empty).toStrictEqual([]);
  });

  it.each([
    ['services/ledger/kernel/a.ts', 'node:crypto', 'services/ledger/kernel may not import node:crypto'],
    [
      'services/ledger/kernel/a.ts',
      '../ports/clock.js',
      'services/ledger/kernel may not import services/ledger/ports/clock.ts',
    ],
    ['services/ledger/kernel/a.ts', 'zod', 'services/ledger/kernel may not import zod'],
    ['services/ledger/acts/a.ts', '@nestjs/common', 'services/ledger/acts may not import @nestjs/common'],
    [
      'services/ledger/ports/a.ts',
      '@ledger/infra/event-log/embedded/embedded-log.js',
      'services/ledger/ports may not import infra/event-log/embedded/embedded-log.ts',
    ],
    [
      'projections/ports/a.ts',
      '../../infra/documents/embedded/table.js',
      'projections/ports may not import infra/documents/embedded/document-table.ts',
    ],
    [
      'services/ledger/passbook/a.ts',
      '../gathering/index.js',
      'services/ledger/passbook may not import services/ledger/gathering/gathering-decider.ts',
    ],
    [
      'services/ledger/case/a.ts',
      '../ports/event-log.js',
      'services/ledger/case may not import services/ledger/ports/event-log.ts',
    ],
    [
      'services/ledger/registry/a.ts',
      '../application/handling.js',
      'services/ledger/registry may not import services/ledger/engine/command-handler.ts',
    ],
    [
      'services/ledger/application/a.ts',
      '@ledger/projections/views.js',
      'services/ledger/application may not import projections/views.ts',
    ],
    [
      'services/ledger/application/a.ts',
      'node:timers',
      'services/ledger/application may not import node:timers',
    ],
    [
      'projections/totals/a.ts',
      '@ledger/ledger/passbook/index.js',
      'projections/totals may not import services/ledger/passbook/passbook-decider.ts',
    ],
    [
      'projections/workers/a.ts',
      '../totals/document.js',
      'projections/workers may not import projections/totals/totals-document.ts',
    ],
    [
      'projections/kernel/a.ts',
      '@ledger/infra/sqlite/database.js',
      'projections/kernel may not import infra/sqlite/sqlite-database.ts',
    ],
    [
      'infra/sheets/a.ts',
      '@ledger/ledger/application/handling.js',
      'infra may not import services/ledger/engine/command-handler.ts',
    ],
    ['infra/sheets/a.ts', '@ledger/api/main.js', 'infra may not import services/api/main.ts'],
    [
      'services/api/graphql/a.ts',
      '@ledger/infra/sqlite/database.js',
      'services/api may not import infra/sqlite/sqlite-database.ts',
    ],
    [
      'services/api/graphql/a.ts',
      '@ledger/ledger/passbook/index.js',
      'services/api may not import services/ledger/passbook/passbook-decider.ts',
    ],
    [
      'services/cli/a.ts',
      '@ledger/infra/sqlite/database.js',
      'services/cli may not import infra/sqlite/sqlite-database.ts',
    ],
    [
      'schema/events/a.ts',
      '@ledger/ledger/kernel/ids.js',
      'schema/events may not import services/ledger/kernel/ids.ts',
    ],
    [
      'services/ledger/kernel/a.ts',
      '@ledger/test/dsl/acts.js',
      'services/ledger/kernel may not import test/dsl/acts.ts',
    ],
  ])('or %s that imports %s is named', (path, what, breach) => {
    expect(planted(roomRule, { [path]: importing(what) })).toStrictEqual([`${path}: ${breach}`]);
    expect(planted(roomRule, { [path]: `export const x = () => import('${what}');\n` })).toStrictEqual([
      `${path}: ${breach}`,
    ]);
    expect(planted(roomRule, { [path]: `export * from '${what}';\n` })).toStrictEqual([`${path}: ${breach}`]);
    expect(planted(roomRule, { [path]: `// ${importing(what)}`.replaceAll('\n', ' ') })).toStrictEqual([]);
  });

  it('or one in a folder that the design does not have is named', () => {
    expect(
      planted(roomRule, { 'services/helpers/a.ts': '', 'lib/a.ts': '', 'infra/a/a.ts': '' }),
    ).toStrictEqual(['services/helpers/a.ts: stands in no room', 'lib/a.ts: stands in no room']);
  });
});

describe('a driver or a framework is known in one place', () => {
  it('in the whole tree, tests too', () => {
    expectKept(driverRule);
  });

  it('or whoever else imports it is named', () => {
    expect(
      planted(driverRule, {
        'infra/documents/embedded/a.ts': importing('@photostructure/sqlite'),
        'infra/sqlite/a.ts': importing('@photostructure/sqlite'),
        'infra/event-log/embedded/a.ts': importing('@eventstore/db-client'),
        'infra/event-log/eventstoredb/a.ts': importing('@eventstore/db-client'),
        'projections/totals/a.ts': importing('mongodb'),
        'infra/documents/mongodb/a.ts': importing('mongodb'),
        'infra/key-vault/mongodb/a.ts': importing('mongodb'),
        'test/doubles/mongodb/a.ts': importing('mongodb'),
        'infra/sqlite/b.ts': importing('node:sqlite'),
        'infra/sqlite/c.ts': importing('better-sqlite3'),
        'services/cli/a.ts': importing('@nestjs/core'),
        'services/api/a.spec.ts': importing('@nestjs/core'),
        'test/contract/a.spec.ts': importing('@photostructure/sqlite'),
      }),
    ).toStrictEqual([
      'infra/documents/embedded/a.ts: @photostructure/sqlite is for infra/sqlite',
      'infra/event-log/embedded/a.ts: @eventstore/db-client is for infra/event-log/eventstoredb, test/doubles/eventstore',
      'projections/totals/a.ts: mongodb is for infra/mongodb, infra/documents/mongodb, infra/key-vault/mongodb, test/doubles/mongodb',
      'infra/sqlite/b.ts: node:sqlite is for nobody',
      'infra/sqlite/c.ts: better-sqlite3 is for nobody',
      'services/cli/a.ts: @nestjs is for services/api',
      'test/contract/a.spec.ts: @photostructure/sqlite is for infra/sqlite',
    ]);
  });
});

describe('the core knows no clock, no chance and no process', () => {
  it('in the whole tree', () => {
    expectKept(purityRule);
  });

  it.each([
    ['const at = Date.now();', 'reads the clock (Date.now)'],
    ['const now = Date.now;', 'reads the clock (Date.now)'],
    ['const at = new Date();', 'reads the clock (new Date())'],
    ['const at = new Date;', 'reads the clock (new Date())'],
    ['const at = Date();', 'reads the clock (Date())'],
    ['const dice = Math.random();', 'rolls dice (Math.random)'],
    ['const { env } = process;', 'uses process'],
    ['const home = process.env.HOME;', 'uses process'],
    ['const id = crypto.randomUUID();', 'uses crypto'],
    ['const at = performance.now();', 'uses performance'],
    ['const at = globalThis.Date.now();', 'uses globalThis'],
    ['setTimeout(() => undefined, 1);', 'uses setTimeout'],
    ["console.log('x');", 'uses console'],
    ["const answer = () => fetch('http://x');", 'uses fetch'],
    ["const fs = require('fs');", 'uses require'],
  ])('or a file with “%s” is named', (text, what) => {
    const files = ['schema/catalogue/a.ts', 'services/ledger/acts/a.ts', 'projections/kernel/a.ts'];
    const breaches = planted(
      purityRule,
      Object.fromEntries(files.map((path) => [path, `export {};\n${text}\n`])),
    );
    expect(breaches).toStrictEqual(files.map((path) => `${path}: ${what}`));
    const elsewhere = {
      'infra/a.ts': text,
      'services/api/a.ts': text,
      'services/ledger/acts/a.spec.ts': text,
    };
    expect(planted(purityRule, elsewhere)).toStrictEqual([]);
  });

  it('and a moment that comes with the command is no clock', () => {
    const text =
      'type A = { process: string };\nexport const f = (a: A, at: number) => [a.process, new Date(at), { crypto: 1 }];\n' +
      '// Date.now(), Math.random()\nexport const sentence = "Date.now()";\n';
    expect(planted(purityRule, { 'services/ledger/kernel/a.ts': text })).toStrictEqual([]);
  });
});

describe('a file is small', () => {
  it('in the whole tree', () => {
    expectKept(sizeRule);
  });

  it('or is named with its lines of code', () => {
    const lines = (number: number): string => 'export {};\n'.repeat(number);
    expect(
      planted(sizeRule, {
        'schema/a.ts': lines(codeLinesMax),
        'schema/b.ts': lines(codeLinesMax + 1),
        'infra/a.spec.ts': lines(testLinesMax),
        'test/dsl/a.ts': lines(testLinesMax + 1),
      }),
    ).toStrictEqual([
      'schema/b.ts: 201 lines of code; at most 200',
      'test/dsl/a.ts: 401 lines of code; at most 400',
    ]);
  });

  it('and neither blank lines nor comments are counted, but the lines of a text are', () => {
    const text = '// one\n\n/**\n * two\n */\nconst a = 1; // three\nconst b = `\nfour\n`;\n';
    expect(codeLinesOf(text)).toBe(4);
    expect(codeLinesOf('')).toBe(0);
  });
});

describe('a file is named and kept as the others are', () => {
  it.each([
    ['kebab-case', nameRule],
    ['no barrels', barrelRule],
    ['no pardons', pardonRule],
  ])('in the whole tree: %s', (_what, rule) => {
    expectKept(rule);
  });

  it('or is named', () => {
    const files = {
      'services/api/ActResolver.ts': '',
      'services/api/act_resolver.ts': '',
      'services/api/graphql/act.resolver.ts': '',
      'services/ledger/passbook/passbook-decider.ts': '',
      'projections/totals/index.ts': '',
      'infra/a.ts':
        '// eslint-disable-next-line\nexport const x = 1 as unknown as string;\n// @ts-expect-error\n',
    };
    expect(planted(nameRule, files)).toStrictEqual([
      'services/api/ActResolver.ts: is not named in kebab-case',
      'services/api/act_resolver.ts: is not named in kebab-case',
    ]);
    expect(planted(barrelRule, files)).toStrictEqual([
      'projections/totals/index.ts: is a barrel outside of a slice',
    ]);
    expect(planted(pardonRule, files)).toStrictEqual([
      'infra/a.ts: has “eslint-disable-next-line”',
      'infra/a.ts: has “as unknown as”',
      'infra/a.ts: has “@ts-expect-error”',
    ]);
  });
});
