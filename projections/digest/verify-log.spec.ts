import { createHash } from 'node:crypto';
import { LogFault, type EventLog, type Recorded } from '@ledger/ledger/ports/event-log.js';
import { happened } from '@ledger/test/dsl/project.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import { projector } from '../kernel/projector.js';
import { beginning, digestAfter } from './digest-chain.js';
import { digestsOf } from './digest-document.js';
import { digestRunner } from './digest-runner.js';
import { verifyLog, type LogVerification } from './verify-log.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** More events than fit into two blocks of digests and into one read of the log. */
const many = 2_600;
const { name: collection } = digestsOf(1);

/** Instant at which the event was recorded: each one millisecond after the previous one. */
const timeOf = (index: number): string => new Date(Date.UTC(2026, 0, 1) + index).toISOString();

let views: Views;
let events: readonly Recorded[];

beforeAll(async () => {
  views = openViews();
  const { log, store } = views;
  events = await views.write(
    ...Array.from({ length: many }, (_, index) =>
      happened(`stream-${String(index % 7)}`, { type: 'Said', data: { index } }, { at: timeOf(index) }),
    ),
  );
  const one = projector(log, [digestRunner({ log, store, sha256 }, 1)]);
  await one.open();
  await one.catchUp();
});
afterAll(() => views.close());

type Change = (past: readonly Recorded[]) => readonly Recorded[];

/** The log after somebody has modified its file by hand. */
const changed = (change: Change): EventLog => {
  const left = change(events);
  return {
    ...views.log,
    start: views.log.start,
    idAt: (position) => views.log.idAt(position),
    head: () => views.log.head(),
    readAll: (after, limit) => {
      const rest = left.filter(({ position }) => position > after);
      const page = rest.slice(0, limit);
      return Promise.resolve({
        events: page,
        reached: page.at(-1)?.position ?? after,
        end: rest.length <= limit,
      });
    },
  };
};

const verificationOf = async (
  log: EventLog,
  builds: Readonly<{ current: string | null; aside: readonly string[] }> = { current: collection, aside: [] },
): Promise<LogVerification> => {
  const asked = { log, store: views.store, builds, sha256, progress: () => undefined };
  const { misfitFacts, ...verification } = await verifyLog(asked);
  expect(misfitFacts === undefined).toBe(verification.misfit === null);
  return verification;
};

const at = (index: number): Recorded => {
  const past = events[index];
  if (past === undefined) throw new RangeError(`there is no event ${String(index)}`);
  return past;
};

/** Restores ascending positions after a modification: an event gets the position of its place in the file. */
const placed = (past: readonly Recorded[]): readonly Recorded[] =>
  past.map((each, index) => ({ ...each, position: at(index).position }));

const other = (index: number): Recorded => ({ ...at(index), event: { type: 'Said', data: { index: -1 } } });

const nameOf = (index: number, { position, event, stream, revision }: Recorded): string =>
  `event ${String(index + 1)} at ${position} (${event.type}, ${stream}, revision ${String(revision)})`;

const notWhatWas = (index: number, found: Recorded): string =>
  `${nameOf(index, found)} is not what was recorded there`;

const lastDigest = (past: readonly Recorded[]): string =>
  past.reduce((digest, each) => digestAfter(sha256, digest, each), beginning);

