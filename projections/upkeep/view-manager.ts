import { LedgerFault } from '@ledger/ledger/kernel/ledger-fault.js';
import { keepingSentences } from './keeping-problems.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { Repaired, Repairing } from '../kernel/document-repair.js';
import { projector, unwatched, type Projector, type Watch } from '../kernel/projector.js';
import type { Companion, FoldPorts, View } from '../kernel/view.js';
import type { FoldingRunner, ViewRunner } from '../kernel/view-runner.js';
import { BuildRegistry, type AsideBuild } from './build-registry.js';
import {
  asideIn,
  besideOf,
  currentOf,
  currentOnly,
  formerOf,
  nameOf,
  switchedTo,
  withBeside,
  withoutAside,
  withReady,
  type Build,
  type Builds,
  type StoredBuilds,
} from './view-builds.js';

/** The error of a maintenance request that cannot be done. Its message says what the user can do. */
export class KeepingFault extends LedgerFault {
  override readonly name = 'KeepingFault';
}

/** A build that is to be folded next to the current one of its view. */
export type Allotted = Readonly<{
  number: number;
  /** Whether the build was begun earlier. */
  resumed: boolean;
  /** The collection of the current build. */
  current: string;
  sameVersion: boolean;
}>;

/**
 * The number of events that a build folds per step while it catches up; the other views are folded between the steps.
 */
const stepMax = 2_000;

/**
 * Folds new events into the current builds of the views, switches between builds, and repairs documents. It is the only
 * writer of current builds.
 */
export class ViewManager {
  /**
   * The runners of the current builds and of the companions (projections that are folded together with the views). All
   * folding uses this list.
   */
  private readonly runners: ViewRunner[] = [];
  private readonly folding = new Map<string, FoldingRunner>();
  private readonly registry: BuildRegistry;
  readonly projector: Projector;

  constructor(
    private readonly ports: FoldPorts,
    private readonly known: readonly View[],
    private readonly companions: readonly Companion[],
    private readonly watch: Watch = unwatched,
  ) {
    this.registry = new BuildRegistry(ports);
    this.projector = projector(ports.log, this.runners, watch);
  }

  /**
   * Opens every current build. A build of an older version stays unchanged if this version can read its documents; its
   * view then waits for a rebuild. If it cannot, the view begins a new build at the start of the log. If a build was
   * folded from events that the log does not contain, it is set aside, and a new build begins too. Returns the builds
   * that were set aside.
   */
  async open(): Promise<readonly AsideBuild[]> {
    await this.registry.open();
    const asides: AsideBuild[] = [];
    for (const view of this.known) {
      const { kept, aside } = await this.registry.setAside(view);
      asides.push(...aside);
      const current = currentOf(kept.builds);
      if (current.version === view.version) this.keep(view, current.number);
      else if (!view.readable.includes(current.version)) await this.beginAnew(view, kept);
    }
    for (const companion of this.companions) {
      const { kept, aside } = await this.registry.setAside(companion);
      asides.push(...aside);
      this.runners.push(companion.runner(currentOf(kept.builds).number, this.ports));
    }
    await this.projector.open();
    return asides;
  }

  /** The views whose current build has an older version. They do not move until they are rebuilt. */
  get outdated(): readonly string[] {
    return this.known.map(({ name }) => name).filter((name) => !this.folding.has(name));
  }

  async builds(): Promise<readonly Builds[]> {
    const all: Builds[] = [];
    for (const view of this.known) all.push((await this.registry.kept(view)).builds);
    return all;
  }

  /** The build to fold next to the current one: the one begun earlier, if it can continue; otherwise a new one. */
  async allot(name: string): Promise<Allotted> {
    const view = this.viewOf(name);
    const kept = await this.registry.kept(view);
    const beside = besideOf(kept.builds);
    const resumed = beside !== null && (await this.canGoOn(view, beside));
    const builds = resumed ? kept.builds : withBeside(kept.builds, view.version);
    if (!resumed) {
      await this.registry.save(kept, builds);
      if (beside !== null) await this.registry.remove(view, beside);
    }
    const current = currentOf(builds);
    return {
      number: besideOf(builds)?.number ?? 0,
      resumed,
      current: nameOf(name, current),
      sameVersion: current.version === view.version,
    };
  }

  /** Records that a build is folded and compared, so that `switchTo` can use it without doing so again. */
  async markReady(name: string, number: number): Promise<void> {
    const kept = await this.registry.kept(this.viewOf(name));
    await this.registry.save(kept, withReady(kept.builds, number));
  }

