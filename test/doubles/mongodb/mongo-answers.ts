import { createServer, type AddressInfo, type Socket } from 'node:net';
import { BSON, type Document } from 'mongodb';

const messageHeaderBytes = 16;
const opMsg = 2013;
const opReply = 1;
const opQuery = 2004;

/** Returns the server's reply to a command. */
export type Answers = (command: Document) => Document;

const commandIn = (message: Buffer): Document => {
  if (message.readInt32LE(12) === opMsg) return BSON.deserialize(message.subarray(messageHeaderBytes + 5));
  // The old message format OP_QUERY has the collection name before the command. Drivers use it for the first `hello`.
  const name = message.indexOf(0, messageHeaderBytes + 4);
  return BSON.deserialize(message.subarray(name + 9));
};

const answerTo = (message: Buffer, answer: Document): Buffer => {
  const isQuery = message.readInt32LE(12) === opQuery;
  const before = Buffer.alloc(isQuery ? 20 : 5);
  if (isQuery) before.writeInt32LE(1, 16);
  const body = Buffer.concat([before, BSON.serialize(answer)]);
  const header = Buffer.alloc(messageHeaderBytes);
  header.writeInt32LE(messageHeaderBytes + body.length, 0);
  header.writeInt32LE(message.readInt32LE(4), 8);
  header.writeInt32LE(isQuery ? opReply : opMsg, 12);
  return Buffer.concat([header, body]);
};

const serve = (socket: Socket, answers: Answers): void => {
  let heard = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    heard = Buffer.concat([heard, Buffer.from(bytes)]);
    while (heard.length >= messageHeaderBytes && heard.length >= heard.readInt32LE(0)) {
      const message = heard.subarray(0, heard.readInt32LE(0));
      heard = heard.subarray(message.length);
      socket.write(answerTo(message, answers(commandIn(message))));
    }
  });
};

/** Starts a server that speaks the MongoDB protocol and replies with `answers`. */
export const answeringMongo = async (
  answers: Answers,
): Promise<Readonly<{ url: string; close: () => Promise<void> }>> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    serve(socket, answers);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The cast is safe: `address()` of a server that listens on a TCP port is an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `mongodb://127.0.0.1:${String(port)}/?directConnection=true`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
};