describe('a log that is held to its digests', () => {
  it('fits, and names the digest after its last event', async () => {
    expect(await verificationOf(views.log)).toStrictEqual({
      ...{ events: many, covered: many, digest: lastDigest(events), misfit: null, lost: [] },
    });
  });

  it.each([0, 998, 999, 1_000, 1_777, many - 1])(
    'names an event that says something else: %i',
    async (index) => {
      const { misfit } = await verificationOf(changed((past) => past.with(index, other(index))));
      expect(misfit).toBe(notWhatWas(index, other(index)));
    },
  );

  it.each(['id', 'stream', 'origin'] as const)('names an event with another %s', async (field) => {
    const others = { id: 'another', stream: at(1).stream, origin: { ...at(7).origin, actor: 'nobody' } };
    const left = { ...at(7), [field]: others[field] };
    const { misfit } = await verificationOf(changed((past) => past.with(7, left)));
    expect(misfit).toBe(notWhatWas(7, left));
  });

  it('names what stands where an event was removed', async () => {
    const verification = await verificationOf(changed((past) => past.toSpliced(1_234, 1)));
    expect(verification).toMatchObject({ events: many - 1, misfit: notWhatWas(1_234, at(1_235)) });
  });

  it('names the first of a pair that changed places', async () => {
    const swapped = placed(events.with(500, at(501)).with(501, at(500)));
    const { misfit } = await verificationOf(changed(() => swapped));
    expect(misfit).toBe(notWhatWas(500, swapped[500] ?? at(500)));
  });

  it('misses events that were removed at its end', async () => {
    const { misfit, covered } = await verificationOf(changed((past) => past.slice(0, -3)));
    expect(covered).toBe(many - 3);
    expect(misfit).toBe(`the log ends after event ${String(many - 3)}, but ${String(many)} were recorded`);
  });

  it('is read on where digests were kept of events that came meanwhile', async () => {
    let hidden = 3;
    const growing: EventLog = {
      ...changed((past) => past),
      readAll: async (after, limit) => {
        const shown = changed((past) => past.slice(0, past.length - hidden));
        const page = await shown.readAll(after, limit);
        if (page.end) hidden = 0;
        return page;
      },
    };
    expect(await verificationOf(growing)).toMatchObject({ events: many, covered: many, misfit: null });
  });

  it('tells how many events have no digest yet', async () => {
    const late = { ...at(0), revision: 99, id: 'late', position: at(many - 1).position };
    const verification = await verificationOf(changed((past) => [...past, late]));
    expect(verification).toMatchObject({ misfit: null, covered: many, events: many + 1 });
  });
});

/** An event that was recorded after the older copy of the log had been restored. */
const since = (past: Recorded, id: string): Recorded => ({
  ...past,
  id,
  event: { type: 'Said', data: { since: id } },
  origin: { ...past.origin, at: timeOf(many + 5_000) },
});

/** Replaces all events from index `from` on by newly recorded ones. The first `sameIds` of them keep their ids. */
const anew =
  (from: number, sameIds: number): Change =>
  (past) => [
    ...past.slice(0, from),
    ...past.slice(from).map((each, index) => since(each, index < sameIds ? each.id : `new ${String(index)}`)),
  ];

type Case = Readonly<{
  which: string;
  change: Change;
  /** Number of events up to which the log matches the digests. If `changed` is true, the next one was modified. */
  fits: number;
  changed: boolean;
  missing: number;
}>;

const shortBy =
  (count: number): Change =>
  (past) =>
    past.slice(0, many - count);
const both =
  (first: Change, second: Change): Change =>
  (past) =>
    second(first(past));
const altered =
  (index: number, to: (past: Recorded) => Recorded = () => other(index)): Change =>
  (past) =>
    past.with(index, to(at(index)));

const renamed = (index: number): Change => altered(index, (past) => ({ ...past, id: 'another' }));

