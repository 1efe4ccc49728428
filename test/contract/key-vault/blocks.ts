import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import type { Handles } from '../places.js';
import { blockTo } from './key-vault-setup.js';

export const blocks = (vaults: Handles<KeyVault>): void => {
  describe('notes blocks of worker numbers', () => {
    it('and tells every handle the highest number of all', async () => {
      const [one, other] = [await vaults.open(), await vaults.open()];
      const before = await one.lastNumber();
      await one.noteBlock(blockTo(before + 2_000));
      expect([await one.lastNumber(), await other.lastNumber()]).toStrictEqual([
        before + 2_000,
        before + 2_000,
      ]);
      await other.noteBlock(blockTo(before + 1_000));
      expect([await one.lastNumber(), await other.lastNumber()]).toStrictEqual([
        before + 2_000,
        before + 2_000,
      ]);
      await other.noteBlock(blockTo(before + 3_000));
      expect(await one.lastNumber()).toBe(before + 3_000);
    });

    it('for ever: also after the vault was closed', async () => {
      const vault = await vaults.open();
      const last = (await vault.lastNumber()) + 1_000;
      await vault.noteBlock(blockTo(last));
      expect(await (await vaults.reopen()).lastNumber()).toBe(last);
    });

    it('once, however often that is asked for', async () => {
      const [one, other] = [await vaults.open(), await vaults.open()];
      const block = blockTo((await one.lastNumber()) + 1_000);
      await Promise.all([one.noteBlock(block), other.noteBlock(block), one.noteBlock(block)]);
      expect(await other.lastNumber()).toBe(block.to);
    });
  });
};
