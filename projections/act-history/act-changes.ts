import { printWorkerNo, workerNo } from '@ledger/ledger/kernel/ids.js';
import type { SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import type { ActDocument } from '../acts/acts-document.js';
import type { ActStep } from './act-history.js';

/** A field before and after a step, as text; null is nothing. `erased`: there was a text, and its key is destroyed. */
export type Change = Readonly<{
  field: string;
  before: string | null;
  after: string | null;
  erased: boolean;
}>;

/** Opens a sealed field; null where its key is gone. */
export type Opening = (field: string, text: SaidText) => string | null;

const plain = (value: string | number | boolean | null): string | null =>
  value === null ? null : String(value);

const minutesPerHour = 60;

/** What is shown of an act, by the names that the API gives to its fields. */
const shown: readonly (readonly [field: string, text: (act: ActDocument) => string | null])[] = [
  ['kind', ({ kind }) => kind],
  ['on', ({ on }) => on],
  ['district', ({ district }) => district],
  ['place', ({ place }) => place],
  ['worker', ({ worker }) => (worker === null ? null : printWorkerNo(workerNo(worker)))],
  ['sex', ({ sex }) => sex],
  ['occupation', ({ occupation }) => occupation],
  ['employer', ({ employer }) => employer],
  ['session', ({ session }) => session],
  ['headcount', ({ headcount }) => plain(headcount)],
  ['sessions', ({ sessions }) => plain(sessions)],
  ['hours', ({ minutes }) => plain(minutes / minutesPerHour)],
  ['items', ({ items }) => plain(items)],
  ['amountFen', ({ amountFen }) => plain(amountFen)],
  ['approvedOn', ({ approvedOn }) => approvedOn],
  ['approvedFen', ({ approvedFen }) => plain(approvedFen)],
  ['paidFen', ({ paidFen }) => plain(paidFen)],
  ['takenBackFen', ({ takenBackFen }) => plain(takenBackFen)],
  ['state', ({ state }) => state],
  ['outcome', ({ outcome }) => outcome],
  ['satisfied', ({ satisfied }) => plain(satisfied)],
  ['office', ({ office }) => office],
  ['reference', ({ reference }) => reference],
  ['judgedBy', ({ judgedBy }) => judgedBy],
];

/** What is sealed of an act, by the names that the API gives to its fields. */
const sealed: readonly (readonly [field: string, text: (act: ActDocument) => SaidText | null])[] = [
  ['place', ({ sealedPlace }) => sealedPlace],
  ['name', ({ name }) => name],
  ['note', ({ note }) => note],
];

/** A sealed text in clear; `lost` where there is one and its key is gone. */
const opened = (
  field: string,
  text: SaidText | null,
  open: Opening,
): Readonly<{ text: string | null; lost: boolean }> => {
  const clear = text === null ? null : open(field, text);
  return { text: clear, lost: text !== null && clear === null };
};

/** A change of a sealed text: the same text sealed twice is no change. */
const sealedChange = (
  [field, textOf]: (typeof sealed)[number],
  step: ActStep,
  open: Opening,
): readonly Change[] => {
  const was = step.before === null ? null : textOf(step.before);
  const is = step.after === null ? null : textOf(step.after);
  if (was?.sealed === is?.sealed) return [];
  const [before, after] = [opened(field, was, open), opened(field, is, open)];
  const erased = before.lost || after.lost;
  return before.text === after.text && !erased
    ? []
    : [{ field, before: before.text, after: after.text, erased }];
};

/** What a step changed of its act, field by field. */
export const changesOf = (step: ActStep, open: Opening): readonly Change[] => {
  const { before, after } = step;
  const changes = shown.flatMap(([field, text]): readonly Change[] => {
    const was = before === null ? null : text(before);
    const is = after === null ? null : text(after);
    return was === is ? [] : [{ field, before: was, after: is, erased: false }];
  });
  return [...changes, ...sealed.flatMap((each) => sealedChange(each, step, open))];
};
