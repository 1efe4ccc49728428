import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { hangingMs } from './eventually.js';
import { answersIn, type RawAnswer } from './raw-answers.js';

/** One packet of bytes, and the event-loop turns to wait before the next one. */
export type Packet = Readonly<{ bytes: Uint8Array; turns: number }>;

/** Waits for some turns of the event loop. A server in the same process uses them to read what was sent. */
export const turns = async (count: number): Promise<void> => {
  for (let passed = 0; passed < count; passed += 1) await turn();
};

/** One TCP connection of an HTTP client that decides which bytes go into which packet. */
export class RawLine {
  private readonly received: Buffer[] = [];
  private readonly listeners = new Set<() => void>();
  private broken: string | null = null;
  private isClosed = false;
  private isEnded = false;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      this.received.push(chunk);
      this.wake();
    });
    socket.on('error', ({ message }) => {
      this.broken ??= message;
    });
    socket.on('end', () => {
      this.isEnded = true;
      this.wake();
    });
    socket.on('close', () => {
      this.isClosed = true;
      this.wake();
    });
  }

  /**
   * Connects to a port of this machine. The socket is half-open: it can still send after the server has ended its side.
   */
  static open(port: number): Promise<RawLine> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new RawLine(socket));
      });
    });
  }

  /** The complete responses so far. Throws if the received bytes are not HTTP responses. */
  get answers(): readonly RawAnswer[] {
    return answersIn(Buffer.concat(this.received)).answers;
  }

  /** The responses so far without `100 Continue` and other 1xx responses. */
  get finalAnswers(): readonly RawAnswer[] {
    return this.answers.filter(({ status }) => status >= 200);
  }

  get restBytes(): number {
    return answersIn(Buffer.concat(this.received)).restBytes;
  }

  /** Whether the server has closed the connection or ended its side. */
  get isOver(): boolean {
    return this.isClosed || this.isEnded;
  }

  /** The message of the connection error, for example a reset by the server; null if there was none. */
  get trouble(): string | null {
    return this.broken;
  }

  /** Sends the packets one by one. Stops sending when the socket is no longer writable. */
  async send(packets: readonly Packet[]): Promise<void> {
    for (const { bytes, turns: count } of packets) {
      if (this.socket.writable) this.socket.write(bytes);
      await turns(count);
    }
  }

  async sendText(text: string): Promise<void> {
    await this.send([{ bytes: Buffer.from(text), turns: 2 }]);
  }

  /** Ends this side of the connection (FIN). Responses can still be received. */
  halfClose(): void {
    this.socket.end();
  }

  /** Sends a last text and ends this side of the connection at once, so that both can arrive in one packet. */
  halfCloseAfter(text: string): void {
    this.socket.end(text);
  }

  /** Destroys the connection, even while a request or a response is in progress. */
  hangUp(): void {
    this.socket.destroy();
  }

  /** Closes the connection with a TCP reset (RST), so that the server gets a connection error. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  /** Stops reading. Later responses fill the socket buffers, so the server's writes will wait. */
  stopReading(): void {
    this.socket.pause();
  }

  /**
   * Resolves when this number of final responses (not 1xx) has arrived. Throws if the connection ends or hangs before.
   */
  answered(count = 1): Promise<void> {
    return this.until(
      () => this.finalAnswers.length >= count || this.isOver,
      () => `${String(this.finalAnswers.length)} answers came, not ${String(count)}`,
    ).then(() => {
      if (this.finalAnswers.length < count)
        throw new Error(`the server hung up after ${String(this.finalAnswers.length)} answers`);
    });
  }

  /** Resolves when the server has closed the connection or ended its side. Throws if it hangs. */
  over(): Promise<void> {
    return this.until(
      () => this.isOver,
      () => 'the server does not hang up',
    );
  }

  private until(isThere: () => boolean, loggedError: () => string): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        if (!isThere()) return;
        clearTimeout(hanging);
        this.listeners.delete(settle);
        resolve();
      };
      const hanging = setTimeout(() => {
        this.listeners.delete(settle);
        reject(new Error(`the line hangs: ${loggedError()}`));
      }, hangingMs);
      this.listeners.add(settle);
      settle();
    });
  }

  private wake(): void {
    for (const listen of [...this.listeners]) listen();
  }
}
