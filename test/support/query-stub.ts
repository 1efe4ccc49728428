import { QueryResolver } from '@ledger/api/graphql/query.resolver.js';
import { loadersOf, type Loaders } from '@ledger/api/graphql/data-loaders.js';
import type { RequestContext } from '@ledger/api/graphql/request-context.js';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import type { Saying, Subject, SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { Listed } from '@ledger/projections/reading/list-slice.js';
import type { ViewState } from '@ledger/projections/reading/view-state.js';
import { execute, parse, type GraphQLResolveInfo } from 'graphql';
import { positionAt } from '../dsl/project.js';
import { caseworker } from './acts.js';
import { apiSchema } from './api-schema.js';
import { scriptedDoor } from './direct-doors.js';

/**
 * A fake data key. Its decrypted text contains the field and the ciphertext, so that a test sees what was decrypted.
 */
const showingKey = {
  open: ({ field }: Saying, text: string) => `${field}: ${text}`,
} as unknown as SubjectKey;

/**
 * A query resolver whose reads return the given answers, one after the other. It records the orders (`asked`) and the
 * subjects whose keys were requested (`opened`). Only the given subjects have keys.
 */
export const queryStub = (answers: readonly unknown[] = [], subjects: readonly Subject[] = []) => {
  const asked: unknown[] = [];
  const opened: Subject[] = [];
  const scripted = scriptedDoor(answers, asked);
  const keysOf = async (wanted: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>> => {
    opened.push(...wanted);
    return new Map(wanted.filter((each) => subjects.includes(each)).map((each) => [each, showingKey]));
  };
  const door = {
    handle: (order: Readonly<{ order: string; subjects?: readonly Subject[] }>) =>
      order.order === 'FindKeys' ? keysOf(order.subjects ?? []) : scripted.handle(order as never),
  } as unknown as OrderHandler;
  const loaders: Loaders = loadersOf(door, caseworker);
  const context: RequestContext = { language: 'en', by: caseworker, loaders };
  return { asked, opened, door, context, resolver: new QueryResolver(door) };
};

/** The state of a view at an event of the log. By default it does not lag and has no problems. */
export const viewAt = (
  ordinal: number,
  said: Partial<Omit<ViewState, 'position' | 'ordinal'>> = {},
): ViewState => {
  const position: Position = positionAt(ordinal);
  return { name: 'acts', position, ordinal, lag: 0, stopped: null, incomplete: [], ...said };
};

/** A page of a list that has more items before and after it. */
export const listedMiddle = <D>(...docs: readonly D[]): Listed<D> => ({
  items: docs.map((doc, index) => ({ key: String(index), doc, cursor: [index] })),
  hasNext: true,
  hasPrevious: true,
});

/** The `info` argument that GraphQL passes to the resolver of the query's first field. */
export const infoOf = async (query: string): Promise<GraphQLResolveInfo> => {
  const schema = apiSchema();
  const infos: GraphQLResolveInfo[] = [];
  await execute({
    ...{ schema, document: parse(query) },
    fieldResolver: (_source, _args, _context, info) => {
      infos.push(info);
      return null;
    },
  });
  const [info] = infos;
  if (info === undefined) throw new Error('nothing was resolved');
  return info;
};
