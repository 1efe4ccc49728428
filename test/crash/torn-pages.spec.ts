import { cpSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { sentenceFor } from '@ledger/runtime/ledger/fault-sentences.js';
import { openReader } from '@ledger/runtime/engines/ledger-reader.js';
import { settingsFrom, type Settings } from '@ledger/runtime/engines/settings.js';
import { verifyDigests } from '@ledger/runtime/ledger/verification.js';
import { dataFolder } from '@ledger/infra/data-folder/data-folder.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { openEmbeddedVault } from '@ledger/infra/key-vault/embedded/embedded-vault.js';
import { masterKey } from '@ledger/infra/key-vault/master-key.js';
import { checkFile } from '@ledger/infra/sqlite/file-check.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { everyAct, listActs } from '@ledger/projections/acts/acts-queries.js';
import { everybody, type TotalsScope } from '@ledger/projections/reading/totals-scope.js';
import { readTotals } from '@ledger/projections/totals/totals-queries.js';
import type { TotalsBy } from '@ledger/projections/totals/totals-splits.js';
import { appendOne, freshStream, newEvents, to } from '../contract/event-log/event-log-setup.js';
import { temporaryFolders } from '../contract/temporary-folders.js';
import { caughtUp } from '../journeys/support/clerk.js';
import { checkpoint, withSheet } from '../journeys/support/filled-places.js';
import { patience } from '../journeys/support/patience.js';
import { newPlace, removePlace, type Place } from '../journeys/support/place.js';
import { sheetOf } from '../journeys/support/sample.js';
import { openStage } from '../journeys/support/stage.js';
import { eventsOf } from '../support/ledger.js';
import { extentOf } from '../support/test-extent.js';
import { noServers } from '../support/pair.js';
import { randomOf } from './random.js';
import { copyCut, flipByte, tearPage } from './torn.js';

const tears = extentOf({ tenth: 8, whole: 20, long: 200 });
const cuts = extentOf({ tenth: 20, whole: 40, long: 400 });
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
const random = randomOf(seed);

const stage = openStage();
const original: { place: Place | null; events: readonly Recorded[]; figures: string } = {
  ...{ place: null, events: [], figures: '' },
};

const settingsOf = ({ data, masterKey: key }: Place): Settings =>
  settingsFrom({ LEDGER_DATA: data, LEDGER_MASTER_KEY_FILE: key });

const scope: TotalsScope = {
  ...{ district: null, depth: 'all', from: '2024-01', to: '2024-12', kinds: null, recordedTo: null },
  whom: everybody,
};

/** Totals in every split and every act, as the reading commands return them. */
const figuresOf = async (place: Place): Promise<string> => {
  const reader = await openReader(settingsOf(place));
  try {
    const splits: readonly TotalsBy[] = ['none', 'kind', 'month', 'district'];
    const totals = await Promise.all(splits.map((by) => readTotals(reader, scope, by)));
    const acts = [];
    for (let after: readonly (string | number | null)[] | null = null; ;) {
      const page: Awaited<ReturnType<typeof listActs>> = await listActs(reader.store, everyAct, {
        ...{ from: 'front', first: 100, after },
      });
      acts.push(...page.items.map(({ doc }) => doc));
      after = page.items.at(-1)?.cursor ?? null;
      if (!page.hasNext || after === null) break;
    }
    return JSON.stringify([totals, acts]);
  } finally {
    await reader.close();
  }
};

const eventsIn = async (place: Place): Promise<readonly Recorded[]> => {
  const reader = await openReader(settingsOf(place));
  try {
    return await eventsOf(reader.log);
  } finally {
    await reader.close();
  }
};

beforeAll(async () => {
  process.stdout.write(`torn pages, seed: ${String(seed)} (CRASH_SEED=${String(seed)} runs it again)\n`);
  const place = await withSheet(stage, sheetOf('330784'));
  original.place = place;
  original.events = await eventsIn(place);
  original.figures = await figuresOf(place);
}, patience);

const placeNow = (): Place => {
  if (original.place === null) throw new Error('the sheet is imported before the first case');
  return original.place;
};

/** A copy of the ledger that a case may damage. */
const copied = (): Place => {
  const place = newPlace(noServers);
  cpSync(placeNow().root, place.root, { recursive: true });
  return place;
};

/**
 * The result of the work, or the error message for the user. An error without such a message is a bug and is thrown
 * again.
 */
const answerOrFault = async <T>(
  work: () => Promise<T>,
): Promise<Readonly<{ answer: T } | { reported: string }>> => {
  try {
    return { answer: await work() };
  } catch (error) {
    const reported = sentenceFor(error);
    if (reported === null) throw error;
    return { reported };
  }
};

const says = /damaged|cannot be read|is missing in the log|cannot be used as/;

/**
 * Damages one page of a file in many copies. Returns how often the damage was reported; in all other copies it must be
 * harmless.
 */
const tornMany = async (
  file: 'log' | 'vault' | 'views',
  isHarmless: (place: Place) => Promise<boolean | string>,
): Promise<number> => {
  let reported = 0;
  for (let tear = 0; tear < tears; tear += 1) {
    const place = copied();
    const damage = tearPage(dataFolder(place.data)[file], random);
    const came = await answerOrFault(() => isHarmless(place));
    if ('reported' in came) expect(came.reported).toMatch(says);
    else if (typeof came.answer === 'string') expect(came.answer).toMatch(/event/);
    else expect([damage, came.answer]).toStrictEqual([damage, true]);
    if ('reported' in came || typeof came.answer === 'string') reported += 1;
    removePlace(place);
  }
  return reported;
};

describe('a page of which half is something else', () => {
  it(
    'in log.db: is told, or changes no event',
    async () => {
      const reported = await tornMany('log', async (place) => {
        const { misfit } = await verifyDigests(settingsOf(place), () => undefined);
        if (misfit !== null) return misfit;
        expect(await eventsIn(place)).toStrictEqual(original.events);
        return true;
      });
      expect(reported).toBeGreaterThan(tears / 2);
    },
    patience,
  );

  it(
    'in views.db: is told, or changes no figure',
    async () => {
      const reported = await tornMany(
        'views',
        async (place) => (await figuresOf(place)) === original.figures,
      );
      expect(reported).toBeGreaterThan(tears / 2);
    },
    patience,
  );

  it(
    'in vault.db: is told when the ledger starts, or changes no key',
    async () => {
      const workers = original.events
        .map(({ stream }) => stream)
        .filter((stream) => stream.startsWith('worker-'));
      const keysOf = async (place: Place): Promise<readonly string[]> => {
        const { data, masterKeyFile } = settingsOf(place);
        checkFile(data.vault, { how: 'order' });
        const vault = openEmbeddedVault(data.vault, masterKey(masterKeyFile, false), 'read');
        const keys = await vault.existingKeys(workers).finally(() => vault.close());
        return workers.map((worker) => keys.get(worker)?.fingerprint('x') ?? '');
      };
      const keys = await keysOf(placeNow());
      const reported = await tornMany('vault', async (place) => {
        expect(await keysOf(place)).toStrictEqual(keys);
        return true;
      });
      expect(reported).toBeGreaterThan(tears / 4);
    },
    patience,
  );

  it(
    'keeps the ledger from starting, with a sentence; without views.db it starts, and folds anew',
    async () => {
      const place = copied();
      const { log, views } = dataFolder(place.data);
      const pages = statSync(views).size / 8192;
      for (let page = 1; page < pages; page += 2) flipByte(views, page * 8192);
      const stopped = stage.begin(place);
      expect((await stopped.ended).code).toBe(1);
      expect(stopped.stderr).toContain(`${views} is damaged (`);
      expect(stopped.stderr).toContain('views.db may be removed, it is folded anew');
      rmSync(views);
      const server = await stage.serve(place);
      await caughtUp(server);
      await server.stop();
      checkpoint(place);
      expect(await figuresOf(place)).toBe(original.figures);
      for (let page = 1; page < 40; page += 2) flipByte(log, page * 8192);
      const again = stage.begin(place);
      expect((await again.ended).code).toBe(1);
      expect(again.stderr).toContain(`${log} is damaged (`);
      expect(again.stderr).toContain('log.db and vault.db must be restored from a backup');
      removePlace(place);
    },
    patience,
  );
});

describe('a log.db that is cut off', () => {
  it(
    'is told, wherever it ends',
    async () => {
      for (let cut = 0; cut < tears / 2; cut += 1) {
        const place = copied();
        const { log } = dataFolder(place.data);
        truncateSync(log, 1 + random.below(statSync(log).size - 8192));
        const came = await answerOrFault(() => eventsIn(place));
        expect('reported' in came ? came.reported : came).toMatch(says);
        removePlace(place);
      }
    },
    patience,
  );
});

describe('a write-ahead log', () => {
  const folder = temporaryFolders();

  /** A log with one commit per event that is still open, so that its write-ahead log remains, and its events. */
  const unclosed = async (file: string) => {
    const log = openEmbeddedLog(file, 'write');
    for (let commit = 0; commit < 40; commit += 1) {
      await appendOne(log, to(freshStream(), 'none', newEvents(1 + random.below(5))));
    }
    return { log, events: await eventsOf(log) };
  };

  it.each(['cut off', 'flipped'] as const)(
    'that is %s somewhere keeps everything in front of it, whole commits only, and is written on',
    async (how) => {
      const root = folder();
      const { log, events } = await unclosed(join(root, 'log.db'));
      const walBytes = statSync(join(root, 'log.db-wal')).size;
      const lengths = new Set<number>();
      for (let cut = 0; cut < cuts; cut += 1) {
        const file = join(root, `log-${String(cut)}.db`);
        const at = random.below(walBytes);
        copyCut(join(root, 'log.db'), file, how === 'cut off' ? at : null);
        if (how === 'flipped') flipByte(`${file}-wal`, at);
        const came = await answerOrFault(async () => openEmbeddedLog(file, 'write'));
        // When the file is cut off before the first commit, there is no log yet and the writer makes a new one.
        if ('reported' in came) throw new Error(came.reported);
        const kept = await eventsOf(came.answer);
        const start = came.answer.start.slice(0, 4);
        if (kept.length > 0) expect(start).toBe(log.start.slice(0, 4));
        expect(kept).toStrictEqual(events.slice(0, kept.length));
        const next = events[kept.length];
        expect(next === undefined || next.revision === 0).toBe(true);
        const appended = await appendOne(came.answer, to(freshStream(), 'none'));
        expect(appended).toMatchObject({ kind: 'appended', revision: 0 });
        await came.answer.close();
        lengths.add(kept.length);
      }
      expect(lengths.size).toBeGreaterThan(5);
      await log.close();
    },
    patience,
  );
});
