import type { Initiator } from '@ledger/ledger/application/recording.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { Identifiers } from '@ledger/ledger/ports/identifiers.js';
import type { IncomingMessage } from 'node:http';
import type { Loaders } from './loaders.js';

/** What every resolver knows of its request. */
export type RequestContext = Readonly<{ language: Language; by: Initiator; loaders: Loaders }>;

const nameMax = 100;

/** A header as text; a header that is not ASCII comes percent-encoded. */
const header = ({ headers }: IncomingMessage, name: string): string | null => {
  const value = headers[name];
  if (typeof value !== 'string' || value.trim() === '') return null;
  try {
    return decodeURIComponent(value).trim().slice(0, nameMax);
  } catch {
    return value.trim().slice(0, nameMax);
  }
};

/**
 * Who asks, by the headers that the proxy in front of the ledger sets after it has authenticated the user:
 * `x-ledger-actor`, `x-ledger-role`, `x-ledger-district`, `x-correlation-id`. They are names, not proofs.
 */
export const asking = (request: IncomingMessage, ids: Identifiers): Omit<RequestContext, 'loaders'> => ({
  language: /^\s*zh/i.test(request.headers['accept-language'] ?? '') ? 'zh' : 'en',
  by: {
    actor: header(request, 'x-ledger-actor') ?? 'anonymous',
    role: header(request, 'x-ledger-role') ?? 'caseworker',
    district: header(request, 'x-ledger-district'),
    correlation: header(request, 'x-correlation-id') ?? ids.fresh(),
    cause: null,
  },
});

export const contextOf = (request: IncomingMessage, ids: Identifiers, loaders: Loaders): RequestContext => ({
  loaders,
  ...asking(request, ids),
});
