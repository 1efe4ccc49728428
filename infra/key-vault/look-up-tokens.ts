import { createHash, createHmac } from 'node:crypto';
import { VaultFault, type LookUp, type Token, type Trait } from '@ledger/ledger/ports/key-vault.js';

export const lookUpKeyBytes = 32;
/**
 * In characters of six bits. 132 bits for what finds one person: two will never share a token. 66 bits for what any
 * number of persons may have: it finds candidates, and an index of short ones costs half as much to write.
 */
const tokenLengths: Readonly<Record<(LookUp | Trait)['by'], number>> = {
  membership: 22,
  'national-id': 22,
  name: 11,
  initials: 11,
  phone: 11,
};

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
    .slice(0, tokenLengths[lookUp.by]);
  if (!isToken(token)) throw new VaultFault('VAULT_FAULT', 'nothing came of a look-up');
  return token;
};
