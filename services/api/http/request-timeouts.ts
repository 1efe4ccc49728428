import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { Limits } from '../graphql/request-limits.js';
import { closeWithConnection } from './connection-responses.js';
import type { Middleware } from './middleware.js';
import { partOf } from './request-log.js';
import { responseEnd } from './response-end.js';
import { hasBody } from './whole-answer.js';

/** How often Node looks for requests that are late, at most. */
const checkMsMax = 5_000;

/** Until an upload must have come in whole, however steadily it comes: an hour. */
const uploadMsMax = 3_600_000;

/** How long is waited for a request, for the beginning of its answer, and for the client that takes it. */
export type Waits = Pick<Limits, 'receivingMsMax' | 'answeringMsMax' | 'takingMsMax'>;

/** Says that there was no answer in time, in the shape of the other answers of the same path. */
export type SayUnanswered = (request: IncomingMessage, response: ServerResponse, seconds: number) => void;

/** Paths that have a way of their own. */
export type TimedPath = Readonly<{
  path: string;
  /** Whether a request must have come in whole in time, or more of it, as it may be large. */
  comes: 'whole' | 'steadily';
  sayUnanswered: SayUnanswered;
}>;

type Complain = (sentence: string) => void;
type Watched = Readonly<{
  /** The request as it may be told of: its path may be anything. */
  what: string;
  request: IncomingMessage;
  response: ServerResponse;
  at: TimedPath;
  waits: Waits;
  complain: Complain;
}>;

/** What Node itself watches: the head of every request, and what no body may outlast. */
export const punctual = (server: HttpServer, receivingMsMax: number): void => {
  server.headersTimeout = receivingMsMax;
  server.requestTimeout = Math.max(receivingMsMax, uploadMsMax);
  Object.assign(server, {
    connectionsCheckingInterval: Math.min(receivingMsMax, checkMsMax),
    // A client that has sent its request may end its side and wait for the answer. Node would hang up at once.
    httpAllowHalfOpen: true,
  });
};

/** Lets nothing that a handler still says reach a response that was given without it. */
const mute = (response: ServerResponse): void => {
  Object.assign(response, {
    setHeader: () => response,
    writeHead: () => response,
    flushHeaders: () => undefined,
    write: () => true,
    end: () => response,
  });
};

/** Answers in place of the handler, which has not answered in time. */
const giveUp = ({ what, request, response, at, waits, complain }: Watched): void => {
  const seconds = Math.ceil(waits.answeringMsMax / 1_000);
  complain(`no answer within ${String(seconds)} seconds: ${what}; it was told so with HTTP 503`);
  response.shouldKeepAlive = false;
  at.sayUnanswered(request, response, seconds);
  mute(response);
};

/** Says that the request is late, as Node says it of a head, and hangs up. */
const late = (watched: Watched): void => {
  const { request, response } = watched;
  if (request.complete) return;
  if (response.headersSent) {
    request.destroy();
    return;
  }
  // Nobody reads what has come in, and nothing more is let in: it is not the client who is late.
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

/** Waits until what is watched for is over, one way or another; answers how to end it. */
type Watch = (watched: Watched) => () => void;

/** The request must have come in whole in time; of a refused one, its rest within the same time again. */
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

/** More of the request must come in time. */
const receivedSteadily: Watch = (watched) => {
  const { request, response, waits } = watched;
  request.setTimeout(waits.receivingMsMax, () => {
    late(watched);
  });
  // A connection has one timer: from now on it watches the client that takes the answer.
  request.once('end', () => response.setTimeout(waits.takingMsMax));
  return () => undefined;
};

/** The answer must begin in time after the request has come in whole. */
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

/** An answer that has begun must go on being taken; a client that takes nothing, or is told nothing, is cut off. */
const takenInTime: Watch = ({ request, response, waits }) => {
  response.setTimeout(waits.takingMsMax, () => {
    // Until the request has come in whole, it is the request that is watched.
    if (request.complete && response.headersSent) response.destroy();
  });
  return () => undefined;
};

const isBelow = (url: string, path: string): boolean => {
  const [asked = ''] = url.split('?');
  return asked === path || asked.startsWith(`${path}/`);
};

/**
 * Sees to it that no request and no response hangs. A request that does not come in time is answered 408; one that has
 * no answer in time 503; a client that takes nothing of its answer is cut off. `others` says it for every path that is
 * not listed. `complain` hears of every answer that did not begin in time.
 */
export const inTime = (
  waits: Waits,
  paths: readonly TimedPath[],
  others: SayUnanswered,
  complain: Complain,
): Middleware => {
  const elsewhere: TimedPath = { path: '', comes: 'whole', sayUnanswered: others };
  return (request, response, next) => {
    const at = paths.find(({ path }) => isBelow(request.url ?? '/', path)) ?? elsewhere;
    const what = `${request.method ?? ''} ${partOf(request.url)}`;
    const watched = { what, request, response, at, waits, complain };
    closeWithConnection(request.socket, response);
    const received = at.comes === 'steadily' && hasBody(request) ? receivedSteadily : receivedWhole;
    const stops = [takenInTime, received, answeredInTime].map((watch) => watch(watched));
    responseEnd(response).addEventListener('abort', () => {
      for (const stop of stops) stop();
    });
    next();
  };
};
