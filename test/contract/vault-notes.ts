import { freshUniqueId } from '@ledger/infra/identifiers/fresh-unique-id.js';
import { isUniqueId } from '@ledger/ledger/kernel/unique-id.js';
import type { NotedVault, Subject } from '@ledger/ledger/ports/key-vault.js';
import { blockTo, freshPosition, freshSubject, freshWorker, keyOf } from './key-vault/key-vault-setup.js';
import { handlesOn, type Handles, type MakePlace } from './places.js';

const identity = (vaults: Handles<NotedVault>): void => {
  it('it has an id from its beginning, and no log', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const ids = await one.notes.ids();
    expect(ids).toStrictEqual({ vault: expect.any(String) as unknown, log: null });
    expect(isUniqueId(ids.vault)).toBe(true);
    expect(await other.notes.ids()).toStrictEqual(ids);
    expect(await (await vaults.reopen()).notes.ids()).toStrictEqual(ids);
  });

  it('it belongs to the first log that it is told, also of several at once, for ever', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const { vault } = await one.notes.ids();
    const logs = Array.from({ length: 6 }, freshUniqueId);
    const reported = await Promise.all(
      logs.map((log, index) => (index % 2 === 0 ? one : other).notes.bind(log)),
    );
    const [log = null] = reported;
    expect(new Set(reported)).toStrictEqual(new Set([log]));
    expect(logs).toContain(log);
    const again = await vaults.reopen();
    expect(await again.notes.ids()).toStrictEqual({ vault, log });
    expect(await again.notes.bind(freshUniqueId())).toBe(log);
    expect(await again.notes.ids()).toStrictEqual({ vault, log });
  });
};

const blocks = (vaults: Handles<NotedVault>): void => {
  it('a block is noted if that very command has noted it', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const noted = blockTo((await one.lastNumber()) + 1_000);
    expect(await one.notes.hasBlock(noted)).toBe(false);
    await one.noteBlock(noted);
    await one.noteBlock(blockTo(noted.to));
    const asked = [noted, blockTo(noted.to), { ...noted, to: blockTo(noted.to + 1_000).to }];
    const has = (vault: NotedVault): Promise<readonly boolean[]> =>
      Promise.all(asked.map((block) => vault.notes.hasBlock(block)));
    expect(await has(one)).toStrictEqual([true, false, false]);
    expect(await has(other)).toStrictEqual([true, false, false]);
    const again = await vaults.reopen();
    expect([await has(again), await again.notes.lastNumber()]).toStrictEqual([
      [true, false, false],
      noted.to,
    ]);
  });
};

const persons = (vaults: Handles<NotedVault>): void => {
  it('whoever has a key, or had one that was destroyed, is known', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const [known, gone, unknown] = [freshSubject(), freshSubject(), freshSubject()];
    await keyOf(one, known);
    await keyOf(one, gone);
    await one.erase(gone, freshWorker(), freshPosition());
    expect(await other.notes.known([unknown, gone, known])).toStrictEqual(new Set([gone, known]));
    expect(await other.notes.known([])).toStrictEqual(new Set());
    await other.existingKeys([unknown]);
    expect(await other.notes.known([unknown])).toStrictEqual(new Set());
  });

  it('many are known at once', async () => {
    const vault = await vaults.open();
    const subjects = Array.from({ length: 6_000 }, freshSubject);
    await vault.keysFor(subjects.slice(1_000));
    expect(await vault.notes.known(subjects)).toStrictEqual(new Set(subjects.slice(1_000)));
  });
};

const erasures = (vaults: Handles<NotedVault>): void => {
  const gone = async (vault: NotedVault): Promise<Readonly<{ subject: Subject; at: string }>> => {
    const [subject, at] = [freshSubject(), freshPosition()];
    await vault.erase(subject, freshWorker(), at);
    return { subject, at };
  };

  it('those erased are told by their place in the log, the latest first, page by page', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const all = [await gone(one), await gone(other), await gone(one), await gone(one), await gone(other)];
    const latest = all.toReversed();
    expect(await other.notes.erasedBefore(null, 2)).toStrictEqual(latest.slice(0, 2));
    expect(await other.notes.erasedBefore(freshPosition(), 3)).toStrictEqual(latest.slice(0, 3));
    const page = await one.notes.erasedBefore(null, 3);
    expect(await one.notes.erasedBefore(page.at(-1)?.at ?? null, 2)).toStrictEqual(latest.slice(3));
    expect(await (await vaults.reopen()).notes.erasedBefore(null, 1)).toStrictEqual(latest.slice(0, 1));
  });

  it('somebody who is erased a second time stands at the place that was told last', async () => {
    const vault = await vaults.open();
    const first = await gone(vault);
    const second = await gone(vault);
    const at = freshPosition();
    await vault.erase(first.subject, freshWorker(), at);
    expect(await vault.notes.erasedBefore(null, 2)).toStrictEqual([{ subject: first.subject, at }, second]);
  });
};

/** The contract of the notes of a key vault, which a ledger reads when it is opened. */
export const describeVaultNotes = (name: string, place: MakePlace<NotedVault>): void => {
  describe(`in the notes of the key vault “${name}”`, () => {
    for (const cases of [identity, blocks, persons, erasures]) {
      // Each group of cases gets a separate vault, because the cases check the first and the last of all its notes.
      describe(cases.name, () => {
        cases(handlesOn(place));
      });
    }
  });
};
