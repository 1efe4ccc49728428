import { ApolloServer, HeaderMap, type ApolloServerOptions, type BaseContext } from '@apollo/server';
import { apiSchema } from './api-schema.js';

/** Apollo's response to one request, with the HTTP status and content type. */
export type Answered = Readonly<{
  status: number;
  type: string | undefined;
  codes: readonly unknown[];
  messages: readonly string[];
  /** Whether the body contains data, with or without errors. */
  data: boolean;
  /** The raw body. */
  text: string;
}>;

type Headers = Readonly<Record<string, string>>;
type Body = Readonly<{
  errors?: readonly Readonly<{ message: string; extensions?: { code?: unknown } }>[];
  data?: unknown;
}>;

/** An Apollo server with the schema of the API, called in this process: it does not listen on a port. */
export type Apollo = Readonly<{
  post: (request: unknown, headers?: Headers) => Promise<Answered>;
  get: (search: string, headers?: Headers) => Promise<Answered>;
  stop: () => Promise<void>;
}>;

/**
 * `root` has a function for each field of Query and Mutation that a test uses. It returns the field's value or throws.
 */
export const startApollo = async (
  options: Omit<ApolloServerOptions<BaseContext>, 'schema' | 'typeDefs' | 'resolvers' | 'gateway'>,
  root: Readonly<Record<string, () => unknown>>,
): Promise<Apollo> => {
  const server = new ApolloServer({ ...options, schema: apiSchema(), rootValue: () => root });
  await server.start();
  const ask = async (method: string, search: string, body: unknown, headers: Headers): Promise<Answered> => {
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, search, body, headers: new HeaderMap(Object.entries(headers)) },
      context: async () => ({}),
    });
    if (answer.body.kind !== 'complete') throw new Error('the answer comes in pieces');
    const text = answer.body.string;
    const { errors = [], data } = JSON.parse(text) as Body;
    return {
      status: answer.status ?? 200,
      type: answer.headers.get('content-type'),
      codes: errors.map(({ extensions }) => extensions?.code),
      messages: errors.map(({ message }) => message),
      data: data != null,
      text,
    };
  };
  return {
    post: (request, headers = {}) =>
      ask('POST', '', request, { 'content-type': 'application/json', ...headers }),
    get: (search, headers = {}) => ask('GET', search, {}, headers),
    stop: () => server.stop(),
  };
};
