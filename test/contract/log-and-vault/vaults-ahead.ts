import { soleOffice } from '@ledger/ledger/kernel/identifiers.js';
import type { PairOwner } from '../../support/pair-owner.js';
import { csv, sheet } from '../../support/sheets.js';
import { workerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { owning, pairStateOf, register, even, registerOf, places } from './log-and-vault-setup.js';

export const vaultsAhead = (): void => {
  it('a block that was noted and not taken is never given', async () => {
    const settings = places().fresh();
    await owning(settings, async ({ vault }) => {
      await vault.noteBlock({ to: workerNo(1_000), by: 'killed' });
    });
    const [worker, pairState] = await owning(settings, async (owner) => [
      await owner.register('M-1'),
      owner.pairState,
    ]);
    expect([worker, pairState]).toStrictEqual([1_001, { kind: 'vault ahead', lastNumber: 1_000 }]);
    expect(await pairStateOf(settings)).toStrictEqual(even);
  });

  it('once a log was put back, two new members are two people', async () => {
    const settings = places().fresh();
    await pairStateOf(settings);
    const putBack = await places().log.copy(settings);
    const [before] = await register(settings, 'M-1');
    await putBack(settings);
    expect(await pairStateOf(settings)).toStrictEqual({ kind: 'vault ahead', lastNumber: 1_000 });
    const [other] = await register(settings, 'M-2');
    expect([before, other]).toStrictEqual([1, 1_001]);
    // A member who was registered before keeps the worker number and the data key, and can be registered again.
    expect(await register(settings, 'M-1')).toStrictEqual([before]);
    await owning(settings, async (owner) => {
      expect(owner.pairState).toStrictEqual(even);
      expect([await owner.numberOf('M-1'), await owner.numberOf('M-2')]).toStrictEqual([1, 1_001]);
    });
  });

  it('once a log was put back, whoever is erased in the vault is erased in the log again', async () => {
    const settings = places().fresh();
    const [early, late, later, kept] = await owning(settings, async (owner) => {
      const all = [];
      for (const each of ['M-1', 'M-2', 'M-3', 'M-4']) all.push(await owner.register(each));
      await owner.erase(all[0] ?? workerNo(1));
      return all as readonly WorkerNo[] as [WorkerNo, WorkerNo, WorkerNo, WorkerNo];
    });
    const putBack = await places().log.copy(settings);
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

  it('an import that was begun before the log was put back is resumed, each member once', async () => {
    const settings = places().fresh();
    const members = Array.from({ length: 30 }, (_, index) => `M-${String(index + 1)}`);
    const content = csv(
      ...members.map((membership, index) => ({
        reference: `R-${String(index + 1)}`,
        kind: '免费体检',
        district: '330602',
        date: '2024-03-01',
        headcount: '1',
        membership,
      })),
    );
    const take = ({ importer }: PairOwner, until: number) =>
      importer.import({
        ...{ id: 'march', source: sheet(content), office: soleOffice, together: 5 },
        by: { actor: 'li', role: 'caseworker', district: null },
        progress: (judged) => {
          if (judged >= until) throw new Error('interrupted');
        },
      });
    await owning(settings, (owner) => expect(take(owner, 10)).rejects.toThrow('interrupted'));
    const putBack = await places().log.copy(settings);
    const early = await owning(settings, async (owner) => {
      await expect(take(owner, 20)).rejects.toThrow('interrupted');
      return Promise.all(members.map((each) => owner.numberOf(each)));
    });
    await putBack(settings);
    await owning(settings, async (owner) => {
      const newcomer = await owner.register('M-100');
      expect(early).not.toContain(newcomer);
      expect(await take(owner, Infinity)).toStrictEqual({ rows: 30, accepted: 30, refused: [] });
      const numbers = await Promise.all(members.map((each) => owner.numberOf(each)));
      expect(new Set([...numbers, newcomer]).size).toBe(31);
      // Members that the vault already knew keep their worker number, even when the restored log no longer has it.
      expect(numbers.filter((_, index) => early[index] !== null)).toStrictEqual(
        early.filter((number) => number !== null),
      );
      const { events } = await owner.log.readAll(owner.log.start, 1_000);
      const acts = events.filter(({ event }) => event.type === 'HealthCheckRecorded');
      const registered = events.filter(({ event }) => event.type === 'WorkerRegistered');
      expect([acts.length, registered.length]).toStrictEqual([30, 31]);
    });
    expect(await pairStateOf(settings)).toStrictEqual(even);
  });
};
