import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { responseEnd } from './response-end.js';

/** The responses of each connection that are not over. */
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
 * Closes a response with its connection. Node does so for the response that is being sent alone: those of requests that
 * came after it on the same connection would never be told that their client has gone, and whoever writes to them would
 * wait for ever.
 */
export const closeWithConnection = (socket: Socket, response: ServerResponse): void => {
  const responses = responsesOf(socket);
  responses.add(response);
  responseEnd(response).addEventListener('abort', () => {
    responses.delete(response);
  });
};

/** Whether a request of the connection has not been answered to its end. */
export const isAnswering = (socket: Duplex): boolean => (ofConnections.get(socket)?.size ?? 0) > 0;
