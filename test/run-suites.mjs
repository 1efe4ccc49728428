import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Runs suites: `run-suites.mjs quick|rest|all|long …`, what follows goes to jest. Which suites that are stands in
 * jest.config.js.
 */
const [which, ...args] = process.argv.slice(2);
const root = join(import.meta.dirname, '..');
const jest = join(root, 'node_modules/jest/bin/jest.js');
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const { status } = spawnSync(process.execPath, [...flags, jest, ...args], {
  cwd: root,
  env: { ...process.env, LEDGER_TESTS: which },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
