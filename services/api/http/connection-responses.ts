import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { responseEnd } from './response-end.js';

/** The unfinished responses of each connection. */
const ofConnections = new WeakMap<Duplex, Set<ServerResponse>>();

const responsesOf = (socket: Socket): Set<ServerResponse> => {
  const known = ofConnections.get(socket);
  if (known !== undefined) return known;
  const responses = new Set<ServerResponse>();
  ofConnections.set(socket, responses);
  socket.once('close', () => {
    for (const response of responses) {
      response.destroy();
      response.emit('close');
    }
  });
  return responses;
};

/**
 * Closes a response when its connection closes. Node does this only for the response that is being sent. Later
 * responses on the same connection (pipelined requests) would get no 'close' event, and code that writes to them would
 * wait for ever.
 */
export const closeWithConnection = (socket: Socket, response: ServerResponse): void => {
  const responses = responsesOf(socket);
  responses.add(response);
  responseEnd(response).addEventListener('abort', () => {
    responses.delete(response);
  });
};

/** Whether the connection has a request whose response is not finished. */
export const isAnswering = (socket: Duplex): boolean => (ofConnections.get(socket)?.size ?? 0) > 0;
