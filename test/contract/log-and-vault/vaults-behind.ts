import { ownPair } from '../../support/pair-owner.js';
import {
  owning,
  pairStateOf,
  register,
  read,
  sentenceOf,
  contentOf,
  even,
  registerOf,
  places,
} from './log-and-vault-setup.js';

export const vaultsBehind = (): void => {
  it('a vault put back from before somebody was registered is refused to an owner', async () => {
    const settings = places().fresh();
    const putBack = await owning(settings, async (owner) => {
      await owner.register('M-1');
      // The vault is copied while the ledger runs. The copy must still be consistent, as a server's backup is.
      const copied = await places().vault.copy(settings);
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
    // Reading commands compare only the ids and the number blocks, so they do not notice this.
    await read(settings);
  });

  it('whoever was erased meanwhile, in the log or in both, does not count', async () => {
    const settings = places().fresh();
    const [putBack, gone] = await owning(settings, async (owner) => {
      await owner.register('M-1');
      const copied = await places().vault.copy(settings);
      const worker = await owner.register('M-2');
      await owner.erase(worker);
      return [copied, worker] as const;
    });
    expect(await pairStateOf(settings)).toStrictEqual(even);
    await putBack(settings);
    await owning(settings, async ({ pairState, log }) => {
      expect(pairState).toStrictEqual(even);
      expect(await registerOf(log, [gone])).toStrictEqual(['WorkerErased']);
    });
  });

  it('reading commands need no master key', async () => {
    const settings = places().fresh();
    await register(settings, 'M-1');
    const elsewhere = { ...settings, masterKeyFile: '/nowhere/master.key' };
    await read(elsewhere);
    await expect(ownPair(elsewhere)).rejects.toThrow('the master key /nowhere/master.key is missing');
  });
};
