import { wantedOf } from './accept-header.js';

/** The media type of GraphQL over HTTP, whose status says how the request fared. */
export const graphqlJson = 'application/graphql-response+json';

/** What plain JSON satisfies. */
const plain: readonly string[] = ['application/json', 'application/*', '*/*'];

/** Whether a client asks for that type, and not for plain JSON rather. */
export const wantsGraphqlJson = (accept: string | undefined): boolean =>
  wantedOf(accept).find((type) => type === graphqlJson || plain.includes(type)) === graphqlJson;
