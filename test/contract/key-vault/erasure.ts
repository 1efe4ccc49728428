import { workerStreamOf, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { KeyVault, Subject, Token } from '@ledger/ledger/ports/key-vault.js';
import type { Handles } from '../places.js';
import {
  claimOf,
  freshMember,
  freshNationalId,
  freshPosition,
  freshSubject,
  freshWorker,
  keyOf,
  namesOf,
  said,
} from './key-vault-setup.js';

type Person = Readonly<{ subject: Subject; worker: WorkerNo; tokens: readonly Token[] }>;

/** A person with a data key and two look-ups (membership number and national id). */
const person = async (vault: KeyVault): Promise<Person> => {
  const [subject, worker] = [freshSubject(), freshWorker()];
  const claims = [freshMember(), freshNationalId()].map((lookUp) => claimOf(vault, lookUp, worker));
  await vault.claim(claims);
  await keyOf(vault, subject);
  return { subject, worker, tokens: claims.map(({ token }) => token) };
};

/** All that the vault still has about a person; `made` asks for a key and so would create one. */
const traces = async (vault: KeyVault, { subject, tokens }: Person): Promise<unknown> => ({
  existing: namesOf(await vault.existingKeys([subject])),
  made: namesOf(await vault.keysFor([subject])),
  found: await vault.find(tokens),
});

const none = { existing: [], made: [], found: [null, null] };

export const erasing = (vaults: Handles<KeyVault>): void => {
  describe('erases', () => {
    it('key and look-ups of a person, who gets no key ever after', async () => {
      const vault = await vaults.open();
      const gone = await person(vault);
      await vault.erase(gone.subject, gone.worker, freshPosition());
      expect(await traces(vault, gone)).toStrictEqual(none);
      expect(await traces(await vaults.reopen(), gone)).toStrictEqual(none);
    });

    it('nothing of anybody else', async () => {
      const vault = await vaults.open();
      const [gone, other] = [await person(vault), await person(vault)];
      const secret = (await keyOf(vault, other.subject)).seal(said('name'), '韩梅梅');
      await vault.erase(gone.subject, gone.worker, freshPosition());
      expect(namesOf(await vault.keysFor([gone.subject, other.subject]))).toStrictEqual([other.subject]);
      expect((await keyOf(vault, other.subject)).open(said('name'), secret)).toBe('韩梅梅');
      expect(await vault.find([...gone.tokens, ...other.tokens])).toStrictEqual([
        null,
        null,
        other.worker,
        other.worker,
      ]);
    });

    it('for every handle, also one that has used the key', async () => {
      const [one, other] = [await vaults.open(), await vaults.open()];
      const gone = await person(one);
      await keyOf(other, gone.subject);
      await one.erase(gone.subject, gone.worker, freshPosition());
      expect(await traces(other, gone)).toStrictEqual(none);
      expect(await traces(one, gone)).toStrictEqual(none);
    });

    it('a second time without harm', async () => {
      const vault = await vaults.open();
      const gone = await person(vault);
      await vault.erase(gone.subject, gone.worker, freshPosition());
      await vault.erase(gone.subject, gone.worker, freshPosition());
      expect(await traces(vault, gone)).toStrictEqual(none);
    });

    it('somebody who never had a key', async () => {
      const vault = await vaults.open();
      const [subject, worker] = [freshSubject(), freshWorker()];
      await vault.erase(subject, worker, freshPosition());
      expect(await vault.keysFor([subject])).toStrictEqual(new Map());
    });

    it('for good: its bytes are gone once nobody reads an older moment', async () => {
      const vault = await vaults.open();
      const gone = await person(vault);
      await vault.erase(gone.subject, gone.worker, freshPosition());
      expect(await vault.isGone(gone.subject)).toBe(true);
    });

    it('nobody who was not erased: their key is not gone', async () => {
      const vault = await vaults.open();
      const { subject } = await person(vault);
      expect([await vault.isGone(subject), await vault.isGone(freshSubject())]).toStrictEqual([false, false]);
    });

    it('whatever finds the person with the key: before that the key is not gone', async () => {
      const vault = await vaults.open();
      const worker = freshWorker();
      const subject = workerStreamOf(worker);
      await keyOf(vault, subject);
      await vault.claim([claimOf(vault, freshMember(), worker)]);
      await vault.destroy(subject);
      expect(await vault.isGone(subject)).toBe(false);
      await vault.erase(subject, worker, freshPosition());
      expect(await vault.isGone(subject)).toBe(true);
    });

    it('the key of a subject that is no person, and no key is made again', async () => {
      const [one, other] = [await vaults.open(), await vaults.open()];
      const [sheet, kept] = [freshSubject(), freshSubject()];
      await one.keysFor([sheet, kept]);
      await other.keysFor([sheet]);
      await one.destroy(sheet);
      await one.destroy(sheet);
      const never = freshSubject();
      await one.destroy(never);
      expect(await other.keysFor([never])).toStrictEqual(new Map());
      for (const vault of [one, other])
        expect(namesOf(await vault.keysFor([sheet, kept]))).toStrictEqual([kept]);
      const again = await vaults.reopen();
      expect(namesOf(await again.keysFor([sheet, kept, never]))).toStrictEqual([kept]);
    });

    it('so that the same look-up may find another person later', async () => {
      const vault = await vaults.open();
      const gone = await person(vault);
      await vault.erase(gone.subject, gone.worker, freshPosition());
      const successor = freshWorker();
      const claims = gone.tokens.map((token) => ({ token, worker: successor }));
      expect(await vault.claim(claims)).toStrictEqual([successor, successor]);
      expect(await vault.find(gone.tokens)).toStrictEqual([successor, successor]);
      expect(await vault.keysFor([gone.subject])).toStrictEqual(new Map());
    });
  });
};
