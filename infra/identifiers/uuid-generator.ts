import { hash } from 'node:crypto';
import type { IdGenerator } from '@ledger/ledger/ports/id-generator.js';
import { v7 } from 'uuid';

const derivedLength = 24;
const digestLength = 22;

/** A UUID of version 8 (RFC 9562: custom format) made from the first bytes of the SHA-1 hash of a text. */
const uuidOf = (text: string): string => {
  const hex = hash('sha1', text, 'hex');
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const identifiers: IdGenerator = {
  fresh: () => v7(),
  ofEvent: (commandId, stream, index) => uuidOf(`${commandId}\n${stream}\n${String(index)}`),
  derived: (text) => hash('sha256', text, 'hex').slice(0, derivedLength),
  digest: (text) => hash('sha256', text, 'base64url').slice(0, digestLength),
};
