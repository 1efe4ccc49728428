import { stateIn } from '../terminal/terminal-language.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { openViewReader } from '@ledger/runtime/engines/ledger-reader.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { subjectOf } from '@ledger/ledger/use-cases/act-submission.js';
import { openedWith } from '@ledger/ledger/ports/sealed-texts.js';
import { streamId, workerNo } from '@ledger/ledger/kernel/ids.js';
import type { KeyVault, SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import { changesOf, type Change } from '@ledger/projections/act-history/act-changes.js';
import { nameIn } from '@ledger/projections/act-history/act-in-register.js';
import { historiesOf, type ActStep, type WrittenCodes } from '@ledger/projections/act-history/act-history.js';
import type { ActDocument } from '@ledger/projections/acts/acts-document.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { print, printJson, printTable, type Cell } from '../terminal/output.js';
import { UsageFault } from '../terminal/usage-fault.js';

export type ActOptions = Readonly<{ json?: boolean }>;

const keyOf = async (vault: KeyVault, act: ActDocument): Promise<SubjectKey | null> => {
  const { worker, office, reference, stream } = act;
  const named = { worker: worker === null ? null : workerNo(worker), office, reference };
  const subject = subjectOf(named, streamId(stream));
  return (await vault.existingKeys([subject])).get(subject) ?? null;
};

type Person = Readonly<{ name: string | null; erased: boolean; sex: string | null }>;
type Told = Readonly<{
  step: ActStep;
  reason: string | null;
  changes: readonly Change[];
  /** Name and sex as they were handed in. */
  handedIn: Person | null;
}>;

const told = (step: ActStep, key: SubjectKey | null): Told => ({
  step,
  reason: openedWith(key, { stream: step.stream, field: 'reason' }, step.reason),
  changes: changesOf(step, (field, text) => openedWith(key, { stream: step.stream, field }, text)),
  handedIn: step.handedIn === null ? null : { ...nameIn(step.handedIn, key), sex: step.handedIn.sex },
});

const jsonOf = ({ step, reason, changes, handedIn }: Told): unknown => {
  const { event, position, stream, revision, judgedBy, origin, after, details, written } = step;
  const { at, actor, role, district, correlation } = origin;
  return {
    ...{ event, position, stream, revision, at, actor, role, district, correlation, judgedBy, reason },
    state: after?.state ?? null,
    ...{ handedIn, written, details, changes },
  };
};

const textOf = ({ field, before, after, erased }: Change): string => {
  if (erased) return `${field}: (erased)`;
  return before === null ? `${field}: ${after ?? ''}` : `${field}: ${before} → ${after ?? '(nothing)'}`;
};

/** What was handed in of the person, as a line. */
const lineOf = ({ name, erased, sex }: Person): string =>
  `handed in: ${[erased ? '(erased)' : name, sex].filter((text) => text !== null).join(', ')}`;

/** Office and district as they were written, as a line. */
const writtenLine = ({ office, district }: WrittenCodes): string =>
  `written: ${[office, district].filter((text) => text !== null).join(', ')}`;

const rowOf = ({ step, reason, changes, handedIn }: Told): readonly Cell[] => {
  const { event, origin, judgedBy, details, written } = step;
  return [
    origin.at,
    event,
    [origin.actor, origin.role, origin.district ?? ''].filter((text) => text !== '').join(' · '),
    judgedBy ?? '',
    reason ?? '',
    [
      ...(handedIn === null ? [] : [lineOf(handedIn)]),
      ...(written === null ? [] : [writtenLine(written)]),
      ...(details.length === 0 ? [] : [`in the register: ${details.join(', ')}`]),
      ...changes.map(textOf),
    ],
  ];
};

/** The history of one act: who, when, why, before and after, and the rule it was judged by, from the log itself. */
export const act = async (
  id: string,
  { json = false }: ActOptions,
  settings: Settings,
  language: Language,
): Promise<number> => {
  const reader = await openViewReader(settings);
  try {
    const [steps = []] = await historiesOf(reader.log, [id]);
    const last = steps.findLast(({ after }) => after !== null)?.after ?? null;
    if (last === null)
      throw new UsageFault(`there is no act “${id}”; “ledger history” lists the acts of a worker`);
    const key = await keyOf(await reader.vault(), last);
    const all = steps.map((step) => told(step, key));
    if (json) {
      printJson({ act: id, steps: all.map(jsonOf) });
      return exitCodes.ok;
    }
    printTable(
      ['when (UTC)', 'event', 'who', 'rule', 'why', 'what changed'].map((head) => ({ head })),
      all.map(rowOf),
    );
    print(`act ${id}, ${stateIn(language, last.state)}`);
    return exitCodes.ok;
  } finally {
    await reader.close();
  }
};
