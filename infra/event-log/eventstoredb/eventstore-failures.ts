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

/** Nothing was heard in time: what was asked may have been done all the same. */
export class NotHeard extends Error {
  override readonly name = 'NotHeard';
}

/** The call did not leave this process. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}

/**
 * What a failure says of the call: the stream is at another revision; it is not there; surely nothing was done, and
 * repeating it may help or will not; or nobody knows.
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
/** What the transport says of a call that the server does not know. */
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
  // The server answers so where a name or an id is none; nothing was written.
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
 * Sorts what the client throws. Its errors have one name, and some are the transport's own, without a type: codes
 * 14, 13 and 8, a passed deadline, “Server Is Not Ready” and whatever is new to us may have been done.
 */
export const failureOf = (error: unknown): Failure => {
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

/** Whether a read was to begin where no event stands; the server knows no other places, short of its end. */
export const isNoPlace = (error: unknown): boolean => {
  const failure = failureOf(error);
  return 'why' in failure && failure.why.includes('InvalidPosition');
};

/** The fault that a reader or writer is told when a failure is the last word. */
export const faultOf = (error: unknown, what: string, away: LogFaultCode): LogFault => {
  if (error instanceof LogFault) return error;
  const failure = failureOf(error);
  const why = 'why' in failure ? failure.why : failure.kind;
  // A number that somebody has made up; every place that this log has named is an event's.
  if (isNoPlace(error)) return new LogFault('FOREIGN_POSITION', 'no event of this log stands there');
  const code = failure.kind === 'not done' && !failure.again ? 'LOG_FAULT' : away;
  return new LogFault(code, `${what} (${why})`, { cause: error });
};

/** Whether the same call may help later. */
export const mayPass = (error: unknown): boolean => {
  if (error instanceof LogFault) return false;
  const failure = failureOf(error);
  return failure.kind === 'unknown' || (failure.kind === 'not done' && failure.again);
};
