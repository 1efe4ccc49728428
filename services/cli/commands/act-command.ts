import { stateIn } from '../terminal/terminal-language.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { subjectOf } from '@ledger/ledger/use-cases/act-submission.js';
import { openedWith } from '@ledger/ledger/ports/sealed-texts.js';
import { streamId, workerNo } from '@ledger/ledger/kernel/ids.js';
import type { SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import { changesOf, type Change } from '@ledger/projections/act-history/act-changes.js';
import { nameIn } from '@ledger/projections/act-history/act-in-register.js';
import type { ActStep, WrittenCodes } from '@ledger/projections/act-history/act-history.js';
import type { ActDocument } from '@ledger/projections/acts/acts-document.js';
import { spokenIn, type Speech } from '@ledger/ledger/kernel/two-languages.js';
import { valueIn } from '../terminal/field-values.js';
import { erasedIn, headIn } from '../terminal/table-heads.js';
import { actMessages, fieldWords } from './act-messages.js';
import type { Asking } from '../terminal/command-caller.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { print, printJson, printTable, type Cell } from '../terminal/output.js';
import { usageFault } from '../terminal/usage-fault.js';

export type ActOptions = Readonly<{ json?: boolean }>;

const keyOf = async ({ door, by }: Asking, act: ActDocument): Promise<SubjectKey | null> => {
  const { worker, office, reference, stream } = act;
  const named = { worker: worker === null ? null : workerNo(worker), office, reference };
  const subject = subjectOf(named, streamId(stream));
  return (await door.handle({ order: 'FindKeys', by, subjects: [subject] })).get(subject) ?? null;
};

type Person = Readonly<{ name: string | null; erased: boolean; sex: string | null }>;
type PrintedStep = Readonly<{
  step: ActStep;
  reason: string | null;
  changes: readonly Change[];
  /** Name and sex as they were imported. */
  handedIn: Person | null;
}>;

const printedStep = (step: ActStep, key: SubjectKey | null): PrintedStep => ({
  step,
  reason: openedWith(key, { stream: step.stream, field: 'reason' }, step.reason),
  changes: changesOf(step, (field, text) => openedWith(key, { stream: step.stream, field }, text)),
  handedIn: step.handedIn === null ? null : { ...nameIn(step.handedIn, key), sex: step.handedIn.sex },
});

const jsonOf = ({ step, reason, changes, handedIn }: PrintedStep): unknown => {
  const { event, position, stream, revision, judgedBy, origin, after, details, written } = step;
  const { at, actor, role, district, correlation } = origin;
  return {
    ...{ event, position, stream, revision, at, actor, role, district, correlation, judgedBy, reason },
    state: after?.state ?? null,
    ...{ handedIn, written, details, changes },
  };
};

/** What is said of a step, in one language. */
class StepText {
  private readonly say: Speech<keyof typeof actMessages>;

  constructor(private readonly language: Language) {
    this.say = spokenIn(actMessages, language);
  }

  rowOf({ step, reason, changes, handedIn }: PrintedStep): readonly Cell[] {
    const { event, origin, judgedBy, details, written } = step;
    const named = details.map((detail) => this.fieldOf(detail)).join(', ');
    return [
      origin.at,
      event,
      [origin.actor, origin.role, origin.district ?? ''].filter((text) => text !== '').join(' · '),
      judgedBy ?? '',
      reason ?? '',
      [
        ...(handedIn === null ? [] : [this.handedIn(handedIn)]),
        ...(written === null ? [] : [this.written(written)]),
        ...(details.length === 0 ? [] : [this.say('inRegister', { details: named })]),
        ...changes.map((change) => this.change(change)),
      ],
    ];
  }

  private fieldOf(field: string): string {
    return field in fieldWords ? spokenIn(fieldWords, this.language)(field) : field;
  }

  private change({ field, before, after, erased }: Change): string {
    const name = this.fieldOf(field);
    const shown = (text: string): string => valueIn(this.language, field, text);
    if (erased) return this.say('erased', { field: name });
    if (before === null) return this.say('first', { field: name, after: shown(after ?? '') });
    const now = after === null ? this.say('nothing') : shown(after);
    return this.say('changed', { field: name, before: shown(before), after: now });
  }

  /** What was imported of the person. */
  private handedIn({ name, erased, sex }: Person): string {
    const texts = [erased ? erasedIn(this.language) : name, sex === null ? null : this.sex(sex)];
    return this.say('handedIn', { texts: texts.filter((text) => text !== null).join(', ') });
  }

  private sex(sex: string): string {
    return valueIn(this.language, 'sex', sex);
  }

  /** Office and district as they were written. */
  private written({ office, district }: WrittenCodes): string {
    return this.say('written', { texts: [office, district].filter((text) => text !== null).join(', ') });
  }
}

const columns = ['when', 'event', 'who', 'rule', 'why', 'changed'] as const;

/** The history of one act: who, when, why, before and after, and the rule it was judged by, from the log itself. */
export const act = async (id: string, { json = false }: ActOptions, asking: Asking): Promise<number> => {
  const { door, by, language } = asking;
  const [steps = []] = await door.handle({ order: 'GetActHistories', by, ids: [id] });
  const last = steps.findLast(({ after }) => after !== null)?.after ?? null;
  if (last === null) throw usageFault('unknownAct', { act: id });
  const key = await keyOf(asking, last);
  const all = steps.map((step) => printedStep(step, key));
  if (json) {
    printJson({ act: id, steps: all.map(jsonOf) });
    return exitCodes.ok;
  }
  const text = new StepText(language);
  printTable(
    columns.map((column) => ({ head: headIn(language, column) })),
    all.map((step) => text.rowOf(step)),
  );
  print(spokenIn(actMessages, language)('standing', { act: id, state: stateIn(language, last.state) }));
  return exitCodes.ok;
};