const cases: readonly Case[] = [
  { which: 'as it was', change: (past) => past, fits: many, changed: false, missing: 0 },
  {
    ...{ which: 'grown on from its end', fits: many, changed: false, missing: 0 },
    change: (past) => [...past, since(at(many - 1), 'late')],
  },
  ...[1, 3, 1_000, many].map((count) => ({
    ...{ which: `put back by ${String(count)} events`, fits: many - count, changed: false, missing: count },
    change: shortBy(count),
  })),
  {
    ...{ which: 'put back, and grown past its old end', fits: 1_234, changed: false, missing: many - 1_234 },
    change: both(anew(1_234, 0), (past) => [...past, since(at(many - 1), 'late')]),
  },
  {
    ...{ which: 'put back, with commands repeated under their ids', fits: 1_234, changed: false },
    ...{ change: anew(1_234, 40), missing: many - 1_234 },
  },
  {
    ...{ which: 'put back and altered', fits: 10, changed: true, missing: 600 },
    change: both(altered(10), shortBy(600)),
  },
  {
    ...{ which: 'put back, altered, and grown', fits: 10, changed: true, missing: 600 },
    change: both(altered(10), anew(many - 600, 0)),
  },
  {
    ...{ which: 'put back and altered in its last event', fits: 1_999, changed: true, missing: 600 },
    change: both(altered(1_999), shortBy(600)),
  },
  {
    ...{ which: 'put back, its last event under an id that is unknown', fits: 1_999, changed: false },
    change: both(renamed(1_999), shortBy(600)),
    missing: 601,
  },
  {
    ...{
      which: 'put back, an event before the last under an id that is unknown',
      fits: 1_998,
      changed: true,
    },
    change: both(renamed(1_998), shortBy(600)),
    missing: 601,
  },
  {
    ...{ which: 'put back and altered, as if recorded since', fits: 10, changed: true, missing: 601 },
    change: both(
      altered(10, (past) => since(past, past.id)),
      shortBy(600),
    ),
  },
  {
    ...{ which: 'put back, with an event removed', fits: 1_234, changed: true, missing: 601 },
    change: both(shortBy(600), (past) => past.toSpliced(1_234, 1)),
  },
  {
    ...{ which: 'put back, with a pair that changed places', fits: 500, changed: true, missing: 600 },
    change: both(shortBy(600), (past) => past.with(500, at(501)).with(501, at(500))),
  },
  {
    ...{ which: 'put back, with an event put in', fits: 500, changed: true, missing: 601 },
    change: both(shortBy(601), (past) => past.toSpliced(500, 0, { ...other(500), id: 'put in' })),
  },
  {
    ...{ which: 'altered at its old length', fits: 10, changed: true, missing: 0 },
    change: altered(10),
  },
];

describe('a log whose past was left', () => {
  /** The modified log, with positions in file order even if the log is longer than before. */
  const logOf = (change: Change): EventLog =>
    changed((past) => {
      const left = change(past);
      return [...placed(left.slice(0, many)), ...left.slice(many)];
    });

  it.each(cases)('and that is now: $which', async ({ change, fits, changed: isChanged, missing }) => {
    const all = change(events);
    const left = placed(all.slice(0, many));
    const misfit = isChanged ? notWhatWas(fits, left[fits] ?? at(fits)) : null;
    expect(await verificationOf(logOf(change), { current: null, aside: [collection] })).toStrictEqual({
      ...{ events: all.length, covered: fits, misfit },
      digest: lastDigest(all),
      lost: missing === 0 ? [] : [{ recorded: many, held: many - missing }],
    });
  });

  it('is held to each of the pasts, beside the digests that are kept up to date', async () => {
    const builds = { current: collection, aside: [collection] };
    const removed = await verificationOf(logOf(shortBy(2)), builds);
    expect(removed.lost).toStrictEqual([{ recorded: many, held: many - 2 }]);
    expect(removed.misfit).toMatch(/^the log ends after event/);
  });

  it('is not said to miss anything where nothing was kept of that past', async () => {
    await views.store.declare(digestsOf(2));
    const builds = { current: collection, aside: [digestsOf(2).name] };
    expect(await verificationOf(views.log, builds)).toMatchObject({ misfit: null, lost: [] });
  });

  it('is not said to miss what comes after an event that cannot be read', async () => {
    const broken: EventLog = {
      ...changed((past) => past),
      readAll: () => Promise.reject(new LogFault('LOG_FAULT', 'the event cannot be read')),
    };
    expect(await verificationOf(broken, { current: null, aside: [collection] })).toMatchObject({
      ...{ misfit: 'after event 0: the event cannot be read', lost: [] },
    });
  });
});
