import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { membership, nationalId, nationalIdOf } from '../../support/identifiers.js';
import type { KeyVault, LookUp } from '@ledger/ledger/ports/key-vault.js';
import type { Handles } from '../places.js';
import { claimOf, freshMember, freshNationalId, freshWorker } from './key-vault-setup.js';

const someId = nationalIdOf('31010419900101123');

const tokens = (vaults: Handles<KeyVault>): void => {
  it('is the same for the same look-up, by every handle and after the vault was closed', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const lookUps = [freshMember(), freshNationalId(), freshMember('徐汇区总工会')];
    const first = lookUps.map((lookUp) => one.tokenOf(lookUp));
    expect(lookUps.map((lookUp) => other.tokenOf(structuredClone(lookUp)))).toStrictEqual(first);
    const again = await vaults.reopen();
    expect(lookUps.map((lookUp) => again.tokenOf(lookUp))).toStrictEqual(first);
  });

  it('differs where kind, office or value differ, wherever one ends and the other begins', async () => {
    const vault = await vaults.open();
    const lookUps: readonly LookUp[] = [
      { by: 'national-id', value: nationalId(someId) },
      ...(
        [
          ['A', someId],
          ['AB', someId],
          ['A', `B${someId}`],
          ['AB', '12'],
          ['AB1', '2'],
          ['AB', '1","2'],
          ['AB', '1",2'],
        ] as const
      ).map(([office, value]) => ({
        by: 'membership' as const,
        office: officeCode(office),
        value: membership(value),
      })),
    ];
    expect(new Set(lookUps.map((lookUp) => vault.tokenOf(lookUp))).size).toBe(lookUps.length);
  });

  it('does not say whom it finds', async () => {
    const vault = await vaults.open();
    const token = vault.tokenOf({ by: 'national-id', value: nationalId(someId) });
    for (const part of ['310104', '19900101', 'national']) expect(token).not.toContain(part);
  });
};

const claims = (vaults: Handles<KeyVault>): void => {
  it('to nobody before it was claimed', async () => {
    const vault = await vaults.open();
    const unknown = [freshMember(), freshNationalId()].map((lookUp) => vault.tokenOf(lookUp));
    expect(await vault.find(unknown)).toStrictEqual([null, null]);
    expect(await vault.find([])).toStrictEqual([]);
    expect(await vault.claim([])).toStrictEqual([]);
  });

  it('to the first who claims it, whom every later claimant is told', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const lookUp = freshMember();
    const [first, second, third] = [freshWorker(), freshWorker(), freshWorker()];
    expect(await one.claim([claimOf(one, lookUp, first)])).toStrictEqual([first]);
    expect(await one.claim([claimOf(one, lookUp, second)])).toStrictEqual([first]);
    expect(await other.claim([claimOf(other, lookUp, third)])).toStrictEqual([first]);
    expect(await one.claim([claimOf(one, lookUp, first)])).toStrictEqual([first]);
    expect(await one.find([one.tokenOf(lookUp)])).toStrictEqual([first]);
    expect(await other.find([other.tokenOf(lookUp)])).toStrictEqual([first]);
  });

  it('several to one worker', async () => {
    const vault = await vaults.open();
    const worker = freshWorker();
    const lookUps = [freshMember('office.1'), freshMember('office.2'), freshNationalId()];
    await vault.claim(lookUps.map((lookUp) => claimOf(vault, lookUp, worker)));
    expect(await vault.find(lookUps.map((lookUp) => vault.tokenOf(lookUp)))).toStrictEqual([
      worker,
      worker,
      worker,
    ]);
  });

  it('many at once, answered in the order in which they were asked', async () => {
    const vault = await vaults.open();
    const all = Array.from({ length: 2_000 }, () => claimOf(vault, freshMember(), freshWorker()));
    expect(await vault.claim(all)).toStrictEqual(all.map(({ worker }) => worker));
    const backwards = all.toReversed();
    expect(await vault.find(backwards.map(({ token }) => token))).toStrictEqual(
      backwards.map(({ worker }) => worker),
    );
    const late = all.slice(1_990).map(({ token }) => ({ token, worker: freshWorker() }));
    const unbound = [claimOf(vault, freshMember(), freshWorker())];
    expect(await vault.claim([...late, ...unbound])).toStrictEqual(
      [...all.slice(1_990), ...unbound].map(({ worker }) => worker),
    );
  });

  it('to the first of two claims that are submitted together', async () => {
    const vault = await vaults.open();
    const lookUp = freshMember();
    const [first, second] = [freshWorker(), freshWorker()];
    const both = [claimOf(vault, lookUp, first), claimOf(vault, lookUp, second)];
    expect(await vault.claim(both)).toStrictEqual([first, first]);
    expect(await vault.find([vault.tokenOf(lookUp), vault.tokenOf(lookUp)])).toStrictEqual([first, first]);
  });

  it('to one of two handles that race, as both are told', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const lookUps = Array.from({ length: 100 }, () => freshMember());
    const [ofOne, ofOther] = await Promise.all(
      [one, other].map((vault) =>
        Promise.all(lookUps.map((lookUp) => vault.claim([claimOf(vault, lookUp, freshWorker())]))),
      ),
    );
    expect(ofOther).toStrictEqual(ofOne);
    expect(await one.find(lookUps.map((lookUp) => one.tokenOf(lookUp)))).toStrictEqual(ofOne?.flat());
  });

  it('for ever: also after the vault was closed', async () => {
    const vault = await vaults.open();
    const claim = claimOf(vault, freshNationalId(), freshWorker());
    await vault.claim([claim]);
    const again = await vaults.reopen();
    expect(await again.find([claim.token])).toStrictEqual([claim.worker]);
    expect(await again.claim([{ ...claim, worker: freshWorker() }])).toStrictEqual([claim.worker]);
  });
};

export const lookUps = (vaults: Handles<KeyVault>): void => {
  describe('a token', () => {
    tokens(vaults);
  });
  describe('binds a token', () => {
    claims(vaults);
  });
};
