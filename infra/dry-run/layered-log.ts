import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import type { Append, Appended, EventLog, Recorded } from '@ledger/ledger/ports/event-log.js';

const raised = (appended: Appended, by: number): Appended => {
  switch (appended.kind) {
    case 'appended':
      return { ...appended, revision: appended.revision + by };
    case 'conflict': {
      const actual = appended.actual === 'none' ? by - 1 : appended.actual + by;
      return { kind: 'conflict', actual: actual < 0 ? 'none' : actual };
    }
    case 'skipped':
      return appended;
  }
};

/** The append as the upper log sees it; null where the lower log alone makes it a conflict. */
const lowered = (append: Append, by: number): Append | null => {
  const expected = (append.expected === 'none' ? -1 : append.expected) - by;
  if (expected < -1) return null;
  return { ...append, expected: expected === -1 ? 'none' : expected };
};

/**
 * A log over another: what is appended goes into the upper one, what is read comes from both, the lower one first.
 * A dry run judges on it as if it were real, and the lower log never knows.
 */
export const layeredLog = (lower: EventLog, upper: EventLog): EventLog => {
  const lengths = new Map<StreamId, number>();

  const readStreams: EventLog['readStreams'] = async (streams) => {
    const [below, above] = [await lower.readStreams(streams), await upper.readStreams(streams)];
    const both = new Map<StreamId, readonly Recorded[]>();
    for (const stream of streams) {
      const first = below.get(stream) ?? [];
      const then = above.get(stream) ?? [];
      lengths.set(stream, first.length);
      both.set(stream, [
        ...first,
        ...then.map((past) => ({ ...past, revision: past.revision + first.length })),
      ]);
    }
    return both;
  };

  const append: EventLog['append'] = async (chain) => {
    const unknown = chain.map(({ stream }) => stream).filter((stream) => !lengths.has(stream));
    if (unknown.length > 0) await readStreams(unknown);
    const below = chain.map(({ stream }) => lengths.get(stream) ?? 0);
    const above = chain.map((each, index) => lowered(each, below[index] ?? 0));
    const broken = above.indexOf(null);
    const possible = above.filter(
      (each, index) => each !== null && (broken < 0 || index < broken),
    ) as Append[];
    const appended = await upper.append(possible);
    return chain.map((_, index) => {
      const by = below[index] ?? 0;
      if (index === broken) return { kind: 'conflict', actual: by - 1 };
      return raised(appended[index] ?? { kind: 'skipped' }, by);
    });
  };

  return {
    start: lower.start,
    append,
    readStreams,
    readAll: (after, limit) => lower.readAll(after, limit),
    idAt: (position) => lower.idAt(position),
    head: () => lower.head(),
    changed: (after, signal) => lower.changed(after, signal),
    close: async () => {
      await upper.close();
      await lower.close();
    },
  };
};
