import { ClockFault } from '@ledger/ledger/ports/clock.js';
import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { VaultFault } from '@ledger/ledger/ports/key-vault.js';
import { StoreFault, type StoreFaultCode } from '@ledger/projections/ports/document-store.js';
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

/** The codes for clients of what a store of documents throws. */
const storeCodes: Readonly<Partial<Record<StoreFaultCode, Api.ErrorCode>>> = {
  FOREIGN_CURSOR: 'BAD_CURSOR',
  SUM_TOO_LARGE: 'SUM_TOO_LARGE',
  STORE_FAULT: 'LEDGER_UNAVAILABLE',
};

/** Whether log or vault are unreachable. The error's message comes from the engine. */
const isAway = (error: unknown): boolean =>
  error instanceof LogFault || (error instanceof VaultFault && error.code === 'VAULT_FAULT');

/** The code and the details of an error that the client can react to; null for any other error. */
export const extensionsOf = (error: unknown): Extensions | null => {
  if (error instanceof ViewBehind) {
    const { position, lag, name } = error.view;
    return coded('VIEW_BEHIND', { view: name, position, lag });
  }
  if (error instanceof ForeignPosition) return coded('FOREIGN_POSITION');
  if (error instanceof DeadlinePassed) return coded('TIMED_OUT');
  if (error instanceof StorageFault) return coded(storageCodes[error.code]);
  if (error instanceof ClockFault) return coded('CLOCK_BEHIND');
  const storeCode = error instanceof StoreFault ? storeCodes[error.code] : undefined;
  if (storeCode !== undefined) return coded(storeCode);
  if (isAway(error)) return coded('LEDGER_UNAVAILABLE');
  return null;
};

/** Whether it is an error of Apollo that has HTTP status 400 but no code: the client caused such an error. */
const isBadRequest = (error: unknown): boolean => {
  if (!(error instanceof GraphQLError) || error.extensions['code'] !== undefined) return false;
  const { http } = error.extensions;
  return typeof http === 'object' && http !== null && 'status' in http && http.status === 400;
};

const isTooLong = ({ message, extensions }: GraphQLFormattedError): boolean =>
  extensions?.['code'] === ApolloServerErrorCode.GRAPHQL_PARSE_FAILED &&
  /contains more tha[nt] \d+ tokens/.test(message);

/** Whether graphql-js gave up validation, because too many fields of the document have the same name. */
const isUncheckable = ({ message }: GraphQLFormattedError): boolean => message === 'Validation aborted.';

/**
 * Our code for an error of Apollo or graphql-js that has no sufficiently precise code itself; null if there is none.
 */
const refinedCode = (formatted: GraphQLFormattedError, error: unknown): Api.ErrorCode | null => {
  if (isTooLong(formatted)) return 'TOO_MANY_TOKENS';
  if (isUncheckable(formatted)) return 'QUERY_TOO_COSTLY';
  return isBadRequest(error) ? 'BAD_REQUEST' : null;
};

/**
 * Formats an error for clients. Known errors keep their message; internal errors get a general message, and their trace
 * goes to `logError`, for the operator.
 */
export const formatting =
  (logError: (sentence: string) => void) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    const extensions = extensionsOf(original);
    // Clients can only wait. The operator must free disk space, restore a backup or set the clock, and so is informed,
    // too.
    if (original instanceof StorageFault || original instanceof ClockFault) logError(original.message);
    if (extensions !== null) return { ...formatted, extensions };
    const refined = refinedCode(formatted, error);
    if (refined !== null) return { ...formatted, extensions: coded(refined) };
    if (formatted.extensions?.['code'] !== ApolloServerErrorCode.INTERNAL_SERVER_ERROR) {
      return withoutStack(formatted);
    }
    logError(traceOf(original));
    return {
      ...withoutStack(formatted),
      message: 'the ledger could not answer; the operator finds the reason in its log',
    };
  };

const withoutStack = (formatted: GraphQLFormattedError): GraphQLFormattedError => {
  const { stacktrace: _stacktrace, ...extensions } = formatted.extensions ?? {};
  return { ...formatted, extensions };
};

/** Formats an error of graphql-js, which has no code if nobody foresaw it; an HTTP status is not for clients. */
export const formattedBy =
  (format: ReturnType<typeof formatting>) =>
  (error: GraphQLError): GraphQLFormattedError => {
    const { http: _http, ...said } = error.extensions;
    const extensions = { code: ApolloServerErrorCode.INTERNAL_SERVER_ERROR, ...said };
    return format({ ...error.toJSON(), extensions }, error.originalError ?? error);
  };
