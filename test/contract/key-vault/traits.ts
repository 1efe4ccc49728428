import { randomInt } from 'node:crypto';
import { phoneFrom, type Phone } from '@ledger/ledger/kernel/identifiers.js';
import type { WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { comparableName, type ComparableName } from '@ledger/ledger/kernel/person-names.js';
import type { Described, KeyVault, Trait } from '@ledger/ledger/ports/key-vault.js';
import type { Handles } from '../places.js';
import { freshPosition, freshSubject, freshWorker, keyOf } from './key-vault-setup.js';

const named = (text: string): ComparableName => {
  const name = comparableName(text);
  if (name === null) throw new Error(`${text} is no name`);
  return name;
};

/** A phone number that no other case uses. It is random, so that another run hardly ever uses it. */
const freshPhone = (): Phone => {
  const phone = phoneFrom(`139${String(randomInt(10_000_000, 100_000_000))}`);
  if (phone === null) throw new Error('no phone number was made');
  return phone;
};

/** A person with a data key and the given name or phone number. */
const called = async (
  vault: KeyVault,
  said: Partial<Pick<Described, 'name' | 'phone'>>,
): Promise<Described> => {
  const person = { subject: freshSubject(), worker: freshWorker(), name: null, phone: null, ...said };
  await keyOf(vault, person.subject);
  await vault.describe([person]);
  return person;
};

const numbers = (...persons: readonly Described[]): readonly WorkerNo[] =>
  persons.map(({ worker }) => worker).toSorted((a, b) => a - b);

/**
 * Of these persons, those with the trait, in the order in which the vault returns them. Other persons of the vault are
 * left out.
 */
const among = async (
  vault: KeyVault,
  persons: readonly Described[],
  trait: Trait,
): Promise<readonly WorkerNo[]> => {
  const found = await vault.whoHas(trait);
  return found.filter((worker) => persons.some((person) => person.worker === worker));
};

export const traits = (vaults: Handles<KeyVault>): void => {
  describe('looks for', () => {
    it('everybody of a name, by every handle and after the vault was closed', async () => {
      const [one, other] = [await vaults.open(), await vaults.open()];
      const [first, second] = [
        await called(one, { name: named('古丽·阿依') }),
        await called(other, { name: named('古丽 阿依') }),
      ];
      const third = await called(one, { name: named('古丽') });
      const all = [first, second, third];
      const expectFound = async (vault: KeyVault): Promise<void> => {
        const whole = { by: 'name', value: named('古丽阿依') } as const;
        expect(await among(vault, all, whole)).toStrictEqual(numbers(first, second));
        expect(await among(vault, all, { by: 'name', value: named('古丽') })).toStrictEqual(numbers(third));
      };
      await expectFound(one);
      await expectFound(other);
      await expectFound(await vaults.reopen());
    });

    it('everybody by the initials of a name in pinyin, and not by those of another kind of trait', async () => {
      const vault = await vaults.open();
      const all = [
        await called(vault, { name: named('欧阳靖宇') }),
        await called(vault, { name: named('欧阳敬宇') }),
      ];
      const other = await called(vault, { name: named('oyjy王') });
      const initials = { by: 'initials', value: 'oyjy' } as const;
      expect(await among(vault, [...all, other], initials)).toStrictEqual(numbers(...all));
    });

    it('somebody by the initials of each reading of a name, or of its words', async () => {
      const vault = await vaults.open();
      const [read, ofWords] = [
        await called(vault, { name: '曾长江' }),
        await called(vault, { name: 'Gulnar Ayşe' }),
      ];
      const all = [read, ofWords];
      for (const value of ['zcj', 'zzj', 'ccj', 'czj'])
        expect(await among(vault, all, { by: 'initials', value })).toStrictEqual(numbers(read));
      expect(await among(vault, all, { by: 'initials', value: 'ga' })).toStrictEqual(numbers(ofWords));
      const comparable = { by: 'name', value: named('gulnar ayşe') } as const;
      expect(await among(vault, all, comparable)).toStrictEqual([]);
      expect(await among(vault, all, { by: 'name', value: named('GulnarAyşe') })).toStrictEqual(
        numbers(ofWords),
      );
    });

    it('nobody by a masked name', async () => {
      const vault = await vaults.open();
      const person = await called(vault, { name: '张*' });
      expect(await among(vault, [person], { by: 'initials', value: 'z' })).toStrictEqual([]);
    });

    it('everybody by a phone number', async () => {
      const vault = await vaults.open();
      const phone = freshPhone();
      const all = [await called(vault, { phone }), await called(vault, { phone, name: named('王芳') })];
      expect(await vault.whoHas({ by: 'phone', value: phone })).toStrictEqual(numbers(...all));
      expect(await vault.whoHas({ by: 'phone', value: freshPhone() })).toStrictEqual([]);
    });

    it('somebody by what was noted before as well, and twice as once', async () => {
      const vault = await vaults.open();
      const phone = freshPhone();
      const person = await called(vault, { phone });
      for (let time = 0; time < 2; time += 1)
        await vault.describe([{ ...person, name: named('王芳'), phone: null }]);
      expect(await vault.whoHas({ by: 'phone', value: phone })).toStrictEqual([person.worker]);
      expect(await among(vault, [person], { by: 'name', value: named('王芳') })).toStrictEqual([
        person.worker,
      ]);
    });

    it('somebody who is described anew by nothing that was noted before', async () => {
      const [one, other] = [await vaults.open(), await vaults.open()];
      const [phone, before] = [freshPhone(), freshPhone()];
      const person = await called(one, { name: named('王方'), phone: before });
      const namesake = await called(one, { name: named('王方') });
      await other.describeAnew({ ...person, name: named('李方'), phone });
      for (const vault of [one, other]) {
        const all = [person, namesake];
        expect(await vault.whoHas({ by: 'phone', value: before })).toStrictEqual([]);
        expect(await vault.whoHas({ by: 'phone', value: phone })).toStrictEqual([person.worker]);
        expect(await among(vault, all, { by: 'name', value: named('王方') })).toStrictEqual(
          numbers(namesake),
        );
        expect(await among(vault, all, { by: 'initials', value: 'wf' })).toStrictEqual(numbers(namesake));
        expect(await among(vault, all, { by: 'name', value: named('李方') })).toStrictEqual(numbers(person));
      }
      await other.describeAnew({ ...person, name: null, phone: null });
      expect(await one.whoHas({ by: 'phone', value: phone })).toStrictEqual([]);
    });

    it('nobody who was erased, also where a writer describes them afterwards', async () => {
      const [one, other] = [await vaults.open(), await vaults.open()];
      const phone = freshPhone();
      const said = { name: named('王芳'), phone };
      const [gone, kept] = [await called(one, said), await called(one, said)];
      await one.erase(gone.subject, gone.worker, freshPosition());
      await other.describe([gone]);
      await other.describeAnew(gone);
      for (const vault of [one, other]) {
        expect(await vault.whoHas({ by: 'phone', value: phone })).toStrictEqual(numbers(kept));
        expect(await among(vault, [gone], { by: 'name', value: named('王芳') })).toStrictEqual([]);
        expect(await among(vault, [gone], { by: 'initials', value: 'wf' })).toStrictEqual([]);
      }
      expect(await one.isGone(gone.subject)).toBe(true);
    });
  });
};
