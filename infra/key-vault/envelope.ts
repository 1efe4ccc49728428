import { createCipheriv, createDecipheriv, createHmac, randomFillSync } from 'node:crypto';
import { VaultFault, type Saying, type Subject, type SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import type { Sealed } from '@ledger/schema/events/values.js';

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
const encrypt = (key: Uint8Array, bound: string, clear: Uint8Array): Buffer => {
  const nonce = fresh(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce);
  cipher.setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
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
    throw new VaultFault(
      'WRONG_MASTER_KEY',
      `the key ${name} was wrapped by generation ${String(generation)} of the master key; this version of the ledger ` +
        `knows generation ${String(masterGeneration)}: use the version that wrote it`,
    );
  }
  return decrypt(masterKey, wrappedFor(generation, name), wrapped.subarray(generationBytes));
};

const isSealed = (value: string): value is Sealed => value.length > 0;

const fingerprintLength = 22;

export const subjectKey = (subject: Subject, secret: Uint8Array): SubjectKey => {
  const encryptionKey = secret.subarray(0, halfBytes);
  const fingerprintKey = secret.subarray(halfBytes);
  const said = ({ stream, command, field }: Saying): string =>
    JSON.stringify([subject, stream, command, field]);
  const kept = (field: string): string => JSON.stringify([subject, field]);
  const opened = (field: string, bound: string, envelope: Uint8Array): Buffer => {
    try {
      return decrypt(encryptionKey, bound, envelope);
    } catch (cause) {
      const why = 'it was changed, or sealed by another key or for another event';
      throw new VaultFault('UNREADABLE', `the ${field} of ${subject} cannot be opened: ${why}`, { cause });
    }
  };
  return {
    seal: (at, text) => {
      const sealed = encrypt(encryptionKey, said(at), Buffer.from(text)).toString('base64');
      if (!isSealed(sealed)) throw new VaultFault('VAULT_FAULT', 'nothing came of sealing');
      return sealed;
    },
    open: (at, sealed) => opened(at.field, said(at), Buffer.from(sealed, 'base64')).toString(),
    sealBytes: (field, bytes) => encrypt(encryptionKey, kept(field), bytes),
    openBytes: (field, sealed) => opened(field, kept(field), sealed),
    fingerprint: (text) =>
      createHmac('sha256', fingerprintKey).update(text).digest('base64url').slice(0, fingerprintLength),
  };
};
