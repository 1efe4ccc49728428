import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier/flat';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

const frameworks = ['@nestjs/*', 'graphql*', '@apollo/*'];
const servers = ['mongodb', '@eventstore/*', '@grpc/*'];

/** What each layer may import, by nx project tag. Finer rules for single folders are in test/architecture. */
const layers = [
  { sourceTag: 'layer:contract', onlyDependOnLibsWithTags: [] },
  {
    sourceTag: 'layer:core',
    onlyDependOnLibsWithTags: ['layer:contract'],
    bannedExternalImports: [...frameworks, ...servers],
  },
  {
    sourceTag: 'layer:view',
    onlyDependOnLibsWithTags: ['layer:core', 'layer:contract'],
    bannedExternalImports: [...frameworks, ...servers],
  },
  {
    sourceTag: 'layer:infra',
    onlyDependOnLibsWithTags: ['layer:core', 'layer:view', 'layer:contract'],
    bannedExternalImports: frameworks,
  },
  {
    sourceTag: 'layer:runtime',
    onlyDependOnLibsWithTags: ['layer:infra', 'layer:core', 'layer:view', 'layer:contract'],
    bannedExternalImports: [...frameworks, ...servers],
  },
  {
    sourceTag: 'layer:app',
    onlyDependOnLibsWithTags: ['layer:runtime', 'layer:core', 'layer:view', 'layer:contract'],
    bannedExternalImports: servers,
  },
  { sourceTag: 'layer:test', onlyDependOnLibsWithTags: ['*'] },
];

/**
 * Specs next to the code use helpers from the test package, which imports the code. This is a cycle of projects, but
 * not of files, so it is ignored.
 */
const specsUseTheDsl = [
  '@ledger/schema',
  '@ledger/ledger',
  '@ledger/projections',
  '@ledger/infra',
  '@ledger/runtime',
  '@ledger/api',
  '@ledger/cli',
].map((name) => ['@ledger/test', name]);

/** @param {string[]} allow */
const boundaries = (allow) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    allow,
    ignoredCircularDependencies: specsUseTheDsl,
    depConstraints: layers,
  },
];

const clocks = [
  { object: 'Date', property: 'now', message: 'the present comes in the command (ports/clock.ts)' },
  { object: 'Math', property: 'random', message: 'a replay must give the same (ports/identifiers.ts)' },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/generated/**', '**/node_modules/**', '.nx/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: './tsconfig.check.json', tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': boundaries([]),
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      complexity: ['error', { max: 10, variant: 'modified' }],
      'max-depth': ['error', 3],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-console': 'error',
    },
  },
  {
    files: ['services/ledger/**/*.ts', 'projections/**/*.ts'],
    rules: {
      'no-restricted-properties': ['error', ...clocks],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clocks[0].message },
        {
          selector: 'TSAsExpression:not([typeAnnotation.typeName.name="const"])',
          message: 'types carry meaning here: no casts',
        },
      ],
    },
  },
  { files: ['**/*.spec.ts'], rules: { '@nx/enforce-module-boundaries': boundaries(['@ledger/test/**']) } },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    plugins: { jest },
    rules: {
      'jest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect', 'given', 'then*', 'expect*', 'fc.assert', 'describe*'] },
      ],
      'jest/no-focused-tests': 'error',
      'jest/no-disabled-tests': 'error',
      'jest/no-identical-title': 'error',
      'jest/valid-expect': 'error',
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 300 }],
    },
  },
  // The only file in which test cases may be skipped. It adds the reason to their names.
  {
    files: ['test/contract/skipped-cases.ts'],
    rules: { 'jest/no-disabled-tests': 'off', 'jest/expect-expect': 'off' },
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  prettier,
);
