import { createCipheriv, createDecipheriv, createHmac, randomFillSync } from 'node:crypto';
import { VaultFault, type Saying, type Subject, type SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import type { Sealed } from '@ledger/schema/events/values.js';
import { masterKeySentences } from './master-key-problems.js';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
/** A subject's key: 32 bytes to encrypt with, 32 to fingerprint with. */
export const subjectKeyBytes = 64;
const halfBytes = 32;

const page = Buffer.alloc(4_096);
let used = page.length;

/** Random bytes that were never given out before. They are drawn by the page: one call to the system for hundreds. */
export const fresh = (length: number): Buffer => {
  if (used + length > page.length) {
    randomFillSync(page);
    used = 0;
  }
  used += length;
  const drawn = Buffer.from(page.subarray(used - length, used));
  // What is drawn may be a key: it stays with whoever drew it.
  page.fill(0, used - length, used);
  return drawn;
};

/** Nonce, cipher text and tag; `bound` must be the same to open it. */
const encrypt = (key: Uint8Array, bound: string, clear: string | Uint8Array): Buffer => {
  const nonce = fresh(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce);
  cipher.setAAD(Buffer.from(bound));
  const body = typeof clear === 'string' ? cipher.update(clear, 'utf8') : cipher.update(clear);
  return Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()]);
};

/** Throws where the key, what it is bound to, or a single bit is another. */
const decrypt = (key: Uint8Array, bound: string, envelope: Uint8Array): Buffer => {
  const decipher = createDecipheriv(algorithm, key, envelope.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(envelope.subarray(envelope.length - tagBytes));
  const body = envelope.subarray(nonceBytes, envelope.length - tagBytes);
  return Buffer.concat([decipher.update(body), decipher.final()]);
};

/**
 * Which master key has wrapped a key, counted from 1: it stands before each wrapped key, so that a later version can
 * wrap them anew under another master key, one by one.
 */
const masterGeneration = 1;
const generationBytes = 4;

const wrappedFor = (generation: number, name: string): string => JSON.stringify([generation, name]);

/** A key as a vault keeps it: the generation of the master key, and the key sealed by it, bound to its name. */
export const wrap = (masterKey: Uint8Array, name: string, secret: Uint8Array): Buffer => {
  const generation = Buffer.alloc(generationBytes);
  generation.writeUInt32BE(masterGeneration);
  return Buffer.concat([generation, encrypt(masterKey, wrappedFor(masterGeneration, name), secret)]);
};

/** The key; throws where it is another's, was changed, or was wrapped by another generation of the master key. */
export const unwrap = (masterKey: Uint8Array, name: string, wrapped: Uint8Array): Buffer => {
  const generation = Buffer.from(wrapped.subarray(0, generationBytes)).readUInt32BE();
  if (generation !== masterGeneration) {
    const facts = { name, generation, known: masterGeneration };
    throw new VaultFault('WRONG_MASTER_KEY', ...masterKeySentences.told('otherGeneration', facts));
  }
  return decrypt(masterKey, wrappedFor(generation, name), wrapped.subarray(generationBytes));
};

const isSealed = (value: string): value is Sealed => value.length > 0;

const fingerprintLength = 22;

/** A class: tens of thousands are held in memory, and each function of one would be another object. */
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
