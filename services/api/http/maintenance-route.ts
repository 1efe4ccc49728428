import type { IncomingMessage, ServerResponse } from 'node:http';
import { factsOf } from '@ledger/ledger/kernel/ledger-fault.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import type { Caller } from '@ledger/runtime/door/orders.js';
import {
  isOrder,
  type ViewOrder,
  type MaintenanceMessage,
} from '@ledger/runtime/rebuild/maintenance-protocol.js';
import { showsToken } from './bearer-token.js';
import type { SayUnanswered } from './request-timeouts.js';
import { sendFullResponse } from './full-response.js';

const bodyBytesMax = 4_096;
/** The shortest time between two progress messages to the client, in milliseconds. */
const progressMs = 100;
/** How often a blank line is sent, in milliseconds. It only shows the client that the work is still going on. */
const blankMs = 10_000;

const headers = { 'content-type': 'application/x-ndjson' };

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
};

/**
 * The parsed body; null if it is not JSON, is incomplete or is too long. Resolves as soon as the body exceeds the
 * limit.
 */
const bodyOf = (request: IncomingMessage): Promise<unknown> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bodyBytesMax) chunks.push(chunk);
      else resolve(null);
    });
    request.once('end', () => {
      resolve(parsed(Buffer.concat(chunks)));
    });
    request.once('close', () => {
      resolve(null);
    });
  });

type Exchange = Readonly<{ request: IncomingMessage; response: ServerResponse }>;

const refuse = ({ request, response }: Exchange, status: number, fault: string): void => {
  sendFullResponse(request, response, { status, headers, body: `${JSON.stringify({ fault })}\n` });
};

/** Answers 503 because the ledger did not answer in time. */
export const sayOrderUnanswered: SayUnanswered = (request, response, seconds) => {
  refuse(
    { request, response },
    503,
    `the ledger did not answer within ${String(seconds)} seconds; order it again`,
  );
};

type Orders = Readonly<{
  door: OrderHandler<'MaintainViews'>;
  /** The caller, from the headers of the request. */
  callerOf: (request: IncomingMessage) => Caller;
  token: string;
}>;

/**
 * Does the maintenance work and writes its progress and its result as lines of JSON. The work continues if the client
 * disconnects.
 */
const follow = async (
  response: ServerResponse,
  { door, by }: Readonly<{ door: Orders['door']; by: Caller }>,
  work: ViewOrder,
): Promise<void> => {
  const send = (message: MaintenanceMessage): void => {
    response.write(`${JSON.stringify(message)}\n`);
  };
  const waiting = setInterval(() => {
    if (!response.writableNeedDrain) response.write('\n');
  }, blankMs);
  let lastSentAt = 0;
  try {
    const done = await door.handle({
      order: 'MaintainViews',
      by,
      work,
      progress: (ordinal, of) => {
        const now = performance.now();
        // If the client is not reading, this progress message is skipped, so that messages do not pile up in memory.
        if (now - lastSentAt < progressMs || response.writableNeedDrain) return;
        lastSentAt = now;
        send({ ordinal, of });
      },
    });
    send({ done });
  } catch (error) {
    send({ fault: messageOf(error), facts: factsOf(error) });
  } finally {
    clearInterval(waiting);
  }
};

/** Does maintenance work on the views for clients that send the token from `owner.json` in the data folder. */
export const maintenanceRoute =
  ({ door, callerOf, token }: Orders) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const exchange = { request, response };
    if (request.method !== 'POST') {
      refuse(exchange, 405, 'orders are posted');
      return;
    }
    if (!showsToken(request, token)) {
      refuse(exchange, 403, 'an order brings the token that owner.json in the data folder has');
      return;
    }
    const order = await bodyOf(request);
    if (!isOrder(order)) {
      refuse(exchange, 400, 'this is no order; the ledger’s versions differ: use the one that runs');
      return;
    }
    response.writeHead(200, headers);
    await follow(response, { door, by: callerOf(request) }, order);
    response.end();
  };
