import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { hash } from 'node:crypto';
import { fault } from './api-fault.js';
import { fieldOf } from './json-field.js';

/** The operations that the server answers: SHA-256 of the text in hexadecimal → text. */
export type Safelist = ReadonlyMap<string, string>;

/** The refusal of an operation that is not in the list. */
export const unlisted = fault(
  'NOT_SAFELISTED',
  'this server answers known operations only, and this is none of them',
);

/** Removes the prefix `sha256:`, which generators of persisted documents put before a hash. */
const bareHash = (name: string): string => name.replace(/^sha256:/, '');

/**
 * Parses a list in the format that client tools write: one JSON object, hash → text. Returns a sentence about the error
 * if the list is invalid.
 */
export const parseSafelist = (text: string): Safelist | string => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return 'it is no JSON';
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'it is no JSON object';
  const list = new Map<string, string>();
  for (const [key, operation] of Object.entries(parsed)) {
    if (typeof operation !== 'string') return `what stands under “${key}” is no text`;
    const named = bareHash(key);
    if (hash('sha256', operation) !== named) return `“${key}” is not the SHA-256 of its operation`;
    list.set(named, operation);
  }
  return list.size === 0 ? 'it holds no operation' : list;
};

/** The hash of a requested operation: of its text, or as the extension of persisted queries names it; null if neither. */
export const hashAsked = ({
  query,
  extensions,
}: Readonly<{ query?: unknown; extensions?: unknown }>): string | null => {
  if (typeof query === 'string' && query !== '') return hash('sha256', query);
  const named = fieldOf(fieldOf(extensions, 'persistedQuery'), 'sha256Hash');
  return typeof named === 'string' ? bareHash(named) : null;
};

type Cache = NonNullable<
  Exclude<NonNullable<ApolloServerOptions<BaseContext>['persistedQueries']>, false>['cache']
>;

/** The list as Apollo's cache of persisted queries. It is read-only: clients cannot add operations. */
export const cacheOf = (safelist: Safelist): Cache => ({
  get: async (key) => safelist.get(bareHash(key.replace(/^apq:/, ''))),
  set: async () => undefined,
  delete: async () => false,
});
