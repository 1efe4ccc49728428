import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import { viewState, type ViewState } from '@ledger/projections/reading/view-state.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { views } from '@ledger/projections/views.js';
import { addressOf } from './request-address.js';

export const healthPath = '/health';

export type Examined = Readonly<{ log: EventLog; vault: KeyVault; store: DocumentStore }>;

/** One reason why the server is not ready. */
export type Trouble = Readonly<{ part: 'log' | 'vault' | 'views'; reason: string }>;

/** How many milliseconds a part may take to answer. */
const answerMsMax = 2_000;

/** The result of `ask`; a trouble if `ask` throws or takes longer than `answerMsMax`. */
const asked = async <T>(part: Trouble['part'], ask: () => Promise<T>): Promise<T | Trouble> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Trouble>((resolve) => {
    timer = setTimeout(() => {
      resolve({ part, reason: `no answer in ${String(answerMsMax)} ms` });
    }, answerMsMax);
  });
  try {
    return await Promise.race([ask(), late]);
  } catch (error) {
    return { part, reason: messageOf(error) };
  } finally {
    clearTimeout(timer);
  }
};

const behind = ({ name, lag, stopped }: ViewState, lagMax: number): readonly Trouble[] => {
  if (stopped !== null) return [{ part: 'views', reason: stopped }];
  if (lag <= lagMax) return [];
  const reason = `view ${name} is ${String(lag)} events behind; at most ${String(lagMax)} are allowed`;
  return [{ part: 'views', reason }];
};

/** The name of a key that no person can have. Looking it up tests the vault without creating a key. */
const nobody = 'health';

const examine = async ({ log, vault, store }: Examined, lagMax: number): Promise<readonly Trouble[]> => {
  const [head, keys, states] = await Promise.all([
    asked('log', () => log.head()),
    asked('vault', () => vault.existingKeys([nobody])),
    asked('views', () => Promise.all(views.map((view) => viewState({ store, log }, view)))),
  ]);
  return [
    ...('reason' in head ? [head] : []),
    ...('reason' in keys ? [keys] : []),
    ...('reason' in states ? [states] : states.flatMap((state) => behind(state, lagMax))),
  ];
};

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
};

/**
 * `/health/live` answers 200 as long as the process answers. `/health/ready` answers 200 if log and vault answer and
 * every view is running and at most `lagMax` events behind the log; otherwise it answers 503 with the reasons.
 */
export const health =
  (examined: Examined, lagMax: number) =>
  (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): void => {
    const path = addressOf(request.url).path;
    if (request.method !== 'GET' && request.method !== 'HEAD') next();
    else if (path === '/live') answer(response, 200, { status: 'live' });
    else if (path === '/ready') {
      examine(examined, lagMax).then((troubles) => {
        if (troubles.length === 0) answer(response, 200, { status: 'ready' });
        else answer(response, 503, { status: 'not ready', troubles });
      }, next);
    } else next();
  };
