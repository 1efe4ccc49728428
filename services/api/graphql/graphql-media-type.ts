/** The media type of GraphQL over HTTP, whose status says how the request fared. */
export const graphqlJson = 'application/graphql-response+json';

/** Whether a client asks for that type, and not for plain JSON rather. */
export const wantsGraphqlJson = (accept: string | undefined): boolean => {
  const types = (accept ?? '').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  const at = types.indexOf(graphqlJson);
  const plain = types.indexOf('application/json');
  return at !== -1 && (plain === -1 || at < plain);
};
