import { wantedOf } from './accept-header.js';

/** The media type of GraphQL over HTTP; with it, the HTTP status shows whether the request succeeded. */
export const graphqlJson = 'application/graphql-response+json';

/** Accepted types that plain JSON satisfies. */
const plain: readonly string[] = ['application/json', 'application/*', '*/*'];

/** Whether a client prefers `application/graphql-response+json` to plain JSON. */
export const wantsGraphqlJson = (accept: string | undefined): boolean =>
  wantedOf(accept).find((type) => type === graphqlJson || plain.includes(type)) === graphqlJson;
