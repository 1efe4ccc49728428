import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Runs test suites: `run-suites.mjs quick|rest|all|long …`. Further arguments are passed to jest. jest.config.js
 * defines the suites.
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
