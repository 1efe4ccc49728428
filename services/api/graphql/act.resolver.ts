import { subjectOf } from '@ledger/ledger/use-cases/act-submission.js';
import { openedWith } from '@ledger/ledger/ports/sealed-texts.js';
import { streamId, workerNo } from '@ledger/ledger/kernel/ids.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestContext } from './request-context.js';
import { personDetails } from './enum-names.js';
import { personOf, type PresentedAct, type PresentedWorker } from './presenters.js';

/**
 * Fields of an act that need more reading: encrypted texts, which are decrypted only if requested, and the person whom
 * the act names.
 */
@Resolver('Act')
export class ActResolver {
  @ResolveField()
  name(@Parent() act: PresentedAct, @Context() context: RequestContext): Promise<string | null> {
    return open(act, context, 'name');
  }

  @ResolveField()
  async place(@Parent() act: PresentedAct, @Context() context: RequestContext): Promise<string | null> {
    return act.document.place ?? (await open(act, context, 'place'));
  }

  @ResolveField()
  note(@Parent() act: PresentedAct, @Context() context: RequestContext): Promise<string | null> {
    return open(act, context, 'note');
  }

  @ResolveField()
  async person(
    @Parent() { document: { worker } }: PresentedAct,
    @Context() { loaders }: RequestContext,
  ): Promise<PresentedWorker | null> {
    return worker === null ? null : personOf(await loaders.workers.load(workerNo(worker)));
  }

  @ResolveField()
  async contradicts(
    @Parent() { document: { worker, act } }: PresentedAct,
    @Context() { loaders }: RequestContext,
  ): Promise<readonly Api.PersonDetail[]> {
    const person = worker === null ? null : await loaders.workers.load(workerNo(worker));
    const noted = person?.contradictedBy.find((each) => each.act === act);
    return (noted?.details ?? []).map((detail) => personDetails[detail]);
  }
}

const open = async (
  { document }: PresentedAct,
  { loaders }: RequestContext,
  field: 'name' | 'note' | 'place',
): Promise<string | null> => {
  const text = field === 'place' ? document.sealedPlace : document[field];
  if (text === null) return null;
  const { worker, office, reference, stream } = document;
  const named = { worker: worker === null ? null : workerNo(worker), office, reference };
  const key = await loaders.keys.load(subjectOf(named, streamId(stream)));
  return openedWith(key, { stream, field }, text);
};
