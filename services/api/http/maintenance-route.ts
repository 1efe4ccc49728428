import type { IncomingMessage, ServerResponse } from 'node:http';
import { factsOf } from '@ledger/ledger/kernel/told-fault.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { Handing } from '@ledger/runtime/door/door.js';
import type { Caller } from '@ledger/runtime/door/orders.js';
import { isOrder, type ViewOrder, type Told } from '@ledger/runtime/rebuild/maintenance-protocol.js';
import { showsToken } from './bearer-token.js';
import type { SayUnanswered } from './request-timeouts.js';
import { sendWhole } from './whole-answer.js';

const bodyBytesMax = 4_096;
/** Who orders is told so often at most how far it has come. */
const progressMs = 100;
/** How often a blank line is sent: it says nothing but that the order is still being carried out. */
const blankMs = 10_000;

const headers = { 'content-type': 'application/x-ndjson' };

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
};

/** The body; null where it is no JSON, breaks off, or is too long, as soon as that is known. */
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
  sendWhole(request, response, { status, headers, body: `${JSON.stringify({ fault })}\n` });
};

/** Says that there was no answer in time. */
export const sayOrderUnanswered: SayUnanswered = (request, response, seconds) => {
  refuse(
    { request, response },
    503,
    `the ledger did not answer within ${String(seconds)} seconds; order it again`,
  );
};

type Orders = Readonly<{
  door: Handing<'MaintainViews'>;
  /** Who asks, by the headers of the request. */
  callerOf: (request: IncomingMessage) => Caller;
  token: string;
}>;

/** Carries an order out, and tells how far it is; what has been ordered goes on when its client has gone. */
const follow = async (
  response: ServerResponse,
  { door, by }: Readonly<{ door: Orders['door']; by: Caller }>,
  work: ViewOrder,
): Promise<void> => {
  const tell = (told: Told): void => {
    response.write(`${JSON.stringify(told)}\n`);
  };
  const waiting = setInterval(() => {
    if (!response.writableNeedDrain) response.write('\n');
  }, blankMs);
  let toldAt = 0;
  try {
    const done = await door.hand({
      order: 'MaintainViews',
      by,
      work,
      progress: (ordinal, of) => {
        const now = performance.now();
        // A client that takes nothing now is told later, how far it is then.
        if (now - toldAt < progressMs || response.writableNeedDrain) return;
        toldAt = now;
        tell({ ordinal, of });
      },
    });
    tell({ done });
  } catch (error) {
    tell({ fault: messageOf(error), facts: factsOf(error) });
  } finally {
    clearInterval(waiting);
  }
};

/** Takes orders that bring the token of `owner.json`. */
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
