import { showsToken } from './bearer-token.js';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import { isOrder, type Told } from '@ledger/runtime/rebuild/maintenance-protocol.js';

const bodyBytesMax = 4_096;
/** Who orders is told so often at most how far it has come. */
const progressMs = 100;

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > bodyBytesMax) return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const refuse = (response: ServerResponse, status: number, fault: string): void => {
  response.writeHead(status, { 'content-type': 'application/x-ndjson', connection: 'close' });
  response.end(`${JSON.stringify({ fault })}\n`);
};

/** Takes orders that bring the token of `owner.json`. */
export const maintenanceRoute =
  ({ maintenance, ownership }: Pick<Ledger, 'maintenance' | 'ownership'>) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') {
      refuse(response, 405, 'orders are posted');
      return;
    }
    if (!showsToken(request, ownership.token)) {
      refuse(response, 403, 'an order brings the token that owner.json in the data folder has');
      return;
    }
    const order = await bodyOf(request);
    if (!isOrder(order)) {
      refuse(response, 400, 'this is no order; the ledger’s versions differ: use the one that runs');
      return;
    }
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    const tell = (told: Told): void => {
      response.write(`${JSON.stringify(told)}\n`);
    };
    let toldAt = 0;
    try {
      const done = await maintenance.carryOut(order, (ordinal, of) => {
        const now = performance.now();
        if (now - toldAt < progressMs) return;
        toldAt = now;
        tell({ ordinal, of });
      });
      tell({ done });
    } catch (error) {
      tell({ fault: messageOf(error) });
    }
    response.end();
  };
