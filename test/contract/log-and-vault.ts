import type { PairStanding } from '@ledger/ledger/ports/pair-standing.js';
import { workerNo, workerStreamOf, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import { openLog, openVault } from '@ledger/runtime/engines/engines.js';
import { findLogOfPair } from '@ledger/runtime/engines/ledger-pair.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { PairFault } from '@ledger/runtime/faults/pair-fault.js';
import type { Pair } from '../support/pair.js';
import { ownPair, type PairOwner } from '../support/pair-owner.js';
import { truthPlaces, type TruthPlaces } from '../support/truth-places.js';
import { describeWhereAvailable } from './skipped-cases.js';

let places: TruthPlaces;

/** Owns a ledger for the length of some work. */
const owning = async <T>(settings: Settings, work: (owner: PairOwner) => Promise<T>): Promise<T> => {
  const owner = await ownPair(settings);
  try {
    return await work(owner);
  } finally {
    await owner.close();
  }
};

const standingOf = (settings: Settings): Promise<PairStanding> =>
  owning(settings, async ({ standing }) => standing);

const register = (settings: Settings, ...members: readonly string[]): Promise<readonly WorkerNo[]> =>
  owning(settings, async (owner) => {
    const numbers: WorkerNo[] = [];
    for (const membership of members) numbers.push(await owner.register(membership));
    return numbers;
  });

const read = async (settings: Settings): Promise<void> => {
  await (await findLogOfPair(settings))?.log.close();
};

const sentenceOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof PairFault) return error.message;
    throw error;
  }
  throw new Error('log and vault were used together');
};

const contentOf = async (settings: Settings): Promise<unknown> => ({
  log: await places.log.content(settings),
  vault: await places.vault.content(settings),
});

/** Neither an owner nor a reader uses them, both are told why, and nothing is changed. */
const expectRefused = async (settings: Settings, sentence: RegExp): Promise<void> => {
  const before = await contentOf(settings);
  expect(await sentenceOf(ownPair(settings))).toMatch(sentence);
  expect(await sentenceOf(read(settings))).toMatch(sentence);
  expect(await contentOf(settings)).toStrictEqual(before);
};

const even: PairStanding = { kind: 'even' };

/** Whether the log says of each worker who it is, that the person was erased, or nothing. */
const registerOf = async (log: EventLog, workers: readonly WorkerNo[]): Promise<readonly string[]> => {
  const read = await log.readStreams(workers.map(workerStreamOf));
  return workers.map((worker) => read.get(workerStreamOf(worker))?.at(-1)?.event.type ?? 'nobody');
};

const firstStarts = (): void => {
  it('a first start makes both, and they name each other', async () => {
    const settings = places.fresh();
    await read(settings);
    await owning(settings, async ({ standing, vault }) => {
      expect(standing).toStrictEqual({ kind: 'none' });
      const opened = await openLog(settings, 'read');
      expect(await vault.notes.ids()).toStrictEqual({ vault: opened.ids.vault, log: opened.ids.log });
      await opened.log.close();
    });
    await read(settings);
    expect(await standingOf(settings)).toStrictEqual(even);
    expect(await register(settings, 'M-1', 'M-2')).toStrictEqual([1, 2]);
    expect(await standingOf(settings)).toStrictEqual(even);
  });

  it('a first start that broke off behind the vault is finished by the next', async () => {
    const settings = places.fresh();
    await (await openVault(settings, 'write')).close();
    await read(settings);
    expect(await standingOf(settings)).toStrictEqual({ kind: 'vault only' });
    expect(await standingOf(settings)).toStrictEqual(even);
  });

  it('a first start that broke off behind the log is finished by the next', async () => {
    const settings = places.fresh();
    const vault = await openVault(settings, 'write');
    await (await openLog(settings, 'write', (await vault.notes.ids()).vault)).log.close();
    await vault.close();
    await read(settings);
    expect(await standingOf(settings)).toStrictEqual({ kind: 'unbound' });
    expect(await standingOf(settings)).toStrictEqual(even);
  });

  it('two first starts at once make one pair', async () => {
    const settings = places.fresh();
    const owners = await Promise.all([ownPair(settings), ownPair(settings)]);
    const ids = await Promise.all(owners.map(({ vault }) => vault.notes.ids()));
    expect(ids[0]).toStrictEqual(ids[1]);
    for (const owner of owners) await owner.close();
    expect(await standingOf(settings)).toStrictEqual(even);
  });
};

