import type { Requester } from '@ledger/ledger/use-cases/record-act-command.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { IdGenerator } from '@ledger/ledger/ports/id-generator.js';
import type { IncomingMessage } from 'node:http';
import { wantedOf } from './accept-header.js';
import { loadersOf, type Loaders } from './data-loaders.js';
import type { OrderHandler } from '@ledger/runtime/door/door.js';

/** The GraphQL context of a request, available to every resolver. */
export type RequestContext = Readonly<{ language: Language; by: Requester; loaders: Loaders }>;

const nameMax = 100;

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/**
 * A header as one line of at most 100 characters; null if it is missing or empty. Proxies send text that is not ASCII
 * percent-encoded. Events store these texts for ever, so half characters, control characters and bidirectional marks
 * are removed.
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

/** The headers that identify the caller: those of a request, or of the request that opened a socket. */
export type Asker = Readonly<{ headers: IncomingMessage['headers'] }>;

/**
 * Headers that a web page may send as connection parameters of a socket, because browsers let pages set no headers
 * there. A real header takes precedence.
 */
const sayable = ['x-ledger-actor', 'x-ledger-role', 'x-ledger-district', 'accept-language'];

/** The headers of a socket's request, completed by its connection parameters. */
export const askerOf = ({ headers }: Asker, params: Readonly<Record<string, unknown>> | undefined): Asker => {
  const said = Object.entries(params ?? {}).flatMap(([name, value]) =>
    sayable.includes(name.toLowerCase()) && typeof value === 'string'
      ? [[name.toLowerCase(), value] as const]
      : [],
  );
  return { headers: { ...Object.fromEntries(said), ...headers } };
};

/**
 * The caller, from headers that the proxy sets after it has authenticated the user: `x-ledger-actor`, `x-ledger-role`,
 * `x-ledger-district`. The ledger does not verify them.
 */
export const askedBy = (request: Asker): Pick<Requester, 'actor' | 'role' | 'district'> => ({
  actor: header(request, 'x-ledger-actor') ?? 'anonymous',
  role: header(request, 'x-ledger-role') ?? 'caseworker',
  district: header(request, 'x-ledger-district'),
});

/** The language that the request prefers, Chinese or English; English if it prefers neither. */
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

export const contextOf = (
  request: Asker,
  ids: Pick<IdGenerator, 'fresh'>,
  door: OrderHandler,
): RequestContext => {
  const asked = asking(request, ids);
  return { ...asked, loaders: loadersOf(door, asked.by) };
};
