import type { HandedAmendment } from '@ledger/ledger/use-cases/amend-act.js';
import type { Handed } from '@ledger/ledger/use-cases/record-act-command.js';
import type { OfficeCode } from '@ledger/ledger/kernel/identifiers.js';
import type { PersonDetails } from '@ledger/ledger/use-cases/person-details.js';
import type { HandedBy } from '@ledger/ledger/use-cases/registry-orders.js';
import type { Outcome } from '@ledger/ledger/engine/submission.js';
import type { WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { Command } from '@nestjs/cqrs';

/** Records an act, or opens a request or a claim. */
export class RecordAct extends Command<Outcome> {
  constructor(readonly handed: Handed) {
    super();
  }
}

/** Records acts in their order, each judged by itself; one outcome each. */
export class RecordActs extends Command<readonly Outcome[]> {
  constructor(readonly handed: readonly Handed[]) {
    super();
  }
}

/** Approves, pays, refuses, corrects or reverses an act. */
export class AmendAct extends Command<Outcome> {
  constructor(readonly handed: HandedAmendment) {
    super();
  }
}

export class RegisterWorker extends Command<Outcome> {
  constructor(
    readonly office: OfficeCode,
    readonly person: PersonDetails,
    readonly handed: HandedBy,
  ) {
    super();
  }
}

export class CorrectWorker extends Command<Outcome> {
  constructor(
    readonly worker: WorkerNo,
    readonly person: PersonDetails,
    readonly handed: HandedBy & Readonly<{ office: OfficeCode }>,
  ) {
    super();
  }
}

export class EraseWorker extends Command<Outcome> {
  constructor(
    readonly worker: WorkerNo,
    readonly handed: HandedBy,
  ) {
    super();
  }
}
