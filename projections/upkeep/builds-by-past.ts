import { readCheckpoint } from '../kernel/checkpoint.js';
import type { ViewId } from '../kernel/projection.js';
import type { FoldPorts } from '../kernel/view.js';
import { checkPast, pastOf } from '../kernel/view-past.js';
import type { DocumentStore } from '../ports/document-store.js';
import { asideIn, begun, currentOf, nameOf, readBuilds } from './view-builds.js';

/** The collections of a view's builds. Some may have been folded from events that the log does not contain. */
export type BuildsByPast = Readonly<{
  /** The current build; null if it was folded from events that the log lacks, until the server sets it aside. */
  current: string | null;
  /** Builds that were folded from events that the log does not contain. */
  aside: readonly string[];
}>;

/** The builds of these views that are set aside (kept, but never read again). */
export const buildsAside = async (
  store: DocumentStore,
  views: readonly ViewId[],
): Promise<readonly Readonly<{ view: string; build: number }>[]> => {
  const found = await Promise.all(views.map(({ name }) => readBuilds(store, name)));
  return found.flatMap((kept) =>
    kept === null
      ? []
      : asideIn(kept.builds).map(({ number }) => ({ view: kept.builds.view, build: number })),
  );
};

/**
 * Which builds of a view were folded from events of this log. Throws LogFault FOREIGN_POSITION if the view belongs to
 * another log.
 */
export const buildsByPast = async ({ log, store }: FoldPorts, view: ViewId): Promise<BuildsByPast> => {
  const builds = (await readBuilds(store, view.name))?.builds ?? begun(view.name, view.version);
  const current = nameOf(view.name, currentOf(builds));
  const aside = asideIn(builds).map((build) => nameOf(view.name, build));
  const past = await pastOf(log, await readCheckpoint(store, current));
  if (past === 'foreign') checkPast(view.name, past);
  return past === 'another' ? { current: null, aside: [...aside, current] } : { current, aside };
};
