import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import { sealed } from '@ledger/schema/events/values.js';
import type { Handles } from '../places.js';
import { freshSubject, keyOf, namesOf, said, tampered, vaultFaultOf } from './key-vault-setup.js';

const texts: readonly (readonly [string, string])[] = [
  ['a name', '欧阳娜娜'],
  ['a rare name and emoji', '𠮷田 🛵👩‍🔧'],
  ['separators and quotes', 'a\u2028b\u2029c\r\n"\'`\\\u0000\u0001'],
  ['nothing at all', ''],
  ['a long note', '骑手摔伤，已送医。'.repeat(500)],
];

const keeping = (vaults: Handles<KeyVault>): void => {
  it('made where they are missing, and kept', async () => {
    const vault = await vaults.open();
    const [known, unknown] = [freshSubject(), freshSubject()];
    const secret = (await keyOf(vault, known)).seal(said('name'), '李雷');
    const keys = await vault.keysFor([unknown, known, known]);
    expect(namesOf(keys)).toStrictEqual([known, unknown].toSorted());
    expect(keys.get(known)?.open(said('name'), secret)).toBe('李雷');
    expect(await vault.keysFor([])).toStrictEqual(new Map());
  });

  it('only as far as they exist, and makes none then', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const [known, unknown] = [freshSubject(), freshSubject()];
    const secret = (await keyOf(one, known)).seal(said('name'), '李雷');
    expect(namesOf(await one.existingKeys([known, unknown]))).toStrictEqual([known]);
    const found = await other.existingKeys([unknown, known]);
    expect(namesOf(found)).toStrictEqual([known]);
    expect(found.get(known)?.open(said('name'), secret)).toBe('李雷');
    expect(await other.existingKeys([unknown])).toStrictEqual(new Map());
  });

  it('that are the same by every handle, also of two that make them at once', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const subjects = Array.from({ length: 100 }, freshSubject);
    const [ofOne, ofOther] = await Promise.all([one.keysFor(subjects), other.keysFor(subjects)]);
    const sealedByOne = subjects.map((subject) => ofOne.get(subject)?.seal(said('note'), subject));
    expect(
      subjects.map((subject, index) => {
        const text = sealedByOne[index];
        return text === undefined ? null : ofOther.get(subject)?.open(said('note'), text);
      }),
    ).toStrictEqual(subjects);
  });

  it('of many at once, and after the vault was closed', async () => {
    const vault = await vaults.open();
    const subjects = Array.from({ length: 2_000 }, freshSubject);
    const keys = await vault.keysFor(subjects);
    const texts = subjects.map((subject) => keys.get(subject)?.seal(said('name'), subject));
    const again = await vaults.reopen();
    const found = await again.existingKeys(subjects);
    expect(
      subjects.map((subject, index) => {
        const text = texts[index];
        return text === undefined ? null : found.get(subject)?.open(said('name'), text);
      }),
    ).toStrictEqual(subjects);
  });
};

const sealing = (vaults: Handles<KeyVault>): void => {
  it.each(texts)('%s, which comes back as it was', async (_what, text) => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const subject = freshSubject();
    const secret = (await keyOf(one, subject)).seal(said('name'), text);
    expect(sealed.parse(secret)).toBe(secret);
    expect((await keyOf(one, subject)).open(said('name'), secret)).toBe(text);
    expect((await keyOf(other, subject)).open(said('name'), secret)).toBe(text);
    const again = await vaults.reopen();
    expect((await keyOf(again, subject)).open(said('name'), secret)).toBe(text);
  });

  it('the same text never the same way', async () => {
    const key = await keyOf(await vaults.open(), freshSubject());
    const secrets = Array.from({ length: 1_000 }, () => key.seal(said('name'), '李雷'));
    expect(new Set(secrets).size).toBe(secrets.length);
    expect(new Set(secrets.map((secret) => key.open(said('name'), secret)))).toStrictEqual(new Set(['李雷']));
  });

  it('a text that neither another field nor another subject opens', async () => {
    const vault = await vaults.open();
    const [subject, other] = [freshSubject(), freshSubject()];
    const [key, foreign] = [await keyOf(vault, subject), await keyOf(vault, other)];
    const secret = key.seal(said('name'), '李雷');
    expect(vaultFaultOf(() => key.open(said('phone'), secret))).toBe('UNREADABLE');
    expect(vaultFaultOf(() => key.open(said(''), secret))).toBe('UNREADABLE');
    expect(vaultFaultOf(() => foreign.open(said('name'), secret))).toBe('UNREADABLE');
  });

  it('a text that does not open where a single bit was changed', async () => {
    const key = await keyOf(await vaults.open(), freshSubject());
    const secret = key.seal(said('name'), '李雷');
    const size = Buffer.from(secret, 'base64').length;
    const flipped = Array.from({ length: size }, (_, index) =>
      tampered(secret, (bytes) => {
        bytes[index] = (bytes[index] ?? 0) ^ 1;
        return bytes;
      }),
    );
    expect(flipped.map((text) => vaultFaultOf(() => key.open(said('name'), text)))).toStrictEqual(
      Array(size).fill('UNREADABLE'),
    );
  });

  it('a text that does not open where something is missing or too much', async () => {
    const key = await keyOf(await vaults.open(), freshSubject());
    const secret = key.seal(said('name'), '李雷');
    const changed = [
      tampered(secret, (bytes) => bytes.subarray(1)),
      tampered(secret, (bytes) => bytes.subarray(0, -1)),
      tampered(secret, (bytes) => bytes.subarray(0, 20)),
      tampered(secret, (bytes) => bytes.subarray(0, 1)),
      tampered(secret, (bytes) => Buffer.concat([bytes, bytes])),
    ];
    expect(changed.map((text) => vaultFaultOf(() => key.open(said('name'), text)))).toStrictEqual(
      Array(changed.length).fill('UNREADABLE'),
    );
  });
};

const fingerprints = (vaults: Handles<KeyVault>): void => {
  it('the same way for ever, by every handle', async () => {
    const [one, other] = [await vaults.open(), await vaults.open()];
    const subject = freshSubject();
    const first = (await keyOf(one, subject)).fingerprint('李雷,体检');
    expect((await keyOf(one, subject)).fingerprint('李雷,体检')).toBe(first);
    expect((await keyOf(other, subject)).fingerprint('李雷,体检')).toBe(first);
    expect((await keyOf(await vaults.reopen(), subject)).fingerprint('李雷,体检')).toBe(first);
  });

  it('each text and each subject another way', async () => {
    const vault = await vaults.open();
    const keys = [await keyOf(vault, freshSubject()), await keyOf(vault, freshSubject())];
    const prints = keys.flatMap((key) =>
      ['', 'a', 'b', '李雷', '李雷 '].map((text) => key.fingerprint(text)),
    );
    expect(new Set(prints).size).toBe(10);
  });
};

export const keys = (vaults: Handles<KeyVault>): void => {
  describe('gives keys', () => {
    keeping(vaults);
  });
  describe('seals', () => {
    sealing(vaults);
  });
  describe('takes fingerprints of', () => {
    fingerprints(vaults);
  });
};
