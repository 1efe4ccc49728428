import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { layeredLog } from '@ledger/infra/dry-run/layered-log.js';
import { layeredVault } from '@ledger/infra/dry-run/layered-vault.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { identifiers } from '@ledger/infra/identifiers/identifiers.js';
import { systemClock } from '@ledger/infra/identifiers/system-clock.js';
import { openEmbeddedVault } from '@ledger/infra/key-vault/embedded/embedded-vault.js';
import { masterKey } from '@ledger/infra/key-vault/master-key.js';
import { upcastingLog } from '@ledger/ledger/application/upcasting-log.js';
import { writeSide } from '@ledger/ledger/application/write-side.js';
import { intake, type Intake } from '@ledger/ledger/intake/intake.js';
import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { ledgerContract } from '@ledger/schema/events/upcasting.js';
import type { Settings } from './settings.js';

const keyBytes = 32;

/** An intake that judges as the ledger would and leaves nothing behind. */
export type DryRun = Readonly<{ intake: Intake; close: () => Promise<void> }>;

/** A dry run over the ledger as it stands, owned by somebody or not; over an empty one where there is none yet. */
export const openDryRun = async ({ data, masterKeyFile }: Settings): Promise<DryRun> => {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-dry-run-'));
  const upperLog = openEmbeddedLog(join(folder, 'log.db'), 'write');
  const upperVault = openEmbeddedVault(join(folder, 'vault.db'), randomBytes(keyBytes), 'write');
  const exists = existsSync(data.log) && existsSync(data.vault);
  const both = exists ? layeredLog(openEmbeddedLog(data.log, 'read'), upperLog) : upperLog;
  const log = upcastingLog(both, ledgerContract);
  const vault = exists
    ? layeredVault(openEmbeddedVault(data.vault, masterKey(masterKeyFile, false), 'read'), upperVault)
    : upperVault;
  const ports = { log, vault, ids: identifiers, clock: systemClock, catalogue };
  return {
    intake: intake({ ...ports, ...writeSide(ports) }),
    close: async () => {
      await log.close();
      await vault.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
