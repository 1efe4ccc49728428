import { checkpoints, checkpointsOf, readCheckpoint, reachedIn } from '../kernel/checkpoint.js';
import { incompletesOf } from '../kernel/incomplete-documents.js';
import type { ViewId } from '../kernel/projection.js';
import type { FoldPorts } from '../kernel/view.js';
import { checkPast, pastOf, type StrayPast, type ViewPast } from '../kernel/view-past.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import {
  begun,
  buildsCollection,
  nameOf,
  readBuilds,
  saveBuilds,
  withAside,
  type Build,
  type Builds,
  type StoredBuilds,
} from './view-builds.js';

/** A build that was set aside (kept, but never read again), and why. */
export type AsideBuild = Readonly<{ view: string; build: number; past: StrayPast }>;

/** Stores which builds each view has, and finds the data of each. A build is one folded copy of a view. */
export class BuildRegistry {
  constructor(private readonly ports: FoldPorts) {}

  async open(): Promise<void> {
    await this.ports.store.declare(buildsCollection);
  }

  /** The builds of a view. If none are stored, stores the first build and returns it. */
  async kept({ name, version }: ViewId): Promise<StoredBuilds> {
    const { store, log } = this.ports;
    return (await readBuilds(store, name)) ?? saveBuilds(store, log.start, null, begun(name, version));
  }

  /** Stores changed builds of a view. Throws if another process has changed them meanwhile. */
  save(was: StoredBuilds, builds: Builds): Promise<StoredBuilds> {
    return saveBuilds(this.ports.store, this.ports.log.start, was, builds);
  }

  /** The log position up to which a build is folded. */
  async positionOf({ name }: ViewId, build: Build): Promise<Position> {
    const collection = nameOf(name, build);
    await this.declareCheckpoint(collection);
    return reachedIn(this.ports.store, collection, this.ports.log.start);
  }

  /**
   * Sets aside every build of a view that was folded from events that the log does not contain. If the current build is
   * one of them, a new build begins at the start of the log. Throws LogFault FOREIGN_POSITION if a build belongs to
   * another log.
   */
  async setAside(view: ViewId): Promise<Readonly<{ kept: StoredBuilds; aside: readonly AsideBuild[] }>> {
    const kept = await this.kept(view);
    const aside: AsideBuild[] = [];
    for (const build of kept.builds.builds) {
      const past = build.state === 'aside' ? 'this' : await this.pastOf(view, build);
      if (past === 'foreign') checkPast(view.name, past);
      else if (past !== 'this') aside.push({ view: view.name, build: build.number, past });
    }
    if (aside.length === 0) return { kept, aside };
    const numbers = aside.map(({ build }) => build);
    return { kept: await this.save(kept, withAside(kept.builds, numbers, view.version)), aside };
  }

  /** Drops all collections of a build. The documents go last, so that an interrupted removal still finds them. */
  async remove({ name }: ViewId, build: Build): Promise<void> {
    const { store } = this.ports;
    const collection = nameOf(name, build);
    const { name: checkpoint } = checkpointsOf(collection);
    if (checkpoint !== checkpoints.name) await store.drop(checkpoint);
    await store.drop(incompletesOf(collection).name);
    await store.drop(collection);
  }

  private async pastOf({ name }: ViewId, build: Build): Promise<ViewPast> {
    const collection = nameOf(name, build);
    await this.declareCheckpoint(collection);
    return pastOf(this.ports.log, await readCheckpoint(this.ports.store, collection));
  }

  /** The process that began a build may have died before it created the first collection. */
  private declareCheckpoint(collection: string): Promise<void> {
    return this.ports.store.declare(checkpointsOf(collection));
  }
}
