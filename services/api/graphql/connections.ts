import type { ViewState } from '@ledger/projections/reading/view-state.js';
import type { Listed, ListSlice } from '@ledger/projections/reading/list-slice.js';
import { foreignCursor, type Scalar } from '@ledger/projections/ports/document-store.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import type { GraphQLError } from 'graphql';
import { hash } from 'node:crypto';
import { fault } from './api-fault.js';

/** The arguments that every list of the SDL has. */
export type PageArgs = Pick<Api.QueryActsArgs, 'first' | 'after' | 'last' | 'before'>;

export const pageMax = 100;
export const pageDefault = 20;

const badInput = (message: string): GraphQLError => fault('BAD_USER_INPUT', message);

/** The error for a cursor that does not come from this list. */
export const badCursor = (): GraphQLError => fault('BAD_CURSOR', foreignCursor().message);

const printLength = 8;

/**
 * A short hash of a list's kind and filter. Every cursor contains it, so that a cursor of one list is refused by
 * another list.
 */
export const listPrint = (what: string, filter: unknown): string =>
  hash('sha256', JSON.stringify([what, filter]), 'base64url').slice(0, printLength);

const encode = (print: string, cursor: readonly Scalar[]): string =>
  Buffer.from(JSON.stringify([print, ...cursor])).toString('base64url');

const isScalars = (value: unknown): value is readonly Scalar[] =>
  Array.isArray(value) &&
  value.every((each) => each === null || typeof each === 'string' || typeof each === 'number');

const decode = (print: string, cursor: string): readonly Scalar[] => {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (isScalars(values) && values[0] === print) return values.slice(1);
  } catch {
    // An unreadable cursor gets the same error as a cursor of another list.
  }
  throw badCursor();
};

const size = (name: string, value: number): number => {
  if (Number.isInteger(value) && value >= 1 && value <= pageMax) return value;
  throw badInput(`${name} must be from 1 to ${String(pageMax)}`);
};

/**
 * The requested part of the list. Throws GraphQLError if the arguments contradict each other, a size is out of range,
 * or a cursor is of another list.
 */
export const pageSliceOf = ({ first, after, last, before }: PageArgs, print: string): ListSlice => {
  if (last != null) {
    if (first != null || after != null) throw badInput('give first and after, or last and before, not both');
    return { from: 'end', last: size('last', last), before: before == null ? null : decode(print, before) };
  }
  if (before != null) throw badInput('before goes with last');
  return {
    from: 'front',
    first: size('first', first ?? pageDefault),
    after: after == null ? null : decode(print, after),
  };
};

export type PageOf<N> = Readonly<{
  edges: readonly Readonly<{ cursor: string; node: N }>[];
  pageInfo: Api.PageInfo;
}>;

/** A page of a Relay connection together with the state of the view that it was read from. */
export type Connection<N> = PageOf<N> & Readonly<{ view: ViewState }>;

export const pageOf = <D, N>(
  {
    items,
    hasNext,
    hasPrevious,
  }: Omit<Listed<D>, 'items'> &
    Readonly<{ items: readonly Readonly<{ doc: D; cursor: readonly Scalar[] }>[] }>,
  print: string,
  node: (doc: D) => N,
): PageOf<N> => {
  const edges = items.map(({ doc, cursor }) => ({ cursor: encode(print, cursor), node: node(doc) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: hasNext,
      hasPreviousPage: hasPrevious,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
};

export const connectionOf = <D, N>(
  listed: Listed<D>,
  view: ViewState,
  print: string,
  node: (doc: D) => N,
): Connection<N> => ({ ...pageOf(listed, print, node), view });
