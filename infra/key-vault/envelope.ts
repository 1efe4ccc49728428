import { createCipheriv, createDecipheriv, createHmac, randomFillSync } from 'node:crypto';
import { VaultFault, type Saying, type Subject, type SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import { isSealed, type Sealed } from '@ledger/schema/events/brands.js';
import { masterKeySentences } from './master-key-problems.js';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
/** Length of a data key: 32 bytes for encryption, then 32 bytes for fingerprints. */
export const subjectKeyBytes = 64;
const halfBytes = 32;

const page = Buffer.alloc(4_096);
let used = page.length;

/** Returns new random bytes. They are drawn from the system 4096 bytes at a time, which is faster than many calls. */
export const fresh = (length: number): Buffer => {
  if (used + length > page.length) {
    randomFillSync(page);
    used = 0;
  }
  used += length;
  const drawn = Buffer.from(page.subarray(used - length, used));
  // The bytes may become a key: only the caller may have a copy.
  page.fill(0, used - length, used);
  return drawn;
};

/** Encrypts and returns nonce, cipher text and tag. `bound` is authenticated: decryption needs the same value. */
const encrypt = (key: Uint8Array, bound: string, clear: string | Uint8Array): Buffer => {
  const nonce = fresh(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce);
  cipher.setAAD(Buffer.from(bound));
  const body = typeof clear === 'string' ? cipher.update(clear, 'utf8') : cipher.update(clear);
  return Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()]);
};

/** Decrypts. Throws if the key, `bound` or any bit of the envelope differs. */
const decrypt = (key: Uint8Array, bound: string, envelope: Uint8Array): Buffer => {
  const decipher = createDecipheriv(algorithm, key, envelope.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(envelope.subarray(envelope.length - tagBytes));
  const body = envelope.subarray(nonceBytes, envelope.length - tagBytes);
  return Buffer.concat([decipher.update(body), decipher.final()]);
};

/**
 * Number of the master key, counted from 1. It is stored before each encrypted key, so that a later version can encrypt
 * the keys again under another master key, one by one.
 */
const masterGeneration = 1;
const generationBytes = 4;

const wrappedFor = (generation: number, name: string): string => JSON.stringify([generation, name]);

/** Encrypts a key for storage: the number of the master key, then the encrypted key, which is bound to its name. */
export const wrap = (masterKey: Uint8Array, name: string, secret: Uint8Array): Buffer => {
  const generation = Buffer.alloc(generationBytes);
  generation.writeUInt32BE(masterGeneration);
  return Buffer.concat([generation, encrypt(masterKey, wrappedFor(masterGeneration, name), secret)]);
};

/**
 * Decrypts a stored key. Throws VaultFault WRONG_MASTER_KEY if the stored number of the master key is not the current
 * one, and an error of the cipher if the bytes were changed or belong to another name.
 */
export const unwrap = (masterKey: Uint8Array, name: string, wrapped: Uint8Array): Buffer => {
  const generation = Buffer.from(wrapped.subarray(0, generationBytes)).readUInt32BE();
  if (generation !== masterGeneration) {
    const facts = { name, generation, known: masterGeneration };
    throw new VaultFault('WRONG_MASTER_KEY', ...masterKeySentences.faultText('otherGeneration', facts));
  }
  return decrypt(masterKey, wrappedFor(generation, name), wrapped.subarray(generationBytes));
};

const fingerprintLength = 22;

/** A class, because tens of thousands of keys are held in memory: closures would need several objects per key. */
class SecretKey implements SubjectKey {
  private readonly encryptionKey: Uint8Array;
  private readonly fingerprintKey: Uint8Array;

  constructor(
    private readonly subject: Subject,
    secret: Uint8Array,
  ) {
    this.encryptionKey = secret.subarray(0, halfBytes);
    this.fingerprintKey = secret.subarray(halfBytes);
  }

  seal(at: Saying, text: string): Sealed {
    const sealed = encrypt(this.encryptionKey, this.said(at), text).toString('base64');
    if (!isSealed(sealed)) throw new VaultFault('VAULT_FAULT', 'nothing came of sealing');
    return sealed;
  }

  open(at: Saying, sealed: Sealed): string {
    return this.opened(at.field, this.said(at), Buffer.from(sealed, 'base64')).toString();
  }

  sealBytes(field: string, bytes: Uint8Array): Uint8Array {
    return encrypt(this.encryptionKey, this.kept(field), bytes);
  }

  openBytes(field: string, sealed: Uint8Array): Uint8Array {
    return this.opened(field, this.kept(field), sealed);
  }

  fingerprint(text: string): string {
    const print = createHmac('sha256', this.fingerprintKey).update(text).digest('base64url');
    return print.slice(0, fingerprintLength);
  }

  private said({ stream, command, field }: Saying): string {
    return JSON.stringify([this.subject, stream, command, field]);
  }

  private kept(field: string): string {
    return JSON.stringify([this.subject, field]);
  }

  private opened(field: string, bound: string, envelope: Uint8Array): Buffer {
    try {
      return decrypt(this.encryptionKey, bound, envelope);
    } catch (cause) {
      const why = 'it was changed, or sealed by another key or for another event';
      throw new VaultFault('UNREADABLE', `the ${field} of ${this.subject} cannot be opened: ${why}`, {
        cause,
      });
    }
  }
}

export const subjectKey = (subject: Subject, secret: Uint8Array): SubjectKey =>
  new SecretKey(subject, secret);
