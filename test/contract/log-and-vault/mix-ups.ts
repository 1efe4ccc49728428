import { openVault } from '@ledger/runtime/engines/engines.js';
import { ownPair } from '../../support/pair-owner.js';
import {
  pairStateOf,
  register,
  read,
  sentenceOf,
  even,
  expectRefused,
  places,
} from './log-and-vault-setup.js';

export const mixUps = (): void => {
  it('a vault that is missing', async () => {
    const settings = places().fresh();
    await register(settings, 'M-1');
    await places().vault.remove(settings);
    await expectRefused(settings, /^the key vault .* is missing, and the log .* was written with one: put/);
  });

  it('a vault that is missing beside a log in which nothing is recorded', async () => {
    const settings = places().fresh();
    await pairStateOf(settings);
    await places().vault.remove(settings);
    await expectRefused(settings, /^the key vault .* is missing/);
  });

  it('a log that is missing', async () => {
    const settings = places().fresh();
    await register(settings, 'M-1');
    await places().log.remove(settings);
    await expectRefused(settings, /^the log .* is missing, and the key vault .* belongs to one: put/);
  });

  it('the vault of another ledger', async () => {
    const [settings, other] = [places().fresh(), places().fresh()];
    await register(settings, 'M-1');
    await register(other, 'M-1');
    await (
      await places().vault.copy(other)
    )(settings);
    await expectRefused(settings, /^the log .* and the key vault .* belong to two ledgers: put back/);
  });

  it('a vault put back from before the last block of numbers', async () => {
    const settings = places().fresh();
    await register(settings, 'M-1');
    const putBack = await places().vault.copy(settings);
    await register(settings, 'M-2');
    await putBack(settings);
    await expectRefused(settings, /^the key vault .* is older than the log .*: it lacks the last block/);
  });

  it('a vault put back from before the first start told it its log', async () => {
    const settings = places().fresh();
    await (await openVault(settings, 'write')).close();
    const putBack = await places().vault.copy(settings);
    await register(settings, 'M-1');
    await putBack(settings);
    await expectRefused(settings, /^the key vault .* is older than the log/);
  });

  it('is let through again once the vault is put back as it was', async () => {
    const settings = places().fresh();
    await register(settings, 'M-1');
    const putBack = await places().vault.copy(settings);
    await places().vault.remove(settings);
    expect(await sentenceOf(ownPair(settings))).toContain('is missing');
    await putBack(settings);
    await read(settings);
    expect(await pairStateOf(settings)).toStrictEqual(even);
  });
};
