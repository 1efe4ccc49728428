/** A query or mutation; `D` is what its text selects. */
export type Operation<D> = Readonly<{ text: string; data?: D }>;

export type Variables = Readonly<Record<string, unknown>>;
export type Headers = Readonly<Record<string, string>>;

/** An error of GraphQL as a client gets it. */
export type ApiError = Readonly<{
  message: string;
  path?: readonly (string | number)[];
  extensions: Readonly<Record<string, unknown>>;
}>;

type Answer<D> = Readonly<{ data?: D | null; errors?: readonly ApiError[] }>;

export type Response = Readonly<{ status: number; type: string | null; text: string }>;

/** What came of a request: its HTTP status, the codes of its errors, and whether there was any data. */
export type Coded = Readonly<{ status: number; codes: readonly unknown[]; data: boolean }>;

/** A client of the API, as a web page or a script would be one. */
export class Client {
  constructor(readonly url: string) {}

  /** Posts whatever it is told to. */
  async post(body: string, headers: Headers = { 'content-type': 'application/json' }): Promise<Response> {
    const response = await fetch(this.url, { method: 'POST', body, headers });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    };
  }

  /** Posts one request as JSON, and gives its status, its codes and whether there was data. */
  async codes(request: unknown, headers: Headers = {}): Promise<Coded> {
    const { status, text } = await this.post(JSON.stringify(request), {
      'content-type': 'application/json',
      ...headers,
    });
    // Every answer of the API has this shape, whatever was asked.
    const { data, errors = [] } = JSON.parse(text) as Answer<unknown>;
    return { status, codes: errors.map(({ extensions }) => extensions['code']), data: data != null };
  }

  /** Asks and answers the data; throws where there was any error. */
  async ask<D>(operation: Operation<D>, variables: Variables = {}, headers: Headers = {}): Promise<D> {
    const { data, errors } = await this.send(operation, variables, headers);
    if (data == null || errors !== undefined) throw new Error(`not answered: ${JSON.stringify(errors)}`);
    return data;
  }

  /** Asks what cannot be answered, and gives the errors; throws where it was answered. */
  async fail(operation: Operation<unknown>, variables: Variables = {}): Promise<readonly ApiError[]> {
    const { errors } = await this.send(operation, variables, {});
    if (errors === undefined) throw new Error('it was answered without an error');
    return errors;
  }

  private async send<D>({ text }: Operation<D>, variables: Variables, headers: Headers): Promise<Answer<D>> {
    const body = JSON.stringify({ query: text, variables });
    const response = await this.post(body, { 'content-type': 'application/json', ...headers });
    // What the text selects and what its type says is kept together in one place: operations.ts.
    return JSON.parse(response.text) as Answer<D>;
  }
}
