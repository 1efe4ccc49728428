import { subjectOf } from '@ledger/ledger/application/placing.js';
import { streamId, workerNo } from '@ledger/ledger/kernel/ids.js';
import { unsealed } from '@ledger/ledger/application/unsealing.js';
import { Inject } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Ledger } from '../composition/ledger.js';
import { LEDGER } from '../tokens.js';
import type { PresentedAct } from './presenting.js';

/** What of an act is sealed, opened when it is asked for. */
@Resolver('Act')
export class ActResolver {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  @ResolveField()
  name(@Parent() act: PresentedAct): Promise<string | null> {
    return this.open(act, 'name');
  }

  @ResolveField()
  note(@Parent() act: PresentedAct): Promise<string | null> {
    return this.open(act, 'note');
  }

  private open({ document }: PresentedAct, field: 'name' | 'note'): Promise<string | null> {
    const { worker, office, reference, stream } = document;
    const named = { worker: worker === null ? null : workerNo(worker), office, reference };
    return unsealed(this.ledger.vault, subjectOf(named, streamId(stream)), field, document[field]);
  }
}
