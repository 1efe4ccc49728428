import { createHash, createHmac } from 'node:crypto';
import { VaultFault, type LookUp, type Token, type Trait } from '@ledger/ledger/ports/key-vault.js';

export const lookUpKeyBytes = 32;
/** 132 bits: two persons will never share a token, and an index of short ones stays small. */
const tokenLength = 22;

const isToken = (value: string): value is Token => value.length > 0;

/** By what a vault knows its master key again. */
export const masterPrint = (masterKey: Uint8Array): Buffer =>
  createHash('sha256').update('service ledger').update(masterKey).digest();

/** What a vault with this look-up key makes of a look-up or a trait. */
export const tokenWith = (lookUpKey: Uint8Array, lookUp: LookUp | Trait): Token => {
  const named =
    lookUp.by === 'membership' ? [lookUp.by, lookUp.office, lookUp.value] : [lookUp.by, lookUp.value];
  const token = createHmac('sha256', lookUpKey)
    .update(JSON.stringify(named))
    .digest('base64url')
    .slice(0, tokenLength);
  if (!isToken(token)) throw new VaultFault('VAULT_FAULT', 'nothing came of a look-up');
  return token;
};