  /** The build that is ready to be switched to; null if there is none. */
  async readyOf(name: string): Promise<number | null> {
    const beside = besideOf((await this.registry.kept(this.viewOf(name))).builds);
    return beside?.state === 'ready' ? beside.number : null;
  }

  /**
   * Folds a build up to the position of the current one and makes it current with a single put, so that the position of
   * the view never decreases. The other views are folded meanwhile. Throws KeepingFault if the build has stopped.
   */
  async switchTo(name: string, number: number): Promise<Position> {
    const view = this.viewOf(name);
    const next = view.runner(number, this.ports);
    await next.open();
    while (!(await this.hasCaughtUp(name, next))) {
      const { events, reached } = await this.ports.log.readAll(next.position, stepMax);
      const batch = { reached, events };
      await this.watch(next, batch, () => next.apply(batch));
      await this.projector.pass();
    }
    if (next.stopped !== null)
      throw new KeepingFault(
        ...keepingSentences.faultText('buildStandsStill', { build: number, why: next.stopped }),
      );
    const kept = await this.registry.kept(view);
    await this.registry.save(kept, switchedTo(kept.builds, number));
    this.replace(name, next);
    return next.position;
  }

  /** Switches back to the build that was current before. Throws KeepingFault if there is none of this version. */
  async back(name: string): Promise<Readonly<{ number: number; position: Position }>> {
    const view = this.viewOf(name);
    const { builds } = await this.registry.kept(view);
    const former = formerOf(builds, view.version);
    if (former === null) {
      throw new KeepingFault(
        ...keepingSentences.faultText('noFormer', { view: name, version: view.version }),
      );
    }
    return { number: former.number, position: await this.switchTo(name, former.number) };
  }

  /** Drops every build of a view except the current one, and returns their numbers. */
  async drop(name: string): Promise<readonly number[]> {
    const view = this.viewOf(name);
    const kept = await this.registry.kept(view);
    const over = kept.builds.builds.filter(({ state }) => state !== 'current');
    if (over.length === 0) return [];
    await this.registry.save(kept, currentOnly(kept.builds));
    for (const build of over) await this.registry.remove(view, build);
    return over.map(({ number }) => number);
  }

  /** Drops the builds of the companions that are set aside, and returns how many there were. */
  async forgetAside(): Promise<number> {
    let forgotten = 0;
    for (const companion of this.companions) {
      const kept = await this.registry.kept(companion);
      const aside = asideIn(kept.builds);
      if (aside.length === 0) continue;
      await this.registry.save(kept, withoutAside(kept.builds));
      for (const build of aside) await this.registry.remove(companion, build);
      forgotten += aside.length;
    }
    return forgotten;
  }

  async repair(name: string, repairing: Repairing): Promise<Repaired> {
    const runner = this.folding.get(this.viewOf(name).name);
    if (runner === undefined) throw new KeepingFault(...keepingSentences.faultText('older', { view: name }));
    return runner.repair(repairing);
  }

  private viewOf(name: string): View {
    const view = this.known.find((each) => each.name === name);
    if (view !== undefined) return view;
    const names = this.known.map((each) => each.name).join(', ');
    throw new KeepingFault(...keepingSentences.faultText('unknownView', { view: name, views: names }));
  }

  private keep(view: View, number: number): void {
    const runner = view.runner(number, this.ports);
    this.folding.set(view.name, runner);
    this.runners.push(runner);
  }

  private async beginAnew(view: View, kept: StoredBuilds): Promise<void> {
    const beside = besideOf(kept.builds);
    const builds = withBeside(kept.builds, view.version);
    const number = besideOf(builds)?.number ?? 0;
    await this.registry.save(kept, switchedTo(builds, number));
    if (beside !== null) await this.registry.remove(view, beside);
    this.keep(view, number);
  }

  private replace(name: string, next: FoldingRunner): void {
    const was = this.folding.get(name);
    const at = was === undefined ? -1 : this.runners.indexOf(was);
    if (at >= 0) this.runners[at] = next;
    else this.runners.unshift(next);
    this.folding.set(name, next);
  }

  private async hasCaughtUp(name: string, next: FoldingRunner): Promise<boolean> {
    if (next.stopped !== null) return true;
    const current = this.folding.get(name);
    return next.position >= (current?.position ?? (await this.ports.log.head()).position);
  }

  /** A build begun earlier can continue if this version folds it, and if it is not ahead of the current build. */
  private async canGoOn(view: View, beside: Build): Promise<boolean> {
    if (beside.version !== view.version || beside.state !== 'folding') return false;
    const { builds } = await this.registry.kept(view);
    const at = await this.registry.positionOf(view, beside);
    return at <= (await this.registry.positionOf(view, currentOf(builds)));
  }
}
