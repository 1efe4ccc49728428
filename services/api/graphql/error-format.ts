import { ClockFault } from '@ledger/ledger/ports/clock.js';
import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { VaultFault } from '@ledger/ledger/ports/key-vault.js';
import { StoreFault } from '@ledger/projections/ports/document-store.js';
import { StorageFault, type StorageFaultCode } from '@ledger/ledger/ports/storage-fault.js';
import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { traceOf } from '@ledger/runtime/faults/redacted-trace.js';
import { DeadlinePassed } from '@ledger/runtime/door/read-deadline.js';
import { ForeignPosition, ViewBehind } from '@ledger/runtime/door/read-your-writes.js';

type Extensions = Readonly<Record<string, unknown>>;

const coded = (code: Api.ErrorCode, more: Extensions = {}): Extensions => ({ code, ...more });

const storageCodes: Readonly<Record<StorageFaultCode, Api.ErrorCode>> = {
  DISK_FULL: 'DISK_FULL',
  DAMAGED: 'LEDGER_DAMAGED',
  UNAVAILABLE: 'LEDGER_UNAVAILABLE',
};

/** A log, a vault or views that cannot be reached, each with a sentence that its engine has for it. */
const isAway = (error: unknown): boolean =>
  error instanceof LogFault ||
  (error instanceof VaultFault && error.code === 'VAULT_FAULT') ||
  (error instanceof StoreFault && error.code === 'STORE_FAULT');

/** The faults that a client can do something about, each with its stable code. */
export const extensionsOf = (error: unknown): Extensions | null => {
  if (error instanceof ViewBehind) {
    const { position, lag, name } = error.view;
    return coded('VIEW_BEHIND', { view: name, position, lag });
  }
  if (error instanceof ForeignPosition) return coded('FOREIGN_POSITION');
  if (error instanceof DeadlinePassed) return coded('TIMED_OUT');
  if (error instanceof StorageFault) return coded(storageCodes[error.code]);
  if (error instanceof ClockFault) return coded('CLOCK_BEHIND');
  if (error instanceof StoreFault && error.code === 'FOREIGN_CURSOR') return coded('BAD_CURSOR');
  if (isAway(error)) return coded('LEDGER_UNAVAILABLE');
  return null;
};

/** The code that a rule about the document gave: Apollo files it under GRAPHQL_VALIDATION_FAILED. */
const originalCode = (error: unknown): unknown =>
  error instanceof GraphQLError && error.originalError instanceof GraphQLError
    ? error.originalError.extensions['code']
    : null;

/** Errors of Apollo that come without a code, though they are the client's to mend: they carry a status instead. */
const isBadRequest = (error: unknown): boolean => {
  if (!(error instanceof GraphQLError) || error.extensions['code'] !== undefined) return false;
  const { http } = error.extensions;
  return typeof http === 'object' && http !== null && 'status' in http && http.status === 400;
};

const isTooLong = ({ message, extensions }: GraphQLFormattedError): boolean =>
  extensions?.['code'] === ApolloServerErrorCode.GRAPHQL_PARSE_FAILED &&
  /contains more tha[nt] \d+ tokens/.test(message);

/** A document in which so many fields have one name that comparing them would take too long. */
const isUncheckable = ({ message }: GraphQLFormattedError): boolean => message === 'Validation aborted.';

/** The code of what a framework has refused, where the framework has no code of its own for it. */
const refinedCode = (formatted: GraphQLFormattedError, error: unknown): Api.ErrorCode | null => {
  const original = originalCode(error);
  if (original === 'QUERY_TOO_DEEP' || original === 'TOO_MANY_ALIASES') return original;
  if (formatted.extensions?.['validationErrorCode'] === 'INTROSPECTION_DISABLED') {
    return 'INTROSPECTION_DISABLED';
  }
  if (isTooLong(formatted)) return 'TOO_MANY_TOKENS';
  if (isUncheckable(formatted)) return 'QUERY_TOO_COSTLY';
  return isBadRequest(error) ? 'BAD_REQUEST' : null;
};

/** What of an error a client sees: known faults with their sentence, anything else without its inside. */
export const formatting =
  (complain: (sentence: string) => void) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    const extensions = extensionsOf(original);
    // A client can wait; only the operator can make room, look for a backup, or set the clock.
    if (original instanceof StorageFault || original instanceof ClockFault) complain(original.message);
    if (extensions !== null) return { ...formatted, extensions };
    const refined = refinedCode(formatted, error);
    if (refined !== null) return { ...formatted, extensions: coded(refined) };
    if (formatted.extensions?.['code'] !== ApolloServerErrorCode.INTERNAL_SERVER_ERROR) {
      return withoutStack(formatted);
    }
    complain(traceOf(original));
    return {
      ...withoutStack(formatted),
      message: 'the ledger could not answer; the operator finds the reason in its log',
    };
  };

const withoutStack = (formatted: GraphQLFormattedError): GraphQLFormattedError => {
  const { stacktrace: _stacktrace, ...extensions } = formatted.extensions ?? {};
  return { ...formatted, extensions };
};
