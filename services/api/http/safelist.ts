import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { hash } from 'node:crypto';

/** Known operations: their texts by the SHA-256 of the text, in hexadecimal. */
export type Safelist = ReadonlyMap<string, string>;

/** The hash that a tool names with its algorithm before it, as generators of persisted documents do. */
export const bareHash = (name: string): string => name.replace(/^sha256:/, '');

/** Reads a list as clients' tools write it: one JSON object, hash → text. Answers what is wrong with it as a sentence. */
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

type Cache = NonNullable<
  Exclude<NonNullable<ApolloServerOptions<BaseContext>['persistedQueries']>, false>['cache']
>;

/** The list as Apollo's store of persisted queries: nothing is ever added to it. */
export const cacheOf = (safelist: Safelist): Cache => ({
  get: async (key) => safelist.get(bareHash(key.replace(/^apq:/, ''))),
  set: async () => undefined,
  delete: async () => false,
});