const mixUps = (): void => {
  it('a vault that is missing', async () => {
    const settings = places.fresh();
    await register(settings, 'M-1');
    await places.vault.remove(settings);
    await expectRefused(settings, /^the key vault .* is missing, and the log .* was written with one: put/);
  });

  it('a vault that is missing beside a log in which nothing is recorded', async () => {
    const settings = places.fresh();
    await standingOf(settings);
    await places.vault.remove(settings);
    await expectRefused(settings, /^the key vault .* is missing/);
  });

  it('a log that is missing', async () => {
    const settings = places.fresh();
    await register(settings, 'M-1');
    await places.log.remove(settings);
    await expectRefused(settings, /^the log .* is missing, and the key vault .* belongs to one: put/);
  });

  it('the vault of another ledger', async () => {
    const [settings, other] = [places.fresh(), places.fresh()];
    await register(settings, 'M-1');
    await register(other, 'M-1');
    await (
      await places.vault.copy(other)
    )(settings);
    await expectRefused(settings, /^the log .* and the key vault .* belong to two ledgers: put back/);
  });

  it('a vault put back from before the last block of numbers', async () => {
    const settings = places.fresh();
    await register(settings, 'M-1');
    const putBack = await places.vault.copy(settings);
    await register(settings, 'M-2');
    await putBack(settings);
    await expectRefused(settings, /^the key vault .* is older than the log .*: it lacks the last block/);
  });

  it('a vault put back from before the first start told it its log', async () => {
    const settings = places.fresh();
    await (await openVault(settings, 'write')).close();
    const putBack = await places.vault.copy(settings);
    await register(settings, 'M-1');
    await putBack(settings);
    await expectRefused(settings, /^the key vault .* is older than the log/);
  });

  it('is let through again once the vault is put back as it was', async () => {
    const settings = places.fresh();
    await register(settings, 'M-1');
    const putBack = await places.vault.copy(settings);
    await places.vault.remove(settings);
    expect(await sentenceOf(ownPair(settings))).toContain('is missing');
    await putBack(settings);
    await read(settings);
    expect(await standingOf(settings)).toStrictEqual(even);
  });
};

const vaultsBehind = (): void => {
  it('a vault put back from before somebody was registered is refused to an owner', async () => {
    const settings = places.fresh();
    const putBack = await owning(settings, async (owner) => {
      await owner.register('M-1');
      // Copied while the ledger runs, and still whole, as a server's backup is.
      const copied = await places.vault.copy(settings);
      await owner.register('M-2');
      await owner.register('M-3');
      return copied;
    });
    await putBack(settings);
    const before = await contentOf(settings);
    expect(await sentenceOf(ownPair(settings))).toMatch(
      /is older than the log .*: it has neither keys nor marks of destroyed ones for 2 registered persons of the last block; put/,
    );
    expect(await contentOf(settings)).toStrictEqual(before);
    // Reading commands look at the ids and the blocks alone.
    await read(settings);
  });

  it('whoever was erased meanwhile, in the log or in both, does not count', async () => {
    const settings = places.fresh();
    const [putBack, gone] = await owning(settings, async (owner) => {
      await owner.register('M-1');
      const copied = await places.vault.copy(settings);
      const worker = await owner.register('M-2');
      await owner.erase(worker);
      return [copied, worker] as const;
    });
    expect(await standingOf(settings)).toStrictEqual(even);
    await putBack(settings);
    await owning(settings, async ({ standing, log }) => {
      expect(standing).toStrictEqual(even);
      expect(await registerOf(log, [gone])).toStrictEqual(['WorkerErased']);
    });
  });

  it('reading commands need no master key', async () => {
    const settings = places.fresh();
    await register(settings, 'M-1');
    await read({ ...settings, masterKeyFile: '/nowhere/master.key' });
  });
};

