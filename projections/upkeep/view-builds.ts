import { isPosition, type Position } from '@ledger/ledger/ports/event-log.js';
import { buildName } from '../kernel/projection.js';
import type { Collection, DocumentStore } from '../ports/document-store.js';

/**
 * The state of a build. folding: being folded next to the current one. ready: folded and compared, can be switched to.
 * current: read by queries and kept up to date. former: kept so that one can switch back. aside: folded from events
 * that the log does not contain; kept for inspection only and never read again.
 */
export type BuildState = 'folding' | 'ready' | 'current' | 'former' | 'aside';

export type Build = Readonly<{ number: number; version: number; state: BuildState }>;

/** The builds of one view. A number is never used again. */
export type Builds = Readonly<{ view: string; next: number; builds: readonly Build[] }>;

export const buildsCollection: Collection = {
  name: 'builds',
  fields: {},
  indexes: {},
  measures: [],
  bytes: [],
};

/** The name of a build's collection. */
export const nameOf = (view: string, { version, number }: Pick<Build, 'version' | 'number'>): string =>
  buildName({ name: view, version }, number);

/** The builds of a new view: its first build is current from the start. */
export const begun = (view: string, version: number): Builds => ({
  view,
  next: 2,
  builds: [{ number: 1, version, state: 'current' }],
});

export const currentOf = ({ view, builds }: Builds): Build => {
  const found = builds.find(({ state }) => state === 'current');
  if (found === undefined) throw new Error(`view ${view} has no current build`);
  return found;
};

const isBeside = (state: BuildState): boolean => state === 'folding' || state === 'ready';

/** The build that is folded next to the current one, or is ready; null if there is none. */
export const besideOf = ({ builds }: Builds): Build | null =>
  builds.find(({ state }) => isBeside(state)) ?? null;

/** The build to switch back to: the latest former one that this version of the program can keep up to date. */
export const formerOf = ({ builds }: Builds, version: number): Build | null =>
  builds.findLast((build) => build.state === 'former' && build.version === version) ?? null;

/** Adds a build next to the current one; one that was there before is given up. */
export const withBeside = ({ view, next, builds }: Builds, version: number): Builds => ({
  view,
  next: next + 1,
  builds: [...builds.filter(({ state }) => !isBeside(state)), { number: next, version, state: 'folding' }],
});

/** Marks a build as folded and compared. */
export const withReady = (builds: Builds, number: number): Builds => ({
  ...builds,
  builds: builds.builds.map((build) => (build.number === number ? { ...build, state: 'ready' } : build)),
});

/** Makes another build current; the one before is kept as former. */
export const switchedTo = ({ view, next, builds }: Builds, number: number): Builds => ({
  view,
  next,
  builds: builds.map((build) => {
    if (build.number === number) return { ...build, state: 'current' };
    return build.state === 'current' ? { ...build, state: 'former' } : build;
  }),
});

/** Marks some builds as no longer used. If the current build is one of them, adds a new current build. */
export const withAside = (
  { view, next, builds }: Builds,
  aside: readonly number[],
  version: number,
): Builds => {
  const isAside = ({ number }: Build): boolean => aside.includes(number);
  const marked = builds.map((build) => (isAside(build) ? { ...build, state: 'aside' as const } : build));
  if (marked.some(({ state }) => state === 'current')) return { view, next, builds: marked };
  return { view, next: next + 1, builds: [...marked, { number: next, version, state: 'current' }] };
};

/** The builds that are set aside. */
export const asideIn = ({ builds }: Builds): readonly Build[] =>
  builds.filter(({ state }) => state === 'aside');

/** Removes the builds that are set aside. */
export const withoutAside = (builds: Builds): Builds => ({
  ...builds,
  builds: builds.builds.filter(({ state }) => state !== 'aside'),
});

/** Removes all builds but the current one. */
export const currentOnly = (builds: Builds): Builds => ({ ...builds, builds: [currentOf(builds)] });

const digits = 16;

/**
 * The next position for compare-and-set. The list of builds is no fold of the log, so its position only counts changes.
 */
const revisedAfter = (was: Position): Position => {
  const count = Number(was.slice(-digits)) + 1;
  const next = was.slice(0, -digits) + String(count).padStart(digits, '0');
  if (!isPosition(next)) throw new RangeError(`${next} cannot follow ${was}`);
  return next;
};

/** The builds of a view, with the position that a compare-and-set of them must find; null if none are stored. */
export type StoredBuilds = Readonly<{ builds: Builds; position: Position }>;

export const readBuilds = async (store: DocumentStore, view: string): Promise<StoredBuilds | null> => {
  const kept = (await store.getMany<Builds>(buildsCollection.name, [view])).get(view);
  return kept?.doc == null ? null : { builds: kept.doc, position: kept.position };
};

/**
 * Stores the builds of a view and returns them with their new position. They are one document, so that a switch is
 * atomic. Throws if another process changed them meanwhile.
 */
export const saveBuilds = async (
  store: DocumentStore,
  start: Position,
  was: StoredBuilds | null,
  builds: Builds,
): Promise<StoredBuilds> => {
  const position = revisedAfter(was?.position ?? start);
  const put = { key: builds.view, was: was?.position ?? ('none' as const), position, doc: builds };
  const refused = await store.putMany<Builds>(buildsCollection.name, [put]);
  if (refused.length > 0)
    throw new Error(`the builds of ${builds.view} were changed by another process; try again`);
  return { builds, position };
};
