import { isPosition, type Position } from '@ledger/ledger/ports/event-log.js';
import { buildName } from '../kernel/projection.js';
import type { Collection, DocumentStore } from '../ports/document-store.js';

/**
 * folding: beside the one that is read; ready: folded and compared, waiting to be switched to; current: the one that
 * is read and kept up to date; former: kept to go back to; aside: folded from events that the log does not hold, kept
 * to be looked at, and never read again.
 */
export type BuildState = 'folding' | 'ready' | 'current' | 'former' | 'aside';

export type Build = Readonly<{ number: number; version: number; state: BuildState }>;

/** The builds of one view. Their numbers are never used twice. */
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

/** A view that nobody has built yet: its first build is current from the start. */
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

/** The build that is folded beside the current one; null where none is. */
export const besideOf = ({ builds }: Builds): Build | null =>
  builds.find(({ state }) => isBeside(state)) ?? null;

/** The build to go back to: the latest former one that code of this version can keep up to date. */
export const formerOf = ({ builds }: Builds, version: number): Build | null =>
  builds.findLast((build) => build.state === 'former' && build.version === version) ?? null;

/** With one build more beside the current one; whatever was folded there before is given up. */
export const withBeside = ({ view, next, builds }: Builds, version: number): Builds => ({
  view,
  next: next + 1,
  builds: [...builds.filter(({ state }) => !isBeside(state)), { number: next, version, state: 'folding' }],
});

/** With the build beside folded and compared. */
export const withReady = (builds: Builds, number: number): Builds => ({
  ...builds,
  builds: builds.builds.map((build) => (build.number === number ? { ...build, state: 'ready' } : build)),
});

/** With another build current; the one that was is kept. */
export const switchedTo = ({ view, next, builds }: Builds, number: number): Builds => ({
  view,
  next,
  builds: builds.map((build) => {
    if (build.number === number) return { ...build, state: 'current' };
    return build.state === 'current' ? { ...build, state: 'former' } : build;
  }),
});

/** With some builds set aside; where the current one is among them, a new one takes its place. */
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

/** Without those that are set aside. */
export const withoutAside = (builds: Builds): Builds => ({
  ...builds,
  builds: builds.builds.filter(({ state }) => state !== 'aside'),
});

/** Without everything but the current build. */
export const currentOnly = (builds: Builds): Builds => ({ ...builds, builds: [currentOf(builds)] });

const digits = 16;

/** A document under compare-and-set needs a position; this one counts its own changes, and is none of the log's. */
const revisedAfter = (was: Position): Position => {
  const count = Number(was.slice(-digits)) + 1;
  const next = was.slice(0, -digits) + String(count).padStart(digits, '0');
  if (!isPosition(next)) throw new RangeError(`${next} cannot follow ${was}`);
  return next;
};

/** The builds of a view with what a change of them must find; null where nobody has built it yet. */
export type KeptBuilds = Readonly<{ builds: Builds; position: Position }>;

export const readBuilds = async (store: DocumentStore, view: string): Promise<KeptBuilds | null> => {
  const kept = (await store.getMany<Builds>(buildsCollection.name, [view])).get(view);
  return kept?.doc == null ? null : { builds: kept.doc, position: kept.position };
};

/**
 * Keeps the builds of a view, and answers them as they are kept: one document, so that a switch is there or not. Throws
 * where another process changed it.
 */
export const saveBuilds = async (
  store: DocumentStore,
  start: Position,
  was: KeptBuilds | null,
  builds: Builds,
): Promise<KeptBuilds> => {
  const position = revisedAfter(was?.position ?? start);
  const put = { key: builds.view, was: was?.position ?? ('none' as const), position, doc: builds };
  const refused = await store.putMany<Builds>(buildsCollection.name, [put]);
  if (refused.length > 0)
    throw new Error(`the builds of ${builds.view} were changed by another process; try again`);
  return { builds, position };
};
