import type { Outcome } from '@ledger/ledger/engine/submission.js';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import { LEDGER } from './injection-tokens.js';
import { AmendAct, CorrectWorker, EraseWorker, RecordAct, RecordActs, RegisterWorker } from './commands.js';

@CommandHandler(RecordAct)
export class RecordActHandler implements ICommandHandler<RecordAct> {
  constructor(@Inject(LEDGER) private readonly ledger: Pick<Ledger, 'write'>) {}

  async execute({ handed }: RecordAct): Promise<Outcome> {
    const [outcome] = await this.ledger.write.recording.record([handed]);
    if (outcome === undefined) throw new Error('an act was handed in and not answered');
    return outcome;
  }
}

@CommandHandler(RecordActs)
export class RecordActsHandler implements ICommandHandler<RecordActs> {
  constructor(@Inject(LEDGER) private readonly ledger: Pick<Ledger, 'write'>) {}

  execute({ handed }: RecordActs): Promise<readonly Outcome[]> {
    return this.ledger.write.recording.record(handed);
  }
}

@CommandHandler(AmendAct)
export class AmendActHandler implements ICommandHandler<AmendAct> {
  constructor(@Inject(LEDGER) private readonly ledger: Pick<Ledger, 'write'>) {}

  execute({ handed }: AmendAct): Promise<Outcome> {
    return this.ledger.write.amending.amend(handed);
  }
}

@CommandHandler(RegisterWorker)
export class RegisterWorkerHandler implements ICommandHandler<RegisterWorker> {
  constructor(@Inject(LEDGER) private readonly ledger: Pick<Ledger, 'write'>) {}

  execute({ office, person, handed }: RegisterWorker): Promise<Outcome> {
    return this.ledger.write.registering.register(office, person, handed);
  }
}

@CommandHandler(CorrectWorker)
export class CorrectWorkerHandler implements ICommandHandler<CorrectWorker> {
  constructor(@Inject(LEDGER) private readonly ledger: Pick<Ledger, 'write'>) {}

  execute({ worker, person, handed }: CorrectWorker): Promise<Outcome> {
    return this.ledger.write.registering.correct(worker, person, handed);
  }
}

@CommandHandler(EraseWorker)
export class EraseWorkerHandler implements ICommandHandler<EraseWorker> {
  constructor(@Inject(LEDGER) private readonly ledger: Pick<Ledger, 'write'>) {}

  execute({ worker, handed }: EraseWorker): Promise<Outcome> {
    return this.ledger.write.registering.erase(worker, handed);
  }
}

export const commandHandlers = [
  RecordActHandler,
  RecordActsHandler,
  AmendActHandler,
  RegisterWorkerHandler,
  CorrectWorkerHandler,
  EraseWorkerHandler,
];
