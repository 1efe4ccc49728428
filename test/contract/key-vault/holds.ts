import { randomUUID } from 'node:crypto';
import type { TokenClaim, KeyVault } from '@ledger/ledger/ports/key-vault.js';
import type { Handles } from '../places.js';
import {
  claimOf,
  freshMember,
  freshNationalId,
  freshPosition,
  freshSubject,
  freshWorker,
} from './key-vault-setup.js';

type Held = Readonly<{ claim: TokenClaim; other: TokenClaim; hold: string }>;

/** A token that is held for a worker, and a claim of the same token for another worker. */
const held = async (vault: KeyVault): Promise<Held> => {
  const claim = claimOf(vault, freshNationalId(), freshWorker());
  const hold = randomUUID();
  expect(await vault.hold([claim], hold)).toStrictEqual([claim.worker]);
  return { claim, other: { ...claim, worker: freshWorker() }, hold };
};

const ended = (vaults: Handles<KeyVault>): void => {
  it('finds its worker, and no other claims it, until the hold ends', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const { claim, other: late, hold } = await held(one);
    expect(await other.find([claim.token])).toStrictEqual([claim.worker]);
    expect(await other.hold([late], randomUUID())).toStrictEqual([claim.worker]);
    await one.release([claim], hold);
    await one.release([claim], hold);
    expect(await other.find([claim.token])).toStrictEqual([null]);
    expect(await other.claim([late])).toStrictEqual([late.worker]);
  });

  it('stays bound while another hold of it lasts', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const { claim, other: late, hold } = await held(one);
    const second = randomUUID();
    expect(await other.hold([claim], second)).toStrictEqual([claim.worker]);
    expect(await other.hold([claim], second)).toStrictEqual([claim.worker]);
    await one.release([claim], hold);
    expect(await one.hold([late], randomUUID())).toStrictEqual([claim.worker]);
    await other.release([claim], second);
    expect(await one.find([claim.token])).toStrictEqual([null]);
  });

  it('is not unbound by a hold for another worker, or by one that never was', async () => {
    const vault = await vaults.open();
    const { claim, other, hold } = await held(vault);
    const second = randomUUID();
    await vault.hold([other], second);
    await vault.release([other], second);
    await vault.release([other], hold);
    await vault.release([claim], randomUUID());
    expect(await vault.find([claim.token])).toStrictEqual([claim.worker]);
  });

  it('is held also after the vault was closed', async () => {
    const { claim, hold } = await held(await vaults.open());
    const again = await vaults.reopen();
    expect(await again.find([claim.token])).toStrictEqual([claim.worker]);
    await again.release([claim], hold);
    expect(await again.find([claim.token])).toStrictEqual([null]);
  });

  it('is unbound alone: others of the same worker stay', async () => {
    const vault = await vaults.open();
    const { claim, hold } = await held(vault);
    const kept = claimOf(vault, freshMember(), claim.worker);
    await vault.claim([kept]);
    expect(await vault.hold([kept, claim], hold)).toStrictEqual([claim.worker, claim.worker]);
    await vault.release([kept, claim], hold);
    expect(await vault.find([kept.token, claim.token])).toStrictEqual([claim.worker, null]);
  });

  it('is held of many at once', async () => {
    const vault = await vaults.open();
    const all = Array.from({ length: 20 }, () => claimOf(vault, freshMember(), freshWorker()));
    const [tokens, workers] = [all.map(({ token }) => token), all.map(({ worker }) => worker)];
    const hold = randomUUID();
    expect(await vault.hold(all, hold)).toStrictEqual(workers);
    expect(await vault.keep(tokens.slice(0, 10))).toStrictEqual(workers.slice(0, 10));
    await vault.release(all, hold);
    expect(await vault.find(tokens)).toStrictEqual(
      workers.map((worker, index) => (index < 10 ? worker : null)),
    );
  });
};

const kept = (vaults: Handles<KeyVault>): void => {
  it('by keeping it, and the hold does nothing any more', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const { claim, hold } = await held(one);
    const unknown = one.tokenOf(freshMember());
    expect(await other.keep([unknown, claim.token])).toStrictEqual([null, claim.worker]);
    await one.release([claim], hold);
    await one.hold([claim], hold);
    await one.release([claim], hold);
    expect(await one.keep([unknown, claim.token])).toStrictEqual([null, claim.worker]);
    expect(await one.keep([])).toStrictEqual([]);
  });

  it('by claiming it, for whichever worker', async () => {
    const vault = await vaults.open();
    for (const whose of ['claim', 'other'] as const) {
      const { hold, ...claims } = await held(vault);
      expect(await vault.claim([claims[whose]])).toStrictEqual([claims.claim.worker]);
      await vault.release([claims.claim], hold);
      expect(await vault.find([claims.claim.token])).toStrictEqual([claims.claim.worker]);
    }
  });
};

const raced = (vaults: Handles<KeyVault>): void => {
  it('by whoever is told so, however many hold and release it at once', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const token = one.tokenOf(freshNationalId());
    const owners: TokenClaim['worker'][] = [];
    /** Holds the token for its own worker some times. Only the last round of each is not released. */
    const contend = async (vault: KeyVault, rounds: number): Promise<void> => {
      const claim = { token, worker: freshWorker() };
      for (let round = 1; round <= rounds; round += 1) {
        const hold = randomUUID();
        const isOurs = (await vault.hold([claim], hold))[0] === claim.worker;
        if (isOurs) expect(await vault.find([token])).toStrictEqual([claim.worker]);
        if (isOurs && round === rounds) {
          await vault.keep([token]);
          owners.push(claim.worker);
        } else await vault.release([claim], hold);
      }
    };
    await Promise.all([one, other, one, other].map((vault, index) => contend(vault, 8 + index)));
    expect(new Set(owners).size).toBeLessThan(2);
    expect(await one.find([token])).toStrictEqual([owners[0] ?? null]);
  });
};

export const holds = (vaults: Handles<KeyVault>): void => {
  describe('a held token', () => {
    ended(vaults);
    raced(vaults);
    it('is gone with its person, and so is the hold', async () => {
      const vault = await vaults.open();
      const { claim, other, hold } = await held(vault);
      const subject = freshSubject();
      await vault.erase(subject, claim.worker, freshPosition());
      expect(await vault.keep([claim.token])).toStrictEqual([null]);
      await vault.claim([other]);
      await vault.release([claim], hold);
      expect(await vault.find([claim.token])).toStrictEqual([other.worker]);
    });
  });
  describe('a held token is bound for ever', () => {
    kept(vaults);
  });
};