const vaultsAhead = (): void => {
  it('a block that was noted and not taken is never given', async () => {
    const settings = places.fresh();
    await owning(settings, async ({ vault }) => {
      await vault.noteBlock({ to: workerNo(1_000), by: 'killed' });
    });
    const [worker, standing] = await owning(settings, async (owner) => [
      await owner.register('M-1'),
      owner.standing,
    ]);
    expect([worker, standing]).toStrictEqual([1_001, { kind: 'vault ahead', lastNumber: 1_000 }]);
    expect(await standingOf(settings)).toStrictEqual(even);
  });

  it('once a log was put back, two new members are two people', async () => {
    const settings = places.fresh();
    await standingOf(settings);
    const putBack = await places.log.copy(settings);
    const [before] = await register(settings, 'M-1');
    await putBack(settings);
    expect(await standingOf(settings)).toStrictEqual({ kind: 'vault ahead', lastNumber: 1_000 });
    const [other] = await register(settings, 'M-2');
    expect([before, other]).toStrictEqual([1, 1_001]);
    // Whoever was registered before keeps number and key, and can be registered anew.
    expect(await register(settings, 'M-1')).toStrictEqual([before]);
    await owning(settings, async (owner) => {
      expect(owner.standing).toStrictEqual(even);
      expect([await owner.numberOf('M-1'), await owner.numberOf('M-2')]).toStrictEqual([1, 1_001]);
    });
  });

  it('once a log was put back, whoever is erased in the vault is erased in the log again', async () => {
    const settings = places.fresh();
    const [early, late, later, kept] = await owning(settings, async (owner) => {
      const all = [];
      for (const each of ['M-1', 'M-2', 'M-3', 'M-4']) all.push(await owner.register(each));
      await owner.erase(all[0] ?? workerNo(1));
      return all as readonly WorkerNo[] as [WorkerNo, WorkerNo, WorkerNo, WorkerNo];
    });
    const putBack = await places.log.copy(settings);
    const lost = await owning(settings, async (owner) => {
      const unknown = await owner.register('M-5');
      for (const worker of [late, later, unknown]) await owner.erase(worker);
      return unknown;
    });
    await putBack(settings);
    const all = [early, late, later, kept, lost];
    await owning(settings, async (owner) => {
      const registered = 'WorkerRegistered';
      expect(await registerOf(owner.log, all)).toStrictEqual([
        'WorkerErased',
        ...[registered, registered, registered],
        'nobody',
      ]);
      expect(await owner.repeatErasures()).toBe(2);
      expect(await registerOf(owner.log, all)).toStrictEqual([
        ...['WorkerErased', 'WorkerErased', 'WorkerErased'],
        registered,
        'nobody',
      ]);
      expect(await owner.repeatErasures()).toBe(0);
      expect(await owner.numberOf('M-2')).toBeNull();
    });
    await owning(settings, async (owner) => {
      expect(await owner.repeatErasures()).toBe(0);
      const { events } = await owner.log.readAll(owner.log.start, 1_000);
      expect(events.filter(({ event }) => event.type === 'WorkerErased')).toHaveLength(3);
    });
  });
};

const otherMachines = (): void => {
  const isVaultShared = ({ mongoUrl }: Settings): boolean => mongoUrl !== null;

  it('a second machine with keys of its own is refused, one with the same keys is not', async () => {
    const settings = places.fresh();
    await register(settings, 'M-1');
    const other = places.otherMachine(settings);
    if (isVaultShared(settings)) {
      const sameKey = { ...other, masterKeyFile: settings.masterKeyFile };
      expect(await register(sameKey, 'M-2')).toStrictEqual([1_001]);
    } else {
      await expectRefused(other, /^the key vault .* is missing, and the log .* was written with one/);
      expect(await places.vault.content(other)).toBeNull();
    }
  });

  it('of two that begin at once, each with a vault of its own, one is refused', async () => {
    // The keys of the one lie on the server, or in its folder; those of the other in another folder.
    const settings = places.fresh();
    const machines = [settings, { ...places.otherMachine(settings), mongoUrl: null }];
    const owners = await Promise.allSettled(machines.map(ownPair));
    const reasons = owners.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    expect(reasons).toStrictEqual([expect.stringMatching(/belong to two ledgers/)]);
    for (const each of owners) if (each.status === 'fulfilled') await each.value.close();
    const later = await Promise.allSettled(machines.map(standingOf));
    expect(later.map(({ status }) => status).toSorted()).toStrictEqual(['fulfilled', 'rejected']);
  });
};

/** What holds of log and vault together, on every pair of engines. */
export const describeLogAndVault = (pair: Pair, missing: string | null = null): void => {
  describeWhereAvailable(`log and vault, ${pair.log} and ${pair.documents},`, missing, () => {
    beforeAll(async () => {
      places = await truthPlaces(pair);
    });
    afterAll(() => places.close());
    describe('from their beginning:', firstStarts);
    describe('are not used together, and stay as they are:', mixUps);
    describe('where the vault is behind:', vaultsBehind);
    describe('where the vault is ahead:', vaultsAhead);
    if (pair.log === 'eventstoredb') describe('of several machines:', otherMachines);
  });
};
