import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { ForeignPosition, ViewBehind } from '../queries/reading.js';

type Extensions = Readonly<Record<string, unknown>>;

/** The faults that a client can do something about, each with its stable code. */
const extensionsOf = (error: unknown): Extensions | null => {
  if (error instanceof ViewBehind) {
    const { position, lag, name } = error.view;
    return { code: 'VIEW_BEHIND', view: name, position, lag };
  }
  if (error instanceof ForeignPosition) return { code: 'FOREIGN_POSITION' };
  if (error instanceof LogFault) return { code: 'LEDGER_UNAVAILABLE' };
  return null;
};

/** What of an error a client sees: known faults with their sentence, anything else without its inside. */
export const formatting =
  (complain: (sentence: string) => void) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    const extensions = extensionsOf(original);
    if (extensions !== null) return { ...formatted, extensions };
    if (formatted.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR') return withoutStack(formatted);
    complain(original instanceof Error ? (original.stack ?? original.message) : String(original));
    return {
      ...withoutStack(formatted),
      message: 'the ledger could not answer; the operator finds the reason in its log',
    };
  };

const withoutStack = (formatted: GraphQLFormattedError): GraphQLFormattedError => {
  const { stacktrace: _stacktrace, ...extensions } = formatted.extensions ?? {};
  return { ...formatted, extensions };
};
