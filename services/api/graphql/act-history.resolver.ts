import { subjectOf } from '@ledger/ledger/use-cases/act-submission.js';
import { openedWith } from '@ledger/ledger/ports/sealed-texts.js';
import { streamId, workerNo } from '@ledger/ledger/kernel/ids.js';
import type { SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import { changesOf, type Change } from '@ledger/projections/act-history/act-changes.js';
import { nameIn } from '@ledger/projections/act-history/act-in-register.js';
import type { ActStep } from '@ledger/projections/act-history/act-history.js';
import type { ActDocument } from '@ledger/projections/acts/acts-document.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestContext } from './request-context.js';
import { personDetails } from './enum-names.js';
import { presentEntry, sexOf, stateOf, type PresentedAct } from './presenters.js';

/** Fields of a change whose values are enums of the API. The ledger stores them in lower case. */
const enums = ['sex', 'state', 'outcome'];

const enumName = (text: string | null): string | null => text?.toUpperCase().replaceAll('-', '_') ?? null;

const presentChange = (change: Change): Api.FieldChange =>
  enums.includes(change.field)
    ? { ...change, before: enumName(change.before), after: enumName(change.after) }
    : change;

const presentStep = (step: ActStep, key: SubjectKey | null): Api.ActStep => {
  const { event, position, stream, revision, origin, judgedBy, after, handedIn, written } = step;
  const { at, actor, role, district, correlation } = origin;
  return {
    ...{ event, position, stream, revision, at, actor, role, district, correlation, judgedBy },
    reason: openedWith(key, { stream: step.stream, field: 'reason' }, step.reason),
    state: after === null ? null : stateOf(after.state),
    changes: changesOf(step, (field, text) => openedWith(key, { stream: step.stream, field }, text)).map(
      presentChange,
    ),
    handedIn: handedIn === null ? null : { ...nameIn(handedIn, key), sex: sexOf(handedIn.sex) },
    written,
    details: step.details.map((detail) => personDetails[detail]),
    entries: step.entries.map(presentEntry),
  };
};

const keyOf = (
  { worker, office, reference, stream }: ActDocument,
  { keys }: RequestContext['loaders'],
): Promise<SubjectKey | null> => {
  const named = { worker: worker === null ? null : workerNo(worker), office, reference };
  return keys.load(subjectOf(named, streamId(stream)));
};

/**
 * The history of an act, event by event. Encrypted values are decrypted with the same key as those of the act itself.
 */
@Resolver('Act')
export class ActHistoryResolver {
  @ResolveField()
  async history(
    @Parent() { document }: PresentedAct,
    @Context() { loaders }: RequestContext,
  ): Promise<readonly Api.ActStep[]> {
    const [steps, key] = await Promise.all([loaders.histories.load(document.act), keyOf(document, loaders)]);
    return steps.map((step) => presentStep(step, key));
  }
}
