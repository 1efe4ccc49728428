import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';

/** Timeout in ms. It is long because the linter first reads the types of the whole workspace. */
const patience = 300_000;

type Planted = readonly [path: string, text: string, rules: readonly string[]];

const boundaries = '@nx/enforce-module-boundaries';

/** A file that imports from another package. `may` says whether the rules for layers allow this. */
const arrow = (path: string, from: string, may: boolean): Planted => [
  path,
  `import '${from}';`,
  may ? [] : [boundaries],
];

/** Texts, the files that they pretend to be, and the lint rules that must report each of them. */
const planted: readonly Planted[] = [
  [
    'services/ledger/kernel/money.ts',
    'export const now = (): number => Date.now();',
    ['no-restricted-properties'],
  ],
  [
    'services/ledger/kernel/money.ts',
    'export const dice = (): number => Math.random();',
    ['no-restricted-properties'],
  ],
  [
    'projections/totals/totals-document.ts',
    'export const at = (): Date => new Date();',
    ['no-restricted-syntax'],
  ],
  ['projections/views.ts', 'export const x = (y: unknown): string => y as string;', ['no-restricted-syntax']],
  ['projections/views.ts', "export const x = ['a'] as const;", []],
  [
    'services/ledger/acts/act-home.ts',
    "import { Injectable } from '@nestjs/common';\nexport const x = Injectable;",
    [boundaries],
  ],
  [
    'projections/views.ts',
    "import { GraphQLError } from 'graphql';\nexport const x = GraphQLError;",
    [boundaries],
  ],
  [
    'services/ledger/ports/clock.ts',
    "import { openFile } from '@ledger/infra/sqlite/file-format.js';\nexport const x = openFile;",
    [boundaries],
  ],
  ['services/ledger/ports/clock.ts', "import '@ledger/projections/views.js';", [boundaries]],
  [
    'schema/catalogue/kinds.ts',
    "import { refusals } from '@ledger/ledger/kernel/refusals.js';\nexport const x = refusals;",
    [boundaries],
  ],
  arrow('infra/sqlite/sqlite-database.ts', '@ledger/ledger/kernel/refusals.js', true),
  arrow('infra/sqlite/sqlite-database.ts', '@ledger/runtime/ledger/fault-sentences.js', false),
  arrow('infra/sqlite/sqlite-database.ts', 'graphql', false),
  arrow('services/runtime/engines/settings.ts', '@ledger/infra/sqlite/file-format.js', true),
  arrow('services/runtime/engines/settings.ts', '@ledger/api/server.js', false),
  arrow('services/runtime/engines/settings.ts', '@nestjs/common', false),
  arrow('services/runtime/engines/settings.ts', 'graphql', false),
  arrow('services/runtime/engines/settings.ts', '@apollo/server', false),
  arrow('services/api/server.ts', '@ledger/runtime/engines/settings.js', true),
  arrow('services/api/server.ts', '@ledger/infra/sqlite/file-format.js', false),
  arrow('services/api/server.ts', '@ledger/cli/main.js', false),
  arrow('services/api/graphql/scalars.spec.ts', '@ledger/test/dsl/acts.js', true),
  arrow('services/api/graphql/scalars.spec.ts', '@ledger/infra/sqlite/file-format.js', false),
  arrow('services/cli/terminal/lag-remark.ts', '@ledger/infra/sqlite/file-format.js', false),
  arrow('services/cli/terminal/lag-remark.ts', '@ledger/api/server.js', false),
  arrow('test/dsl/acts.ts', '@ledger/api/server.js', true),
  [
    'services/cli/terminal/lag-remark.ts',
    'export const x = (y: any): number => 1;',
    ['@typescript-eslint/no-explicit-any', '@typescript-eslint/no-unused-vars'],
  ],
  ['services/cli/terminal/lag-remark.ts', "console.log('x');", ['no-console']],
  ['services/cli/terminal/lag-remark.ts', 'export {};\n'.repeat(201), ['max-lines']],
  [
    'services/cli/terminal/lag-remark.ts',
    `export const x = (): void => {\n${'  void 0;\n'.repeat(60)}};`,
    ['max-lines-per-function'],
  ],
  [
    'services/cli/terminal/lag-remark.ts',
    'export const x = (...[a, b, c, d]: readonly number[]): number => (a ?? 0) + (b ?? 0) + (c ?? 0) + (d ?? 0);',
    [],
  ],
  [
    'services/cli/terminal/lag-remark.ts',
    'export const x = (a: 1, b: 1, c: 1, d: 1, e: 1): number => a + b + c + d + e;',
    ['max-params'],
  ],
  ['test/journeys/cli-verify.spec.ts', '\n'.repeat(300), ['max-lines']],
  ['test/journeys/cli-verify.spec.ts', "it('asks nothing', () => undefined);", ['jest/expect-expect']],
  [
    'test/journeys/cli-verify.spec.ts',
    "it.only('a', () => { expect(1).toBe(1); });",
    ['jest/no-focused-tests'],
  ],
  [
    'test/journeys/cli-verify.spec.ts',
    "it.skip('a', () => { expect(1).toBe(1); });",
    ['jest/no-disabled-tests'],
  ],
  [
    'test/contract/event-log.spec.ts',
    "it.skip('a', () => { expect(1).toBe(1); });",
    ['jest/no-disabled-tests'],
  ],
  ['test/contract/skipped-cases.ts', "it.skip('a', () => { expect(1).toBe(1); });", []],
  [
    'test/contract/places.ts',
    "describe.skip('a', () => { it('b', () => { expect(1).toBe(1); }); });",
    ['jest/no-disabled-tests'],
  ],
  [
    'test/contract/skipped-cases.ts',
    "describe.skip('a', () => { it('b', () => { expect(1).toBe(1); }); });",
    [],
  ],
];

const linted = (): readonly (readonly string[])[] => {
  const input = JSON.stringify(planted.map(([path, text]) => ({ path, text: `${text}\n` })));
  const script = join(import.meta.dirname, 'lint-planted.mjs');
  const output = execFileSync(process.execPath, [script], {
    cwd: workspaceRoot(),
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // Unchecked cast: the last line of the script's output is a list of rules for each text.
  return JSON.parse(output.slice(output.lastIndexOf('\n'))) as readonly (readonly string[])[];
};

describe('the linter', () => {
  it(
    'names what each rule forbids, where the rule holds',
    () => {
      const found = linted();
      const reported = planted.map(([path, text], index) => [path, text, found[index]?.toSorted()]);
      expect(reported).toStrictEqual(planted);
    },
    patience,
  );
});
