import { WebSocket, type ClientOptions } from 'ws';

/** A message that the server sends over the graphql-transport-ws protocol. */
export type Message = Readonly<{
  type: string;
  id?: string;
  payload?: unknown;
}>;

export type Closed = Readonly<{ code: number; reason: string }>;

export type Payload = Readonly<{
  query: string;
  variables?: Readonly<Record<string, unknown>>;
  operationName?: string;
  extensions?: Readonly<Record<string, unknown>>;
}>;

type ServerAnswer = Readonly<{
  data?: Readonly<Record<string, unknown>> | null;
  errors?: readonly Readonly<{ message: string; extensions: Readonly<Record<string, unknown>> }>[];
}>;

/** A WebSocket connection to the API, comparable to a client library. */
export class Watcher {
  /** Every message received, in order. */
  readonly heard: Message[] = [];
  readonly closed: Promise<Closed>;
  private readonly waiting = new Set<() => void>();
  private gone: Closed | null = null;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      // Unchecked cast: every message of this protocol has this shape.
      this.heard.push(JSON.parse(data.toString()) as Message);
      this.wake();
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        this.gone = { code, reason: reason.toString() };
        resolve(this.gone);
        this.wake();
      });
    });
  }

  /**
   * Opens a socket and completes the connection handshake. Rejects with the HTTP status when the upgrade is refused.
   */
  static async open(url: string, options: ClientOptions = {}, params?: object): Promise<Watcher> {
    const watcher = await Watcher.connect(url, options);
    watcher.send({ type: 'connection_init', ...(params === undefined ? {} : { payload: params }) });
    await watcher.until(({ type }) => type === 'connection_ack');
    return watcher;
  }

  /** Opens a socket without sending `connection_init`. */
  static connect(url: string, options: ClientOptions = {}): Promise<Watcher> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws', options);
      const watcher = new Watcher(socket);
      socket.on('open', () => {
        resolve(watcher);
      });
      socket.on('unexpected-response', (_request, response) => {
        reject(new Error(String(response.statusCode)));
      });
      socket.on('error', reject);
    });
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  subscribe(id: string, payload: Payload): void {
    this.send({ type: 'subscribe', id, payload });
  }

  /**
   * Resolves to the first message from index `from` on that `isIt` accepts. Rejects when the socket closes without one.
   */
  async until(isIt: (message: Message) => boolean, from = 0): Promise<Message> {
    for (let next = from; ; next += 1) {
      while (this.heard.length <= next) {
        if (this.gone !== null) throw new Error(`closed: ${JSON.stringify(this.gone)}`);
        await new Promise<void>((resolve) => this.waiting.add(resolve));
      }
      const message = this.heard[next];
      if (message !== undefined && isIt(message)) return message;
    }
  }

  /** Subscribes and returns the error codes of the first response; empty when it has no errors. */
  async codes(payload: Payload, id = 'refused'): Promise<readonly unknown[]> {
    const from = this.heard.length;
    this.subscribe(id, payload);
    const answer = await this.until((message) => message.id === id, from);
    if (answer.type === 'error') return codesIn(answer.payload as ServerAnswer['errors']);
    return codesIn((answer.payload as ServerAnswer).errors);
  }

  /** Drops the connection without a close handshake. */
  cut(): void {
    this.socket.terminate();
  }

  private wake(): void {
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }
}

const codesIn = (errors: ServerAnswer['errors']): readonly unknown[] =>
  (errors ?? []).map(({ extensions }) => extensions['code']);

/** One result of a subscription to acts. `act` is null when only the position is reported. */
export type RecordedAct = Readonly<{ position: string; act: Readonly<{ id: string }> | null }>;

/** The results of one subscription to acts, picked from all messages by its id. */
export const actsReceived = (heard: readonly Message[], id: string): readonly RecordedAct[] =>
  heard.flatMap((message) => {
    if (message.type !== 'next' || message.id !== id) return [];
    const { data } = message.payload as Readonly<{ data?: { actsRecorded: RecordedAct } | null }>;
    return data == null ? [] : [data.actsRecorded];
  });
