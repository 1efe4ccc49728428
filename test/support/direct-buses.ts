import {
  AmendActHandler,
  CorrectWorkerHandler,
  EraseWorkerHandler,
  RecordActHandler,
  RecordActsHandler,
  RegisterWorkerHandler,
} from '@ledger/api/bus/command-handlers.js';
import {
  AmendAct,
  CorrectWorker,
  EraseWorker,
  RecordAct,
  RecordActs,
  RegisterWorker,
} from '@ledger/api/bus/commands.js';
import type { ActMutations } from '@ledger/api/graphql/act-mutations.js';
import type { loadersOf } from '@ledger/api/graphql/data-loaders.js';
import type { TestLedger } from './ledger.js';

type QueryBus = Parameters<typeof loadersOf>[0];
type CommandBus = ConstructorParameters<typeof ActMutations>[1];

/** The commands of the API over a ledger in this process, each handled as Nest would have it handled. */
export const commandBus = (ledger: TestLedger): CommandBus => {
  const handled = async (command: unknown): Promise<unknown> => {
    if (command instanceof RecordAct) return new RecordActHandler(ledger).execute(command);
    if (command instanceof RecordActs) return new RecordActsHandler(ledger).execute(command);
    if (command instanceof AmendAct) return new AmendActHandler(ledger).execute(command);
    if (command instanceof RegisterWorker) return new RegisterWorkerHandler(ledger).execute(command);
    if (command instanceof CorrectWorker) return new CorrectWorkerHandler(ledger).execute(command);
    if (command instanceof EraseWorker) return new EraseWorkerHandler(ledger).execute(command);
    throw new Error('there is no handler for this command');
  };
  return { execute: handled } as unknown as CommandBus;
};

/** Gives the answers in their order, and notes in `asked` what was asked. */
export const scriptedBus = (answers: readonly unknown[], asked: unknown[]): QueryBus => {
  const left = [...answers];
  const execute = async (query: unknown): Promise<unknown> => {
    asked.push(query);
    return left.shift();
  };
  return { execute } as unknown as QueryBus;
};
