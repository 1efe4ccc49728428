import { createHash, createHmac } from 'node:crypto';
import { VaultFault, type LookUp, type Token, type Trait } from '@ledger/ledger/ports/key-vault.js';

export const lookUpKeyBytes = 32;
/**
 * Token lengths in characters of 6 bits. A token that identifies one person has 132 bits, so that two persons never
 * share one. A token of a trait that several persons may share has 66 bits: it only finds candidates, and an index of
 * shorter tokens costs half as much to write.
 */
const tokenLengths: Readonly<Record<(LookUp | Trait)['by'], number>> = {
  membership: 22,
  'national-id': 22,
  name: 11,
  initials: 11,
  phone: 11,
};

const isToken = (value: string): value is Token => value.length > 0;

/** Fingerprint of the master key (SHA-256), so that a wrong key is recognised at start. */
export const masterPrint = (masterKey: Uint8Array): Buffer =>
  createHash('sha256').update('service ledger').update(masterKey).digest();

/** The token of a look-up or a trait: an HMAC with the vault's look-up key, so that it does not reveal the value. */
export const tokenWith = (lookUpKey: Uint8Array, lookUp: LookUp | Trait): Token => {
  const named =
    lookUp.by === 'membership' ? [lookUp.by, lookUp.office, lookUp.value] : [lookUp.by, lookUp.value];
  const token = createHmac('sha256', lookUpKey)
    .update(JSON.stringify(named))
    .digest('base64url')
    .slice(0, tokenLengths[lookUp.by]);
  if (!isToken(token)) throw new VaultFault('VAULT_FAULT', 'nothing came of a look-up');
  return token;
};
