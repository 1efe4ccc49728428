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

/**
 * Translates an append to the revisions of the upper log, which counts each stream from 0 again. If the lower log alone
 * decides the result, returns the result instead: a conflict, or `skipped`. `restsOn` lists events that were not yet
 * written when the append was judged. Only the upper log can contain them, so one with a revision of the lower log
 * makes the append `skipped`.
 */
const lowered = (append: Append, lengthOf: (stream: StreamId) => number): Append | Appended => {
  const by = lengthOf(append.stream);
  const expected = (append.expected === 'none' ? -1 : append.expected) - by;
  const restsOn = (append.restsOn ?? []).map((event) => ({
    ...event,
    revision: event.revision - lengthOf(event.stream),
  }));
  if (restsOn.some(({ revision }) => revision < 0)) return { kind: 'skipped' };
  if (expected < -1) return { kind: 'conflict', actual: by - 1 };
  return { ...append, restsOn, expected: expected === -1 ? 'none' : expected };
};

/**
 * The log of a dry run, made of two logs. Appends go to the upper log only. `readStreams` returns the events of the
 * lower log, then those of the upper log. A dry run therefore judges commands exactly like a real import, but the lower
 * log, the real one, stays unchanged.
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
    const streams = chain.flatMap(({ stream, restsOn = [] }) => [
      stream,
      ...restsOn.map((event) => event.stream),
    ]);
    const unknown = streams.filter((stream) => !lengths.has(stream));
    if (unknown.length > 0) await readStreams(unknown);
    const lengthOf = (stream: StreamId): number => lengths.get(stream) ?? 0;
    const possible: Append[] = [];
    let broken: Appended | null = null;
    for (const each of chain) {
      const above = lowered(each, lengthOf);
      if ('kind' in above) {
        broken = above;
        break;
      }
      possible.push(above);
    }
    const appended = await upper.append(possible);
    const isBroken = appended.some(({ kind }) => kind !== 'appended');
    return chain.map(({ stream }, index) => {
      if (index === possible.length && broken !== null && !isBroken) return broken;
      return raised(appended[index] ?? { kind: 'skipped' }, lengthOf(stream));
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
