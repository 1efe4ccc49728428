/** A GraphQL query or mutation. `D` is the type of the data that its text selects. */
export type Operation<D> = Readonly<{ text: string; data?: D }>;

export type Variables = Readonly<Record<string, unknown>>;
export type Headers = Readonly<Record<string, string>>;

/** A GraphQL error as a client receives it. */
export type ApiError = Readonly<{
  message: string;
  path?: readonly (string | number)[];
  extensions: Readonly<Record<string, unknown>>;
}>;

type Answer<D> = Readonly<{ data?: D | null; errors?: readonly ApiError[] }>;

export type Response = Readonly<{ status: number; type: string | null; text: string }>;

/** A response in short: its HTTP status, the codes of its errors, and whether it had data. */
export type Coded = Readonly<{ status: number; codes: readonly unknown[]; data: boolean }>;

/** A GraphQL client, comparable to a web page or a script. */
export class Client {
  constructor(readonly url: string) {}

  /** Posts a body as it is, valid or not. */
  async post(body: string, headers: Headers = { 'content-type': 'application/json' }): Promise<Response> {
    const response = await fetch(this.url, { method: 'POST', body, headers });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    };
  }

  /** Posts one request as JSON. Returns its HTTP status, its error codes, and whether the response had data. */
  async codes(request: unknown, headers: Headers = {}): Promise<Coded> {
    const { status, text } = await this.post(JSON.stringify(request), {
      'content-type': 'application/json',
      ...headers,
    });
    // Unchecked cast: every response of the API has this shape, also for an invalid request.
    const { data, errors = [] } = JSON.parse(text) as Answer<unknown>;
    return { status, codes: errors.map(({ extensions }) => extensions['code']), data: data != null };
  }

  /** Sends an operation and returns its data. Throws when the response has any error. */
  async ask<D>(operation: Operation<D>, variables: Variables = {}, headers: Headers = {}): Promise<D> {
    const { data, errors } = await this.send(operation, variables, headers);
    if (data == null || errors !== undefined) throw new Error(`not answered: ${JSON.stringify(errors)}`);
    return data;
  }

  /** Sends an operation that must fail and returns its errors. Throws when the response has none. */
  async fail(operation: Operation<unknown>, variables: Variables = {}): Promise<readonly ApiError[]> {
    const { errors } = await this.send(operation, variables, {});
    if (errors === undefined) throw new Error('it was answered without an error');
    return errors;
  }

  private async send<D>({ text }: Operation<D>, variables: Variables, headers: Headers): Promise<Answer<D>> {
    const body = JSON.stringify({ query: text, variables });
    const response = await this.post(body, { 'content-type': 'application/json', ...headers });
    // Unchecked cast: operations.ts declares the type of the data next to the text that selects it.
    return JSON.parse(response.text) as Answer<D>;
  }
}
