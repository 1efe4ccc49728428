import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import type {
  OperationType,
  RequestInstrumentation,
} from '@ledger/runtime/telemetry/request-instrumentation.js';
import type { Middleware } from './middleware.js';

/** Facts about a request that are collected for its log entry while it is handled. */
type Notes = { operation: OperationType | null; name: string | null; codes: readonly string[] };

const requests = new AsyncLocalStorage<Notes>();

/** Adds facts to the log entry of the request that is being handled. Does nothing outside of a request. */
export const note = (notes: Partial<Notes>): void => {
  Object.assign(requests.getStore() ?? {}, notes);
};

/** Correlation ids that may be written to the log. A client may send any text in the header, even personal data. */
const loggable = /^[\w.:-]{1,100}$/;
/** Roles that may be written to the log: one lower-case word, which is unlikely to be a person's name. */
const roleWord = /^[a-z][a-z-]{0,30}$/;

const loggedRole = (role: unknown): string => {
  if (role === undefined) return 'none';
  return typeof role === 'string' && roleWord.test(role) ? role : 'other';
};

/** The correlation id and the role of the caller, in a form that may be written to the log. */
export const loggableOf = ({
  headers,
}: Pick<IncomingMessage, 'headers'>): Readonly<{ correlation: string; role: string }> => ({
  correlation: String(headers['x-correlation-id']),
  role: loggedRole(headers['x-ledger-role']),
});

/**
 * Returns the correlation id of a request. If the request has none, or one that may not be logged, a new id is set in
 * its headers.
 */
export const correlate = ({ headers }: Pick<IncomingMessage, 'headers'>, freshId: () => string): string => {
  const brought = headers['x-correlation-id'];
  const correlation = typeof brought === 'string' && loggable.test(brought) ? brought : freshId();
  headers['x-correlation-id'] = correlation;
  return correlation;
};

const parts = ['graphql', 'ide', 'health', 'imports', 'exports', 'maintenance', 'metrics'];

/** The part of the API that a path belongs to. The path itself is not logged, because it may contain personal data. */
export const partOf = (url: string | undefined): string => {
  const part = /^\/([a-z]*)/.exec(url ?? '')?.[1] ?? '';
  return parts.includes(part) ? part : 'other';
};

const nameMax = 60;
const operationName = /^[_A-Za-z][_0-9A-Za-z]*$/;

/**
 * The operation name for the log: at most 60 characters; 'other' if it is not a valid GraphQL name, because such a text
 * may contain anything.
 */
export const loggedName = (name: string | null | undefined): string | null => {
  if (name == null) return null;
  return operationName.test(name) ? name.slice(0, nameMax) : 'other';
};

/**
 * Reports the outcome of every request to `watching`, and makes sure that the request has a correlation id. The same id
 * is written to the events that the request causes, to the log and to the response's headers.
 */
export const observed =
  (instrumentation: RequestInstrumentation, freshId: () => string): Middleware =>
  (request, response, next) => {
    const { method = '', url } = request;
    const correlation = correlate(request, freshId);
    response.setHeader('x-correlation-id', correlation);
    const notes: Notes = { operation: null, name: null, codes: [] };
    const began = performance.now();
    const { within, end } = instrumentation.request();
    response.once('close', () => {
      end({
        ...notes,
        method,
        ...loggableOf(request),
        name: loggedName(notes.name),
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
