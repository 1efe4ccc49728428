import { ToldFault } from '@ledger/ledger/kernel/told-fault.js';
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
  type KeptBuilds,
} from './view-builds.js';

/** Why something that was asked of the views cannot be done, in a sentence that says what to do. */
export class KeepingFault extends ToldFault {
  override readonly name = 'KeepingFault';
}

/** A build to be folded beside the current one of its view. */
export type Allotted = Readonly<{
  number: number;
  /** Whether somebody began to fold it before. */
  resumed: boolean;
  /** The collection that is read now. */
  current: string;
  sameVersion: boolean;
}>;

/** How many events a build that catches up folds between two looks at the others. */
const stepMax = 2_000;

/**
 * The views with their builds: keeps the current ones up to date, switches from one to another, and repairs documents.
 * It is the only writer of the current builds.
 */
export class ViewKeeper {
  /** The current builds, and what is kept beside views. Whoever folds goes through these. */
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
   * Takes up every current build. One of an older version is left as it is where its documents can still be read: its
   * view wants to be built anew; where they cannot, the view begins a new build at the start of the log at once. So it
   * does where the log does not hold the events that a build was folded from; that one is set aside, and answered.
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

  /** The views whose current build is of an older version: they stand still until they are built anew. */
  get outdated(): readonly string[] {
    return this.known.map(({ name }) => name).filter((name) => !this.folding.has(name));
  }

  async builds(): Promise<readonly Builds[]> {
    const all: Builds[] = [];
    for (const view of this.known) all.push((await this.registry.kept(view)).builds);
    return all;
  }

  /** The build to fold beside the current one: the one that was begun, if it can go on, or a new one. */
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

  /** The build is folded and compared: `switchTo` need not do that again. */
  async markReady(name: string, number: number): Promise<void> {
    const kept = await this.registry.kept(this.viewOf(name));
    await this.registry.save(kept, withReady(kept.builds, number));
  }

  /** The build that is ready to be switched to; null where there is none. */
  async readyOf(name: string): Promise<number | null> {
    const beside = besideOf((await this.registry.kept(this.viewOf(name))).builds);
    return beside?.state === 'ready' ? beside.number : null;
  }

  /**
   * Brings a build to where the current one stands, and makes it current by one put: the position of the view never
   * falls. The other views are folded meanwhile.
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
        ...keepingSentences.told('buildStandsStill', { build: number, why: next.stopped }),
      );
    const kept = await this.registry.kept(view);
    await this.registry.save(kept, switchedTo(kept.builds, number));
    this.replace(name, next);
    return next.position;
  }

  /** Goes back to the build that was current before. */
  async back(name: string): Promise<Readonly<{ number: number; position: Position }>> {
    const view = this.viewOf(name);
    const { builds } = await this.registry.kept(view);
    const former = formerOf(builds, view.version);
    if (former === null) {
      throw new KeepingFault(...keepingSentences.told('noFormer', { view: name, version: view.version }));
    }
    return { number: former.number, position: await this.switchTo(name, former.number) };
  }

  /** Drops every build of a view but the current one; answers their numbers. */
  async drop(name: string): Promise<readonly number[]> {
    const view = this.viewOf(name);
    const kept = await this.registry.kept(view);
    const over = kept.builds.builds.filter(({ state }) => state !== 'current');
    if (over.length === 0) return [];
    await this.registry.save(kept, currentOnly(kept.builds));
    for (const build of over) await this.registry.remove(view, build);
    return over.map(({ number }) => number);
  }

  /** Drops what is set aside of the companions, and answers how many builds that was. */
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
    if (runner === undefined) throw new KeepingFault(...keepingSentences.told('older', { view: name }));
    return runner.repair(repairing);
  }

  private viewOf(name: string): View {
    const view = this.known.find((each) => each.name === name);
    if (view !== undefined) return view;
    const names = this.known.map((each) => each.name).join(', ');
    throw new KeepingFault(...keepingSentences.told('unknownView', { view: name, views: names }));
  }

  private keep(view: View, number: number): void {
    const runner = view.runner(number, this.ports);
    this.folding.set(view.name, runner);
    this.runners.push(runner);
  }

  private async beginAnew(view: View, kept: KeptBuilds): Promise<void> {
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

  /** A build that was begun goes on if this code folds it, and if the current one has not been left behind by it. */
  private async canGoOn(view: View, beside: Build): Promise<boolean> {
    if (beside.version !== view.version || beside.state !== 'folding') return false;
    const { builds } = await this.registry.kept(view);
    const at = await this.registry.positionOf(view, beside);
    return at <= (await this.registry.positionOf(view, currentOf(builds)));
  }
}
