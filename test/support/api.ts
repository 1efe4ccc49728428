import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Serving } from '@ledger/api/app.module.js';
import { ledgerDoor } from '@ledger/runtime/door/ledger-door.js';
import type { Handing } from '@ledger/runtime/door/door.js';
import { Maintenance } from '@ledger/runtime/rebuild/maintenance.js';
import { serve } from '@ledger/api/server.js';
import { settingsFrom } from '@ledger/runtime/engines/settings.js';
import { limits, type Limits } from '@ledger/api/graphql/request-limits.js';
import { identifiers } from '@ledger/infra/identifiers/uuid-generator.js';
import { Client } from '../journeys/support/client.js';
import { openImports } from './imports.js';
import { openLedger, type TestLedger } from './ledger.js';
import { unwatched } from '@ledger/runtime/telemetry/request-watch.js';
import { countedLog, countedStore, countedVault, type Reads } from './reads.js';

/** The API in this process, over a ledger whose reads are kept account of. */
export type TestApi = Readonly<{
  ledger: TestLedger;
  client: Client;
  /** What one operation reads, or several in a row. */
  readsOf(run: () => Promise<unknown>): Promise<readonly string[]>;
  /** What the operator was told. */
  complaints: readonly string[];
  /** How many moments of the views are open. */
  openMoments(): number;
  close(): Promise<void>;
}>;

type Faults = Readonly<{
  /** Lets every read of a document wait. */
  pause?: () => Promise<void>;
  /** What the log's end is told with, instead of the end. */
  trouble?: () => Error | null;
  serving?: Partial<Omit<Serving, 'limits'>>;
  limits?: Partial<Limits>;
  /** What stands around the door. */
  around?: (door: Handing) => Handing;
}>;

/** Resolves when the signal aborts: nothing folds behind the back of a test. */
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
  watching: unwatched,
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
  const complaints: string[] = [];
  let moments = 0;
  const { clock, catalogue } = ledger;
  const { intake, ...write } = ledger.write;
  const folder = mkdtempSync(join(tmpdir(), 'ledger-api-'));
  const imports = await openImports(ledger, folder, complaints);
  const parts = {
    log: countedLog(ledger.log, reads, trouble),
    vault: countedVault(ledger.vault, reads),
    store: countedStore(ledger.store, reads, pause),
    moment: async () => {
      moments += 1;
      const close = async (): Promise<void> => {
        moments -= 1;
      };
      return { ...countedStore(ledger.store, reads, pause), close };
    },
    ...{ write, intake, catalogue, clock, ids: identifiers },
    projector: {
      ring: () => undefined,
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
  const server = await serve(open, 0, serving, (sentence) => complaints.push(sentence));
  return {
    ledger,
    client: new Client(`${server.address}/graphql`),
    readsOf: async (run) => {
      reads.length = 0;
      await run();
      return [...reads];
    },
    complaints,
    openMoments: () => moments,
    close: async () => {
      await server.close();
      await imports.close();
      await ledger.close();
      rmSync(folder, { recursive: true });
    },
  };
};
