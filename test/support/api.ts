import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Serving } from '@ledger/api/app.module.js';
import { ledgerDoor } from '@ledger/runtime/door/ledger-door.js';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import { Maintenance } from '@ledger/runtime/rebuild/maintenance.js';
import { serve } from '@ledger/api/server.js';
import { settingsFrom } from '@ledger/runtime/engines/settings.js';
import { limits, type Limits } from '@ledger/api/graphql/request-limits.js';
import { identifiers } from '@ledger/infra/identifiers/uuid-generator.js';
import { Client } from '../journeys/support/client.js';
import { openImports } from './imports.js';
import { openLedger, type TestLedger } from './ledger.js';
import { uninstrumented } from '@ledger/runtime/telemetry/request-instrumentation.js';
import { countedLog, countedStore, countedVault, type Reads } from './reads.js';

/** The API in this process. It records which reads of the ledger it makes. */
export type TestApi = Readonly<{
  ledger: TestLedger;
  client: Client;
  /** Runs one or more operations and returns the reads that they made, in order. */
  readsOf(run: () => Promise<unknown>): Promise<readonly string[]>;
  /** The messages that the server reported to the operator. */
  loggedErrors: readonly string[];
  /** The number of open snapshots of the views. An export must close its snapshot when it ends. */
  openSnapshots(): number;
  close(): Promise<void>;
}>;

type Faults = Readonly<{
  /** Awaited before each read of a document, so that a test can delay reads. */
  pause?: () => Promise<void>;
  /** If it returns an error, reading the end of the log throws this error. */
  trouble?: () => Error | null;
  serving?: Partial<Omit<Serving, 'limits'>>;
  limits?: Partial<Limits>;
  /** Wraps the door (the entry point for all orders to the ledger), for example to make orders fail. */
  around?: (door: OrderHandler) => OrderHandler;
}>;

/**
 * Resolves only when the signal aborts. Change notifications never arrive, so views are folded only if the test says
 * so.
 */
const never = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      resolve();
    };
    if (signal.aborted) done();
    signal.addEventListener('abort', done);
  });

const unseen = {
  production: false,
  safelist: null,
  publicOrigin: null,
  readyLagMax: 10_000,
  instrumentation: uninstrumented,
  figures: null,
} as const;

export const openApi = async ({
  pause = async () => undefined,
  trouble = () => null,
  serving: served = {},
  limits: other = {},
  around = (door) => door,
}: Faults = {}): Promise<TestApi> => {
  const ledger = await openLedger({ where: 'memory' });
  const reads: Reads = [];
  const loggedErrors: string[] = [];
  let snapshots = 0;
  const { clock, catalogue } = ledger;
  const { importer, ...write } = ledger.write;
  const folder = mkdtempSync(join(tmpdir(), 'ledger-api-'));
  const imports = await openImports(ledger, folder, loggedErrors);
  const parts = {
    log: countedLog(ledger.log, reads, trouble),
    vault: countedVault(ledger.vault, reads),
    store: countedStore(ledger.store, reads, pause),
    snapshot: async () => {
      snapshots += 1;
      const close = async (): Promise<void> => {
        snapshots -= 1;
      };
      return { ...countedStore(ledger.store, reads, pause), close };
    },
    ...{ write, importer, catalogue, clock, ids: identifiers },
    projector: {
      notify: () => undefined,
      reached: new Map(),
      moved: never,
      stop: async () => undefined,
      pid: undefined,
    },
    imports,
    sample: false,
    maintenance: new Maintenance({
      settings: settingsFrom({ LEDGER_DATA: folder }),
      ask: () => Promise.reject(new Error('there is no projector')),
      size: async () => 0,
    }),
  };
  const open = {
    ...parts,
    door: around(ledgerDoor(parts)),
    ownership: { token: 'token', announce: () => undefined, release: () => undefined },
    caughtUp: () => ledger.fold(),
    close: () => ledger.close(),
  };
  const serving = { limits: { ...limits, ...other }, ...unseen, ...served };
  const server = await serve(open, 0, serving, (sentence) => loggedErrors.push(sentence));
  return {
    ledger,
    client: new Client(`${server.address}/graphql`),
    readsOf: async (run) => {
      reads.length = 0;
      await run();
      return [...reads];
    },
    loggedErrors,
    openSnapshots: () => snapshots,
    close: async () => {
      await server.close();
      await imports.close();
      await ledger.close();
      rmSync(folder, { recursive: true });
    },
  };
};
