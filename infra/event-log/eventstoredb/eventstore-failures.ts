import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  InvalidArgumentError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  StreamNotFoundError,
  TimeoutError,
  UnavailableError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { LogFault, type LogFaultCode } from '@ledger/ledger/ports/event-log.js';

/** No response came in time. The server may have executed the request nevertheless. */
export class NotHeard extends Error {
  override readonly name = 'NotHeard';
}

/** The request was not sent: surely nothing was written. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}

/**
 * Meaning of an error for a request. `conflict`: the stream has another revision. `absent`: the stream does not exist.
 * `not done`: the server surely did nothing; `again` says whether a retry may help. `unknown`: the request may have
 * been executed.
 */
export type Failure =
  | Readonly<{ kind: 'conflict'; actual: number | 'none' }>
  | Readonly<{ kind: 'absent' }>
  | Readonly<{ kind: 'not done'; again: boolean; why: string }>
  | Readonly<{ kind: 'unknown'; why: string }>;

const words = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const details = 'details' in error && typeof error.details === 'string' ? error.details : '';
  const text = [error.message, details, 'type' in error ? String(error.type) : ''].find(
    (each) => each !== '',
  );
  return text ?? error.name;
};

const refused = (why: string): Failure => ({ kind: 'not done', again: false, why });

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
/** The gRPC status UNIMPLEMENTED: the server does not know the call. */
const unimplemented = 12;

const refusalOf = (error: unknown): Failure | null => {
  if (codeOf(error) === unimplemented) {
    return refused('the server does not know this call: EventStoreDB 22.10 or later is needed');
  }
  if (error instanceof AccessDeniedError) {
    return refused('the server does not let this user in: look at user and password in EVENTSTORE_URL');
  }
  if (error instanceof StreamDeletedError) {
    return refused(
      'an operator has tombstoned the stream, for ever: what concerns it can only come back with a backup of the server',
    );
  }
  if (error instanceof MaxAppendSizeExceededError) {
    return refused('the server takes no append of this size: raise its MaxAppendSize to 1 MiB at least');
  }
  if (error instanceof InvalidArgumentError || error instanceof TypeError) return refused(words(error));
  // The server's response to a malformed name, id or position; nothing was written.
  if (error instanceof UnknownError && /BadRequest|InvalidPosition/.test(error.message)) {
    return refused(words(error));
  }
  return null;
};

const isTransport = (error: unknown): boolean =>
  [UnavailableError, CancelledError, DeadlineExceededError, TimeoutError, NotHeard, UnknownError].some(
    (each) => error instanceof each,
  );

/**
 * Classifies an error of the client library. Some errors come from the transport (gRPC) and have no type of their own.
 * `unknown` covers the codes 14, 13 and 8, a passed deadline, “Server Is Not Ready” and every error not listed here:
 * the request may have been executed.
 */
export const eventStoreFailure = (error: unknown): Failure => {
  if (error instanceof WrongExpectedVersionError) {
    const { actualVersion } = error;
    return { kind: 'conflict', actual: typeof actualVersion === 'bigint' ? Number(actualVersion) : 'none' };
  }
  if (error instanceof StreamNotFoundError) return { kind: 'absent' };
  if (error instanceof NotLeaderError) {
    return { kind: 'not done', again: true, why: 'the server is not the leader of its cluster' };
  }
  if (error instanceof NotSent) return { kind: 'not done', again: true, why: error.message };
  return (
    refusalOf(error) ?? { kind: 'unknown', why: isTransport(error) ? words(error) : `(${words(error)})` }
  );
};

/** Whether a read failed because no event is at its start position: the server accepts positions of events only. */
export const isNoPlace = (error: unknown): boolean => {
  const failure = eventStoreFailure(error);
  return 'why' in failure && failure.why.includes('InvalidPosition');
};

/** The LogFault for an error after the last retry. `away` is its code if the server could not be reached. */
export const faultOf = (error: unknown, what: string, away: LogFaultCode): LogFault => {
  if (error instanceof LogFault) return error;
  const failure = eventStoreFailure(error);
  const why = 'why' in failure ? failure.why : failure.kind;
  // An invented position: every position that this log has returned belongs to an event.
  if (isNoPlace(error)) return new LogFault('FOREIGN_POSITION', 'no event of this log stands there');
  const code = failure.kind === 'not done' && !failure.again ? 'LOG_FAULT' : away;
  return new LogFault(code, `${what} (${why})`, { cause: error });
};

/** Whether a retry of the same request may succeed. */
export const mayPass = (error: unknown): boolean => {
  if (error instanceof LogFault) return false;
  const failure = eventStoreFailure(error);
  return failure.kind === 'unknown' || (failure.kind === 'not done' && failure.again);
};
