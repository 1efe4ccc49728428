import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { BSON } from 'mongodb';

const headerBytes = 16;
const bodyAt = headerBytes + 5;
const opMsg = 2013;

/**
 * A fault for one command. `not-primary`: refused as by a node that is not the primary. `lose-reply`: executed, but the
 * connection ends without the reply. `delayMs`: executed, but the reply comes late.
 */
export type Trouble = 'not-primary' | 'lose-reply' | Readonly<{ delayMs: number }>;

export type WireProxy = Readonly<{
  url: string;
  /** Plans faults for the next commands of this name, one per command. Later commands work normally. */
  prepare(command: string, ...troubles: readonly Trouble[]): void;
  /**
   * From now on, refuses every command of these names as a node that is not the primary would. Without names, refuses
   * none.
   */
  refuse(...commands: readonly string[]): void;
  /** The number of planned faults that no command has met yet. */
  pending(): number;
  close(): Promise<void>;
}>;

/** Splits a stream into messages. The first four bytes of each message are its length. */
const messages = (socket: Socket, take: (message: Buffer) => void): void => {
  let kept = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    kept = Buffer.concat([kept, chunk]);
    while (kept.length >= headerBytes && kept.length >= kept.readInt32LE(0)) {
      const length = kept.readInt32LE(0);
      take(kept.subarray(0, length));
      kept = kept.subarray(length);
    }
  });
};

const commandOf = (message: Buffer): string => {
  if (message.readInt32LE(12) !== opMsg) return '';
  const size = message.readInt32LE(bodyAt);
  return Object.keys(BSON.deserialize(message.subarray(bodyAt, bodyAt + size)))[0] ?? '';
};

const notPrimary = (request: Buffer): Buffer => {
  const body = BSON.serialize({ ok: 0, code: 10107, codeName: 'NotWritablePrimary', errmsg: 'not primary' });
  const head = Buffer.alloc(bodyAt);
  head.writeInt32LE(bodyAt + body.length, 0);
  head.writeInt32LE(request.readInt32LE(4), 8);
  head.writeInt32LE(opMsg, 12);
  return Buffer.concat([head, body]);
};

/**
 * The port that the proxy listens on, and the wire version (protocol version) that it reports instead of the server's
 * own.
 */
export type ProxyOptions = Readonly<{ port?: number; wireVersion?: number }>;

const legacyHeaderBytes = 36;
const opReply = 1;

/** The reply to the driver's first `hello`, with another wire version. */
const ofVersion = (message: Buffer, wireVersion: number): Buffer => {
  if (message.readInt32LE(12) !== opReply) return message;
  const answer = BSON.deserialize(message.subarray(legacyHeaderBytes));
  const body = BSON.serialize({ ...answer, minWireVersion: 0, maxWireVersion: wireVersion });
  const head = Buffer.from(message.subarray(0, legacyHeaderBytes));
  head.writeInt32LE(legacyHeaderBytes + body.length, 0);
  return Buffer.concat([head, body]);
};

/** Starts a proxy between a driver and a server. It forwards everything unchanged except for the planned faults. */
export const startWireProxy = async (
  server: string,
  { port: wanted = 0, wireVersion }: ProxyOptions = {},
): Promise<WireProxy> => {
  const { hostname, port } = new URL(server);
  const expected = new Map<string, Trouble[]>();
  const sockets = new Set<Socket>();
  let refused: readonly string[] = [];
  const join = (client: Socket): void => {
    const upstream = createConnection(Number(port), hostname);
    const troubles = new Map<number, Trouble>();
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => [client, upstream].map((each) => each.destroy()));
    }
    messages(client, (message) => {
      const command = commandOf(message);
      const trouble = refused.includes(command) ? 'not-primary' : expected.get(command)?.shift();
      if (trouble === 'not-primary') {
        client.write(notPrimary(message));
        return;
      }
      if (trouble !== undefined) troubles.set(message.readInt32LE(4), trouble);
      upstream.write(message);
    });
    messages(upstream, (message) => {
      const trouble = troubles.get(message.readInt32LE(8));
      if (trouble === undefined)
        client.write(wireVersion === undefined ? message : ofVersion(message, wireVersion));
      else if (typeof trouble === 'object') setTimeout(() => client.write(message), trouble.delayMs);
      else client.destroy();
    });
  };
  const listener = createServer(join).listen(wanted, '127.0.0.1');
  await once(listener, 'listening');
  // The cast is safe: `address()` of a server that listens on a TCP port is an AddressInfo.
  const { port: own } = listener.address() as AddressInfo;
  return {
    url: `mongodb://127.0.0.1:${String(own)}/?directConnection=true`,
    prepare: (command, ...troubles) => {
      expected.set(command, [...(expected.get(command) ?? []), ...troubles]);
    },
    refuse: (...commands) => {
      refused = commands;
    },
    pending: () => [...expected.values()].flat().length,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
};
