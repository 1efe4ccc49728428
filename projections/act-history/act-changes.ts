import { printWorkerNo, workerNo } from '@ledger/ledger/kernel/ids.js';
import type { SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import type { ActDocument } from '../acts/acts-document.js';
import type { ActStep } from './act-history.js';

/**
 * A field before and after a step of an act's history, as text; null is no value. `erased` means that a text existed
 * but its encryption key has been destroyed.
 */
export type Change = Readonly<{
  field: string;
  before: string | null;
  after: string | null;
  erased: boolean;
}>;

/** Decrypts a sealed field; null if its key has been destroyed. */
export type DecryptField = (field: string, text: SaidText) => string | null;

const plain = (value: string | number | boolean | null): string | null =>
  value === null ? null : String(value);

const minutesPerHour = 60;

/** The plain fields of an act, by their names in the API. */
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

/** The encrypted fields of an act, by their names in the API. */
const sealed: readonly (readonly [field: string, text: (act: ActDocument) => SaidText | null])[] = [
  ['place', ({ sealedPlace }) => sealedPlace],
  ['name', ({ name }) => name],
  ['note', ({ note }) => note],
];

/** A sealed text decrypted. `lost` means that there is a text but its key has been destroyed. */
const opened = (
  field: string,
  text: SaidText | null,
  open: DecryptField,
): Readonly<{ text: string | null; lost: boolean }> => {
  const clear = text === null ? null : open(field, text);
  return { text: clear, lost: text !== null && clear === null };
};

/** The change of a sealed text. The same text may be encrypted twice with different bytes; that is no change. */
const sealedChange = (
  [field, textOf]: (typeof sealed)[number],
  step: ActStep,
  open: DecryptField,
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

/** The changes that a step made to its act, one per field. */
export const changesOf = (step: ActStep, open: DecryptField): readonly Change[] => {
  const { before, after } = step;
  const changes = shown.flatMap(([field, text]): readonly Change[] => {
    const was = before === null ? null : text(before);
    const is = after === null ? null : text(after);
    return was === is ? [] : [{ field, before: was, after: is, erased: false }];
  });
  return [...changes, ...sealed.flatMap((each) => sealedChange(each, step, open))];
};
