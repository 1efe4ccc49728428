import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import type { OperationType, Watching } from '@ledger/runtime/telemetry/request-watch.js';
import type { Middleware } from './middleware.js';

/** What is noted of a request on its way. */
type Notes = { operation: OperationType | null; name: string | null; codes: readonly string[] };

const requests = new AsyncLocalStorage<Notes>();

/** Notes something of the request that is being answered. */
export const note = (notes: Partial<Notes>): void => {
  Object.assign(requests.getStore() ?? {}, notes);
};

/** Ids that can be told in a log: whatever else a client sends may be anything. */
const tellable = /^[\w.:-]{1,100}$/;
/** Roles are words; names of people are none. */
const roleWord = /^[a-z][a-z-]{0,30}$/;

const toldRole = (role: unknown): string => {
  if (role === undefined) return 'none';
  return typeof role === 'string' && roleWord.test(role) ? role : 'other';
};

/** Who asks, as far as a log may say it: a correlation id and a role. */
export const tellableOf = ({
  headers,
}: Pick<IncomingMessage, 'headers'>): Readonly<{ correlation: string; role: string }> => ({
  correlation: String(headers['x-correlation-id']),
  role: toldRole(headers['x-ledger-role']),
});

/** Gives a request a correlation id where it brings none that can be told. */
export const correlate = ({ headers }: Pick<IncomingMessage, 'headers'>, freshId: () => string): string => {
  const brought = headers['x-correlation-id'];
  const correlation = typeof brought === 'string' && tellable.test(brought) ? brought : freshId();
  headers['x-correlation-id'] = correlation;
  return correlation;
};

const parts = ['graphql', 'ide', 'health', 'imports', 'exports', 'maintenance', 'metrics'];

/** The part of the API that a path belongs to: what a log may say of a path, which may be anything. */
export const partOf = (url: string | undefined): string => {
  const part = /^\/([a-z]*)/.exec(url ?? '')?.[1] ?? '';
  return parts.includes(part) ? part : 'other';
};

const nameMax = 60;
const operationName = /^[_A-Za-z][_0-9A-Za-z]*$/;

/** The name that a client gave its operation, where the grammar of GraphQL has such names; it may be anything else. */
export const toldName = (name: string | null | undefined): string | null => {
  if (name == null) return null;
  return operationName.test(name) ? name.slice(0, nameMax) : 'other';
};

/**
 * Tells of every request what became of it, and gives it a correlation id where it brings none that can be told. The
 * same id stands in the events that it causes, in the log and in the answer's headers.
 */
export const observed =
  (watching: Watching, freshId: () => string): Middleware =>
  (request, response, next) => {
    const { method = '', url } = request;
    const correlation = correlate(request, freshId);
    response.setHeader('x-correlation-id', correlation);
    const notes: Notes = { operation: null, name: null, codes: [] };
    const began = performance.now();
    const { within, end } = watching.request();
    response.once('close', () => {
      end({
        ...notes,
        method,
        ...tellableOf(request),
        name: toldName(notes.name),
        path: partOf(url),
        status: response.statusCode,
        complete: response.writableFinished,
        ms: Math.round(performance.now() - began),
      });
    });
    requests.run(notes, () => {
      within(next);
    });
  };
