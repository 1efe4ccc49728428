import type { ViewKeeper } from '@ledger/projections/upkeep/view-keeper.js';
import { factsOf } from '@ledger/ledger/kernel/told-fault.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { Ask, AnswerTo, FromProjector, ToProjector } from './projector-protocol.js';

type Tell = (message: FromProjector) => void;
type Asked = Exclude<ToProjector, string>;

const answerTo = async (
  keeper: ViewKeeper,
  ask: Ask,
  progress: (read: number) => void,
): Promise<AnswerTo<Ask>> => {
  switch (ask.ask) {
    case 'allot':
      return keeper.allot(ask.view);
    case 'ready':
      await keeper.markReady(ask.view, ask.number);
      return null;
    case 'readyOf':
      return keeper.readyOf(ask.view);
    case 'switch':
      return keeper.switchTo(ask.view, ask.number);
    case 'back':
      return keeper.back(ask.view);
    case 'drop':
      return keeper.drop(ask.view);
    case 'repair':
      return keeper.repair(ask.view, { key: ask.key, progress });
    case 'builds':
      return keeper.builds();
    case 'accept':
      return keeper.forgetAside();
  }
};

/**
 * The queue of requests from the process that owns the ledger. The projector answers them in order, between two batches
 * of events.
 */
export class Questions {
  private waiting: Asked[] = [];
  private arrival = new AbortController();

  add(asked: Asked): void {
    this.waiting.push(asked);
    this.arrival.abort();
  }

  /** A signal that aborts when a request arrives. */
  get signal(): AbortSignal {
    return this.arrival.signal;
  }

  async answer(keeper: ViewKeeper, tell: Tell): Promise<void> {
    const asked = this.waiting;
    this.waiting = [];
    this.arrival = new AbortController();
    for (const { id, ask } of asked) {
      try {
        const progress = (read: number): void => {
          tell({ type: 'progress', id, read });
        };
        const answer = await answerTo(keeper, ask, progress);
        if (ask.ask === 'switch' || ask.ask === 'back') tell({ type: 'switched' });
        tell({ type: 'answer', id, answer });
      } catch (error) {
        tell({ type: 'refusal', id, message: messageOf(error), facts: factsOf(error) });
      }
    }
  }
}
