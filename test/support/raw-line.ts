import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { hangingMs } from './eventually.js';
import { answersIn, type RawAnswer } from './raw-answers.js';

/** One packet, and how many turns of the event loop pass before the next one. */
export type Packet = Readonly<{ bytes: Uint8Array; turns: number }>;

/** Lets the event loop go round: what was sent to this very process is read meanwhile. */
export const turns = async (count: number): Promise<void> => {
  for (let passed = 0; passed < count; passed += 1) await turn();
};

/** One connection of a client that chooses its packets. */
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

  /** Connects to a port of this machine; it may go on sending when the server has ended its side. */
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

  /** What was answered so far. Throws where something else than whole answers came. */
  get answers(): readonly RawAnswer[] {
    return answersIn(Buffer.concat(this.received)).answers;
  }

  /** Answers but for `100 Continue`. */
  get finalAnswers(): readonly RawAnswer[] {
    return this.answers.filter(({ status }) => status >= 200);
  }

  get restBytes(): number {
    return answersIn(Buffer.concat(this.received)).restBytes;
  }

  /** Whether the server has hung up, or ended its side. */
  get isOver(): boolean {
    return this.isClosed || this.isEnded;
  }

  /** How the server broke the connection off: a reset, say; null where it did not. */
  get trouble(): string | null {
    return this.broken;
  }

  /** Sends packets one by one; what the server no longer takes is not sent. */
  async send(packets: readonly Packet[]): Promise<void> {
    for (const { bytes, turns: count } of packets) {
      if (this.socket.writable) this.socket.write(bytes);
      await turns(count);
    }
  }

  async sendText(text: string): Promise<void> {
    await this.send([{ bytes: Buffer.from(text), turns: 2 }]);
  }

  /** Says that nothing more is sent, and goes on listening. */
  halfClose(): void {
    this.socket.end();
  }

  /** Sends a last text, and says in the same breath that nothing more comes. */
  halfCloseAfter(text: string): void {
    this.socket.end(text);
  }

  /** Hangs up, whatever is under way. */
  hangUp(): void {
    this.socket.destroy();
  }

  /** Hangs up so that the server is told by a reset. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  /** Reads nothing more from now on: the server's answers stay in the buffers of the system. */
  stopReading(): void {
    this.socket.pause();
  }

  /** Resolves when so many final answers came. Throws where the line is over or hangs before. */
  answered(count = 1): Promise<void> {
    return this.until(
      () => this.finalAnswers.length >= count || this.isOver,
      () => `${String(this.finalAnswers.length)} answers came, not ${String(count)}`,
    ).then(() => {
      if (this.finalAnswers.length < count)
        throw new Error(`the server hung up after ${String(this.finalAnswers.length)} answers`);
    });
  }

  /** Resolves when the server has hung up. Throws where it does not. */
  over(): Promise<void> {
    return this.until(
      () => this.isOver,
      () => 'the server does not hang up',
    );
  }

  private until(isThere: () => boolean, complaint: () => string): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        if (!isThere()) return;
        clearTimeout(hanging);
        this.listeners.delete(settle);
        resolve();
      };
      const hanging = setTimeout(() => {
        this.listeners.delete(settle);
        reject(new Error(`the line hangs: ${complaint()}`));
      }, hangingMs);
      this.listeners.add(settle);
      settle();
    });
  }

  private wake(): void {
    for (const listen of [...this.listeners]) listen();
  }
}
