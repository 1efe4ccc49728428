import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';

/** A WebSocket without a network. It records what the server does to it; a test controls how the client reacts. */
export class ScriptedSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly protocol = 'graphql-transport-ws';
  readyState = 1;
  bufferedAmount = 0;
  readonly done: (string | readonly [code: number, reason: string])[] = [];
  readonly sent: string[] = [];
  pings = 0;
  /** Whether the client answers a ping with a pong. */
  isThere = true;
  /** Confirms that the last message was sent (calls the callback of `send`). */
  take: () => void = () => undefined;

  ping(): void {
    this.pings += 1;
    if (this.isThere) this.emit('pong');
  }
  terminate(): void {
    this.done.push('terminate');
  }
  close(code: number, reason: string): void {
    this.readyState = 2;
    this.done.push([code, reason]);
  }
  send(data: string, taken: () => void): void {
    this.sent.push(data);
    this.take = taken;
  }

  /** This socket in the type that the server's code expects. */
  asWebSocket(): WebSocket {
    return this as unknown as WebSocket;
  }
}
