import type { Outcome } from '@ledger/ledger/engine/submission.js';
import type { Metrics } from '@ledger/infra/telemetry/metrics.js';
import { spanned } from '@ledger/infra/telemetry/trace-spans.js';
import type { OrderHandler } from '../door/door.js';
import type { ActOrders, AnswerOf, OrderName, OrderOf, WorkerOrders } from '../door/orders.js';

type Writing = keyof (ActOrders & WorkerOrders);
type Outcomes = readonly (Pick<Outcome, 'kind'> & Readonly<{ code?: string }>)[];

/** The names of commands in metrics and traces. */
const names: Readonly<Record<Writing, string>> = {
  RecordAct: 'record',
  AmendAct: 'amend',
  Attend: 'attend',
  RegisterWorker: 'register',
  CorrectWorker: 'correct',
  EraseWorker: 'erase',
};

const isWriting = (name: OrderName): name is Writing => Object.hasOwn(names, name);

/** A type guard: the type of an answer follows from the name of its command. */
const isWritten = (name: OrderName, _answer: AnswerOf<OrderName>): _answer is AnswerOf<Writing> =>
  isWriting(name);

const outcomesIn = (name: OrderName, answer: AnswerOf<OrderName>): Outcomes => {
  if (!isWritten(name, answer)) return [];
  if ('outcome' in answer) return [answer.outcome];
  return 'kind' in answer ? [answer] : answer;
};

/**
 * Wraps the ledger's door (the object that runs commands and queries). Counts all commands and queries by whether they
 * succeeded, and also traces the commands.
 */
export const instrumentedDoor = (door: OrderHandler, metrics: Metrics): OrderHandler => {
  const counted = async <N extends OrderName>(order: OrderOf<N>): Promise<AnswerOf<N>> => {
    try {
      const answer = await door.handle(order);
      metrics.orders.inc({ order: order.order, outcome: 'answered' });
      return answer;
    } catch (error) {
      metrics.orders.inc({ order: order.order, outcome: 'failed' });
      throw error;
    }
  };

  const handle = <N extends OrderName>(order: OrderOf<N>): Promise<AnswerOf<N>> => {
    const name: OrderName = order.order;
    if (!isWriting(name)) return counted(order);
    const command = names[name];
    return spanned(`ledger.command ${command}`, { 'ledger.role': order.by.role }, async (span) => {
      const answer = await counted(order);
      for (const { kind, code } of outcomesIn(name, answer)) {
        metrics.commands.inc({ command, outcome: kind });
        span.setAttribute('ledger.outcome', kind);
        if (code === undefined) continue;
        metrics.refusals.inc({ code });
        span.setAttribute('ledger.code', code);
      }
      return answer;
    });
  };

  return { handle };
};
