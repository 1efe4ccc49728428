import type { protocolOf } from '@ledger/api/subscriptions/socket-protocol.js';
import { requestOf } from './http-exchange.js';
import { quiet } from './fake-timeouts.js';

type Protocol = ReturnType<typeof protocolOf>;

/** A client of the WebSocket subprotocol in this process. It calls the protocol's code directly, without a socket. */
export class SpokenLine {
  readonly sent: unknown[] = [];
  readonly closes: (readonly [code: number | undefined, reason: string | undefined])[] = [];
  private hear: (message: string) => Promise<void> = () => Promise.resolve();
  private readonly closed: (code?: number, reason?: string) => Promise<void>;

  constructor(protocol: Protocol, headers: Readonly<Record<string, string>> = {}) {
    this.closed = protocol.opened(
      {
        protocol: 'graphql-transport-ws',
        send: async (message) => {
          this.sent.push(JSON.parse(message));
        },
        close: (code, reason) => {
          this.closes.push([code, reason]);
        },
        onMessage: (hear) => {
          this.hear = hear;
        },
      },
      { request: requestOf({ headers }) },
    );
  }

  /** Sends a message and resolves when all work is done that does not wait for a timeout. */
  async say(message: Readonly<Record<string, unknown>>): Promise<void> {
    void this.hear(JSON.stringify(message));
    await quiet();
  }

  subscribe(id: string, query: string, operationName?: string): Promise<void> {
    return this.say({ type: 'subscribe', id, payload: { query, operationName } });
  }

  /** The connection breaks (close code 1006). */
  hangUp(): Promise<void> {
    return this.closed(1006, '');
  }
}
