import { createCipheriv, createDecipheriv, createHmac, randomFillSync } from 'node:crypto';
import { VaultFault, type Subject, type SubjectKey } from '@ledger/ledger/ports/key-vault.js';
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
export const encrypt = (key: Uint8Array, bound: string, clear: Uint8Array): Buffer => {
  const nonce = fresh(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce);
  cipher.setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
};

/** Throws where the key, what it is bound to, or a single bit is another. */
export const decrypt = (key: Uint8Array, bound: string, envelope: Uint8Array): Buffer => {
  const decipher = createDecipheriv(algorithm, key, envelope.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(envelope.subarray(envelope.length - tagBytes));
  const body = envelope.subarray(nonceBytes, envelope.length - tagBytes);
  return Buffer.concat([decipher.update(body), decipher.final()]);
};

const isSealed = (value: string): value is Sealed => value.length > 0;

const fingerprintLength = 22;

export const subjectKey = (subject: Subject, secret: Uint8Array): SubjectKey => {
  const encryptionKey = secret.subarray(0, halfBytes);
  const fingerprintKey = secret.subarray(halfBytes);
  const bound = (field: string): string => JSON.stringify([subject, field]);
  const opened = (field: string, envelope: Uint8Array): Buffer => {
    try {
      return decrypt(encryptionKey, bound(field), envelope);
    } catch (cause) {
      throw new VaultFault('UNREADABLE', `the ${field} of ${subject} was sealed by another key`, { cause });
    }
  };
  return {
    seal: (field, text) => {
      const sealed = encrypt(encryptionKey, bound(field), Buffer.from(text)).toString('base64');
      if (!isSealed(sealed)) throw new VaultFault('VAULT_FAULT', 'nothing came of sealing');
      return sealed;
    },
    open: (field, sealed) => opened(field, Buffer.from(sealed, 'base64')).toString(),
    sealBytes: (field, bytes) => encrypt(encryptionKey, bound(field), bytes),
    openBytes: opened,
    fingerprint: (text) =>
      createHmac('sha256', fingerprintKey).update(text).digest('base64url').slice(0, fingerprintLength),
  };
};
