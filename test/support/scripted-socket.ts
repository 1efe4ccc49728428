import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';

/** A socket without a network: what is done to it is noted, and its other end does what a case says. */
export class ScriptedSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly protocol = 'graphql-transport-ws';
  readyState = 1;
  bufferedAmount = 0;
  readonly done: (string | readonly [code: number, reason: string])[] = [];
  readonly sent: string[] = [];
  pings = 0;
  /** Whether the other end answers a ping. */
  isThere = true;
  /** Takes the message that was sent last. */
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

  /** For whoever expects one with a network. */
  asWebSocket(): WebSocket {
    return this as unknown as WebSocket;
  }
}
