import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Jest's global setup: runs once before all suites. Creates the folder for template ledgers, which many tests copy
 * instead of filling a ledger of their own (see test/journeys/support/filled-places.ts). Jest's workers inherit the
 * environment variable with the folder's path.
 */
export default () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-templates-'));
  process.env.LEDGER_TEST_TEMPLATES = folder;
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
};
