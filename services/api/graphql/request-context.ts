import type { Initiator } from '@ledger/ledger/use-cases/record-act-command.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { IdGenerator } from '@ledger/ledger/ports/id-generator.js';
import type { IncomingMessage } from 'node:http';
import { wantedOf } from './accept-header.js';
import { loadersOf, type Loaders } from './data-loaders.js';
import type { Handing } from '@ledger/runtime/door/door.js';

/** What every resolver knows of its request. */
export type RequestContext = Readonly<{ language: Language; by: Initiator; loaders: Loaders }>;

const nameMax = 100;

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/**
 * A header as text on one line; a header that is not ASCII comes percent-encoded. Events keep it for ever: no half of
 * a character, no control character and no mark of direction may come into it.
 */
const header = ({ headers }: Asker, name: string): string | null => {
  const value = headers[name];
  if (typeof value !== 'string') return null;
  const text = decoded(value)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return text === '' ? null : Array.from(text).slice(0, nameMax).join('').trimEnd();
};

/** What says who asks: the headers of a request, or of the one that opened a socket. */
export type Asker = Readonly<{ headers: IncomingMessage['headers'] }>;

/** The names that a page may say when it opens a socket: it can set no headers. A header that is there wins. */
const sayable = ['x-ledger-actor', 'x-ledger-role', 'x-ledger-district', 'accept-language'];

/** Who asks over a socket. */
export const askerOf = ({ headers }: Asker, params: Readonly<Record<string, unknown>> | undefined): Asker => {
  const said = Object.entries(params ?? {}).flatMap(([name, value]) =>
    sayable.includes(name.toLowerCase()) && typeof value === 'string'
      ? [[name.toLowerCase(), value] as const]
      : [],
  );
  return { headers: { ...Object.fromEntries(said), ...headers } };
};

/**
 * Who asks, by the headers that the proxy in front of the ledger sets after it has authenticated the user:
 * `x-ledger-actor`, `x-ledger-role`, `x-ledger-district`, `x-correlation-id`. They are names, not proofs.
 */
export const askedBy = (request: Asker): Pick<Initiator, 'actor' | 'role' | 'district'> => ({
  actor: header(request, 'x-ledger-actor') ?? 'anonymous',
  role: header(request, 'x-ledger-role') ?? 'caseworker',
  district: header(request, 'x-ledger-district'),
});

/** The language that the request prefers, of those that we speak; English where it prefers none of them. */
export const languageOf = ({ headers }: Asker): Language => {
  const tag = wantedOf(headers['accept-language']).find((wanted) => /^(zh|en)(-|$)/.test(wanted));
  return tag?.startsWith('zh') === true ? 'zh' : 'en';
};

export const asking = (request: Asker, ids: Pick<IdGenerator, 'fresh'>): Omit<RequestContext, 'loaders'> => ({
  language: languageOf(request),
  by: {
    ...askedBy(request),
    correlation: header(request, 'x-correlation-id') ?? ids.fresh(),
    cause: null,
  },
});

export const contextOf = (request: Asker, ids: Pick<IdGenerator, 'fresh'>, door: Handing): RequestContext => {
  const asked = asking(request, ids);
  return { ...asked, loaders: loadersOf(door, asked.by) };
};
