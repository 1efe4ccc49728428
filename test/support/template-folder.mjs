import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs once before all suites: makes the folder in which the ledgers lie that many cases begin with (see
 * test/journeys/support/filled-places.ts). The workers of jest inherit its name.
 */
export default () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-templates-'));
  process.env.LEDGER_TEST_TEMPLATES = folder;
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
};
