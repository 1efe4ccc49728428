import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { Limits } from '../graphql/request-limits.js';
import { closeWithConnection } from './connection-responses.js';
import type { Middleware } from './middleware.js';
import { partOf } from './request-log.js';
import { responseEnd } from './response-end.js';
import { hasBody } from './full-response.js';

/** The longest interval, in milliseconds, at which Node checks for late requests. */
const checkMsMax = 5_000;

/** The time limit for receiving a whole upload, even if it arrives steadily: one hour. */
const uploadMsMax = 3_600_000;

/** Time limits for receiving a request, for the beginning of its response, and for a client that reads its response. */
export type Waits = Pick<Limits, 'receivingMsMax' | 'answeringMsMax' | 'takingMsMax'>;

/** Answers 503 because there was no response in time, in the body format of the path. */
export type SayUnanswered = (request: IncomingMessage, response: ServerResponse, seconds: number) => void;

/** A path with its own time limit or its own format of the 503 response. */
export type TimedPath = Readonly<{
  path: string;
  /**
   * `whole`: the whole request must arrive within the limit. `steadily`: only the next bytes must, because the request
   * may be large.
   */
  comes: 'whole' | 'steadily';
  sayUnanswered: SayUnanswered;
}>;

type LogError = (sentence: string) => void;
type Watched = Readonly<{
  /** Method and part of the API, for messages. The path itself is left out, because it may contain personal data. */
  what: string;
  request: IncomingMessage;
  response: ServerResponse;
  at: TimedPath;
  waits: Waits;
  logError: LogError;
}>;

/** Sets the limits that Node enforces itself: for the headers of every request, and the upper bound for any body. */
export const limitReceiving = (server: HttpServer, receivingMsMax: number): void => {
  server.headersTimeout = receivingMsMax;
  server.requestTimeout = Math.max(receivingMsMax, uploadMsMax);
  Object.assign(server, {
    connectionsCheckingInterval: Math.min(receivingMsMax, checkMsMax),
    // A client may close its sending side after the request and wait for the response. By default Node would close the
    // connection at once.
    httpAllowHalfOpen: true,
  });
};

/**
 * Makes a response ignore the handler's later calls, because the response has been sent already without the handler.
 */
const mute = (response: ServerResponse): void => {
  Object.assign(response, {
    setHeader: () => response,
    writeHead: () => response,
    flushHeaders: () => undefined,
    write: () => true,
    end: () => response,
  });
};

/** Answers 503 instead of the handler, which has not answered in time. */
const giveUp = ({ what, request, response, at, waits, logError }: Watched): void => {
  const seconds = Math.ceil(waits.answeringMsMax / 1_000);
  logError(`no answer within ${String(seconds)} seconds: ${what}; it was told so with HTTP 503`);
  response.shouldKeepAlive = false;
  at.sayUnanswered(request, response, seconds);
  mute(response);
};

/**
 * Answers 408, as Node does for late headers, and closes the connection. If the response has begun, only closes the
 * connection.
 */
const late = (watched: Watched): void => {
  const { request, response } = watched;
  if (request.complete) return;
  if (response.headersSent) {
    request.destroy();
    return;
  }
  // The receive buffer is full, so the server has stopped reading: the handler is late and not the client.
  if (request.readableLength >= request.readableHighWaterMark) {
    giveUp(watched);
    return;
  }
  response.shouldKeepAlive = false;
  response.writeHead(408, { 'content-length': 0, connection: 'close' }).end(() => {
    request.destroy();
  });
  mute(response);
};

/** Starts one time limit for a request. Returns a function that ends the limit. */
type Watch = (watched: Watched) => () => void;

/**
 * Time limit for the whole request. After a late request has been refused, the rest of it gets the same time once more.
 */
const receivedWhole: Watch = (watched) => {
  const { request, waits } = watched;
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    timer = setTimeout(() => {
      late(watched);
      wait();
    }, waits.receivingMsMax);
  };
  wait();
  const stop = (): void => {
    clearTimeout(timer);
  };
  request.once('end', stop);
  return stop;
};

/** Time limit for the next bytes of the request. */
const receivedSteadily: Watch = (watched) => {
  const { request, response, waits } = watched;
  request.setTimeout(waits.receivingMsMax, () => {
    late(watched);
  });
  // A connection has only one timer. From now on the timer limits how slowly the client may read the response.
  request.once('end', () => response.setTimeout(waits.takingMsMax));
  return () => undefined;
};

/** Time limit from the complete request to the beginning of its response. */
const answeredInTime: Watch = (watched) => {
  const { request, response, waits } = watched;
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (response.headersSent) return;
      if (request.complete) giveUp(watched);
      else wait();
    }, waits.answeringMsMax);
  };
  wait();
  request.once('end', wait);
  return () => {
    request.off('end', wait);
    clearTimeout(timer);
  };
};

/**
 * Once a response has begun, its bytes must keep flowing. If none are sent or read within the limit, the connection is
 * cut.
 */
const takenInTime: Watch = ({ request, response, waits }) => {
  response.setTimeout(waits.takingMsMax, () => {
    // Until the whole request has arrived, the timer belongs to the receiving side.
    if (request.complete && response.headersSent) response.destroy();
  });
  return () => undefined;
};

const isBelow = (url: string, path: string): boolean => {
  const [asked = ''] = url.split('?');
  return asked === path || asked.startsWith(`${path}/`);
};

/**
 * Puts time limits on all requests and responses. A request that does not arrive in time is answered 408, a request
 * without a response in time 503, and a client that stops reading its response is cut off. `others` answers 503 for
 * every path that is not listed in `paths`. `logError` is called for each response that did not begin in time.
 */
export const inTime = (
  waits: Waits,
  paths: readonly TimedPath[],
  others: SayUnanswered,
  logError: LogError,
): Middleware => {
  const elsewhere: TimedPath = { path: '', comes: 'whole', sayUnanswered: others };
  return (request, response, next) => {
    const at = paths.find(({ path }) => isBelow(request.url ?? '/', path)) ?? elsewhere;
    const what = `${request.method ?? ''} ${partOf(request.url)}`;
    const watched = { what, request, response, at, waits, logError };
    closeWithConnection(request.socket, response);
    const received = at.comes === 'steadily' && hasBody(request) ? receivedSteadily : receivedWhole;
    const stops = [takenInTime, received, answeredInTime].map((watch) => watch(watched));
    responseEnd(response).addEventListener('abort', () => {
      for (const stop of stops) stop();
    });
    next();
  };
};
