import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import { collectionOf, type Projection } from '@ledger/projections/kernel/projection.js';
import type { View } from '@ledger/projections/kernel/view.js';
import type { Document, DocumentStore } from '@ledger/projections/ports/document-store.js';
import { viewState } from '@ledger/projections/reading/view-state.js';
import { build, type BuildComparison } from '@ledger/projections/upkeep/build-view.js';
import type { CurrentViews } from '@ledger/projections/upkeep/current-builds.js';
import { ViewManager, type Allotted } from '@ledger/projections/upkeep/view-manager.js';
import { views as allViews } from '@ledger/projections/views.js';
import { act } from '../dsl/acts.js';
import * as passbook from '../dsl/passbook.js';
import { happened } from '../dsl/project.js';
import { sha256 } from '@ledger/infra/identifiers/sha256.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import { digestsBeside } from '@ledger/projections/digest/digest-runner.js';
import { collectionNames, knownViews } from './known-views.js';
import { BackedUpLog } from './put-back.js';
import { storeIn } from './views.js';

/** The name of the collection that stores a build of a view. */
export const nameOf = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  build: number,
): string => collectionOf(projection, build).name;

type Said = Readonly<{ signal?: AbortSignal; progress?: () => void }>;

/** A log, and views on disk that a ViewManager maintains. `close` closes every store that was opened here. */
export class ViewsOnDisk {
  private readonly folder = mkdtempSync(join(tmpdir(), 'ledger-keeping-'));
  private readonly opened = new Set<DocumentStore>();
  private readonly backed: BackedUpLog;
  /** The number of acts written so far. */
  written = 0;
  store = this.open('write');

  /** A log that is to be restored from a backup must be a file. In memory it is faster. */
  constructor(log: 'memory' | 'file' = 'memory') {
    this.backed = new BackedUpLog(log === 'file' ? this.folder : null);
  }

  get log(): EventLog {
    return this.backed.log;
  }

  open(mode: 'write' | 'read' | 'snapshot'): DocumentStore {
    const handle = storeIn(this.folder, mode);
    this.opened.add(handle);
    return handle;
  }

  /** Writes this number of acts, each for a different person. */
  given(count: number): Promise<void> {
    const acts = Array.from({ length: count }, () => {
      this.written += 1;
      return happened(`passbook-${String(this.written)}-2026`, passbook.serviceRecorded(act()));
    });
    return this.backed.write(...acts);
  }

  backUp(): Promise<void> {
    return this.backed.backUp();
  }

  /** Restores the log from its backup. A ViewManager that was opened before must be opened again. */
  putBack(): Promise<void> {
    return this.backed.putBack();
  }

  async keeping(known: readonly View[] = allViews, store = this.store): Promise<ViewManager> {
    const manager = this.manager(known, store);
    await manager.open();
    return manager;
  }

  /** A ViewManager for the given views and the digests. It is not opened yet. */
  manager(known: readonly View[] = allViews, store = this.store): ViewManager {
    return new ViewManager({ log: this.log, store }, known, [digestsBeside(sha256)]);
  }

  /**
   * Folds a new build of a view up to the end of the log and compares it with the current build, as the builder process
   * does.
   */
  async building(
    manager: ViewManager,
    name: string,
    { signal = new AbortController().signal, progress = () => undefined }: Said = {},
  ): Promise<Readonly<{ allotted: Allotted; comparison: BuildComparison }>> {
    const view = allViews.find((each) => each.name === name);
    if (view === undefined) throw new Error(`no view ${name}`);
    const allotted = await manager.allot(name);
    const own = this.open('write');
    const comparison = await build({
      ...{ log: this.log, store: own, signal, progress },
      runner: view.runner(allotted.number, { log: this.log, store: own }),
      current: allotted.current,
      sameVersion: allotted.sameVersion,
      freeze: async () => storeIn(this.folder, 'snapshot'),
      pause: () => Promise.resolve(),
    });
    return { allotted, comparison };
  }

  async positionOf(reader: CurrentViews): Promise<string> {
    return (await viewState({ store: reader, log: this.log }, knownViews.totals)).position;
  }

  /** The names of the database files of the views. */
  files(): readonly string[] {
    return readdirSync(this.folder)
      .filter((name) => name.startsWith('views.') && name.endsWith('.db'))
      .sort();
  }

  /** Deletes the main database of the views and opens an empty one in its place. */
  async loseMain(): Promise<void> {
    await this.closeAll();
    for (const name of readdirSync(this.folder))
      if (name.startsWith('views.db')) rmSync(join(this.folder, name));
    this.store = this.open('write');
  }

  async close(): Promise<void> {
    await this.closeAll();
    await this.backed.close();
    rmSync(this.folder, { recursive: true });
  }

  private async closeAll(): Promise<void> {
    for (const handle of this.opened) await handle.close();
    this.opened.clear();
  }
}

/** The number and the state of each build of a view. */
export const statesOf = async (manager: ViewManager, name: string) =>
  (await manager.builds())
    .find(({ view }) => view === name)
    ?.builds.map(({ number, state }) => [number, state]);

/** The number of acts in the totals. */
export const actsOf = async (reader: DocumentStore): Promise<number> => {
  const asked = { where: {}, by: [], measures: ['acts'], bytes: null };
  return Number((await reader.sum(collectionNames.totals, asked)).groups[0]?.sums['acts'] ?? 0);
};
