import { openLog, openVault } from '@ledger/runtime/engines/engines.js';
import { ownPair } from '../../support/pair-owner.js';
import { owning, pairStateOf, register, read, even, places } from './log-and-vault-setup.js';

export const firstStarts = (): void => {
  it('a first start makes both, and they name each other', async () => {
    const settings = places().fresh();
    await read(settings);
    await owning(settings, async ({ pairState, vault }) => {
      expect(pairState).toStrictEqual({ kind: 'none' });
      const opened = await openLog(settings, 'read');
      expect(await vault.notes.ids()).toStrictEqual({ vault: opened.ids.vault, log: opened.ids.log });
      await opened.log.close();
    });
    await read(settings);
    expect(await pairStateOf(settings)).toStrictEqual(even);
    expect(await register(settings, 'M-1', 'M-2')).toStrictEqual([1, 2]);
    expect(await pairStateOf(settings)).toStrictEqual(even);
  });

  it('a first start that broke off behind the vault is finished by the next', async () => {
    const settings = places().fresh();
    await (await openVault(settings, 'write')).close();
    await read(settings);
    expect(await pairStateOf(settings)).toStrictEqual({ kind: 'vault only' });
    expect(await pairStateOf(settings)).toStrictEqual(even);
  });

  it('a first start that broke off behind the log is finished by the next', async () => {
    const settings = places().fresh();
    const vault = await openVault(settings, 'write');
    await (await openLog(settings, 'write', (await vault.notes.ids()).vault)).log.close();
    await vault.close();
    await read(settings);
    expect(await pairStateOf(settings)).toStrictEqual({ kind: 'unbound' });
    expect(await pairStateOf(settings)).toStrictEqual(even);
  });

  it('several first starts at once make one pair', async () => {
    const settings = places().fresh();
    const owners = await Promise.all(Array.from({ length: 6 }, () => ownPair(settings)));
    const ids = await Promise.all(owners.map(({ vault }) => vault.notes.ids()));
    expect(ids).toStrictEqual(ids.map(() => ids[0]));
    for (const owner of owners) await owner.close();
    expect(await pairStateOf(settings)).toStrictEqual(even);
  });
};
