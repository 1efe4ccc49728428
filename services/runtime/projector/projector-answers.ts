import type { ViewManager } from '@ledger/projections/upkeep/view-manager.js';
import { factsOf } from '@ledger/ledger/kernel/ledger-fault.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { Ask, AnswerTo, FromProjector, ToProjector } from './projector-protocol.js';

type Send = (message: FromProjector) => void;
type PendingQuestion = Exclude<ToProjector, string>;

const answerTo = async (
  manager: ViewManager,
  ask: Ask,
  progress: (read: number) => void,
): Promise<AnswerTo<Ask>> => {
  switch (ask.ask) {
    case 'allot':
      return manager.allot(ask.view);
    case 'ready':
      await manager.markReady(ask.view, ask.number);
      return null;
    case 'readyOf':
      return manager.readyOf(ask.view);
    case 'switch':
      return manager.switchTo(ask.view, ask.number);
    case 'back':
      return manager.back(ask.view);
    case 'drop':
      return manager.drop(ask.view);
    case 'repair':
      return manager.repair(ask.view, { key: ask.key, progress });
    case 'builds':
      return manager.builds();
    case 'accept':
      return manager.forgetAside();
  }
};

/**
 * The queue of requests from the process that owns the ledger. The projector answers them in order, between two batches
 * of events.
 */
export class Questions {
  private waiting: PendingQuestion[] = [];
  private arrival = new AbortController();

  add(asked: PendingQuestion): void {
    this.waiting.push(asked);
    this.arrival.abort();
  }

  /** A signal that aborts when a request arrives. */
  get signal(): AbortSignal {
    return this.arrival.signal;
  }

  async answer(manager: ViewManager, send: Send): Promise<void> {
    const asked = this.waiting;
    this.waiting = [];
    this.arrival = new AbortController();
    for (const { id, ask } of asked) {
      try {
        const progress = (read: number): void => {
          send({ type: 'progress', id, read });
        };
        const answer = await answerTo(manager, ask, progress);
        if (ask.ask === 'switch' || ask.ask === 'back') send({ type: 'switched' });
        send({ type: 'answer', id, answer });
      } catch (error) {
        send({ type: 'refusal', id, message: messageOf(error), facts: factsOf(error) });
      }
    }
  }
}
