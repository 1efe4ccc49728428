/**
 * Mutation testing: `npm run mutation -- <files or patterns>`. The environment variable `MUTATION_TESTS` selects the
 * spec files to run. Works on a copy of the checkout, so that no mutated code is left in it. In the copy's
 * node_modules, the project's own packages are links to the copy; all others are links to the installed packages.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const tools = join(import.meta.dirname, 'node_modules');

/** The code that is mutated by default: deciders, command handling and folds. */
const core = [
  'services/ledger/{kernel,acts,passbook,gathering,case,reservation}/**/*.ts',
  'services/ledger/engine/{command-handler,judge,reservations,reservation-appends}.ts',
  'projections/{kernel,totals}/**/*.ts',
];

const packageIn = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/**
 * The folder of each workspace package, by its name without the scope. Computed from `workspaces` in package.json, as
 * npm does.
 */
const workspaces = Object.fromEntries(
  packageIn('.')
    .workspaces.flatMap((pattern) =>
      pattern.endsWith('/*')
        ? readdirSync(join(root, pattern.slice(0, -2))).map((name) => pattern.slice(0, -1) + name)
        : [pattern],
    )
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => [packageIn(folder).name.replace('@ledger/', ''), folder]),
);

const link = (name, from, to) => {
  mkdirSync(dirname(join(to, name)), { recursive: true });
  symlinkSync(join(from, name), join(to, name));
};

/** The names of all packages in a node_modules folder, also those with a scope. */
const packagesIn = (folder) =>
  readdirSync(folder).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(folder, name)).map((each) => `${name}/${each}`) : [name],
  );

const copyTo = (copy) => {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter((each) => each !== '' && existsSync(join(root, each)))) {
    cpSync(join(root, file), join(copy, file));
  }
  const modules = join(copy, 'node_modules');
  mkdirSync(join(modules, '@ledger'), { recursive: true });
  for (const [name, folder] of Object.entries(workspaces))
    symlinkSync(join(copy, folder), join(modules, '@ledger', name));
  for (const name of packagesIn(join(root, 'node_modules'))) {
    if (!name.startsWith('@ledger/') && !name.startsWith('.'))
      link(name, join(root, 'node_modules'), modules);
  }
  // A workspace package can have dependencies that are installed in its own node_modules.
  for (const folder of Object.values(workspaces)) {
    if (existsSync(join(root, folder, 'node_modules'))) link(join(folder, 'node_modules'), root, copy);
  }
  for (const name of packagesIn(tools)) {
    if (!name.startsWith('.') && !existsSync(join(modules, name))) link(name, tools, modules);
  }
};

if (!existsSync(tools))
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: import.meta.dirname, stdio: 'inherit' });
const copy = mkdtempSync(join(tmpdir(), 'ledger-mutation-'));
try {
  copyTo(copy);
  const chosen = process.argv.slice(2);
  const mutate = [...(chosen.length === 0 ? core : chosen), '!**/*.spec.ts'].join(',');
  const stryker = join(tools, '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const { status } = spawnSync(
    process.execPath,
    [stryker, 'run', 'test/mutation/stryker.config.mjs', '--mutate', mutate],
    {
      cwd: copy,
      // Property tests make all of their runs: a mutant that only a tenth of the runs misses must not count as a
      // survivor.
      env: { ...process.env, LEDGER_TESTS: 'all' },
      stdio: 'inherit',
    },
  );
  if (existsSync(join(copy, 'reports')))
    cpSync(join(copy, 'reports'), join(root, 'dist', 'mutation'), { recursive: true });
  process.exitCode = status ?? 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
