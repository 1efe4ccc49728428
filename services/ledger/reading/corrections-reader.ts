import { outcomeNamed, resultWords, satisfactionNamed } from '@ledger/schema/catalogue/case-outcomes.js';
import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { Kind } from '@ledger/schema/catalogue/kinds.js';
import type { CaseOutcome } from '@ledger/schema/events/values.js';
import type { PlainDate } from '../kernel/calendar.js';
import { refused, type Refused } from '../kernel/decision.js';
import { cleaned } from '../kernel/plain-text.js';
import { readAmount, readCount, readDate, readHours } from '../sheets/cells.js';
import {
  correctionColumns,
  headOf,
  type CorrectionCell,
  type CorrectionColumn,
  type CorrectionRow,
} from '../sheets/correction-columns.js';
import type { ChangesRead } from '../use-cases/act-amendments.js';
import type { ActSaid } from '../use-cases/act-said.js';
import { checkAmount, checkDay, checkDistrict, isRefused, type Read } from './field-checks.js';
import { writtenOtherwise } from './identifier-checks.js';
import { wrongText } from './row-texts.js';
import { readSex } from './sex-words.js';

export type CorrectionContext = Readonly<{ today: PlainDate; catalogue: Catalogue }>;

/** How a cell is compared with the act, and how it is read if it differs. */
type Comparison = Readonly<{
  isSame: (cell: CorrectionCell, said: ActSaid, context: CorrectionContext) => boolean;
  read: (text: string, context: CorrectionContext) => Read<ChangesRead>;
}>;

const isText = ({ written, meant }: CorrectionCell, text: string | null): boolean => {
  const shown = cleaned(text ?? '');
  return written === shown || meant === shown;
};

const orNull = (text: string): string | null => (text === '' ? null : text);

const kindIn = (text: string, { catalogue }: CorrectionContext): Kind | undefined =>
  catalogue.kindNamed(text) ?? catalogue.kinds.find(({ en }) => en === text);

const outcomeWords: Readonly<Record<string, CaseOutcome>> = {
  mediated: 'mediated',
  'sent to arbitration': 'sent-to-arbitration',
  'not mediated': 'not-mediated',
  closed: 'closed',
};

const outcomeIn = (text: string): CaseOutcome | null => outcomeNamed(text) ?? outcomeWords[text] ?? null;

const satisfiedIn = (text: string): boolean | null => {
  if (text === 'yes') return true;
  return text === 'no' ? false : satisfactionNamed(text);
};

/** Whether a word, and what it is read as, is the result that the act has. */
const isResult = <T>(word: string, read: T | null, said: T | null): boolean =>
  word === '' ? said === null : read !== null && read === said;

const badOutcome = (column: 'outcome' | 'satisfied', value: string): Refused =>
  refused('BAD_OUTCOME', { field: headOf(column), value, words: resultWords[column].join('、') });

const isAmount = (text: string, fen: number | null): boolean => {
  const read = readAmount(text);
  return read.kind === 'amount' && read.fen === fen;
};

const quantity = (column: 'headcount' | 'sessions' | 'items'): Comparison => ({
  isSame: ({ meant }, said) => readCount(meant) === said[column],
  read: (text) => {
    const value = readCount(text);
    return value === null
      ? refused('BAD_COUNT', { field: headOf(column), value: text })
      : { [column]: value };
  },
});

const text = (column: 'place' | 'occupation' | 'employer' | 'note'): Comparison => ({
  isSame: (cell, said) => isText(cell, said[column]),
  read: (value) => ({ [column]: orNull(value) }),
});

/** The columns that a correction may change, in the rank order of the refusals of their cells. */
const comparisons: Readonly<Partial<Record<CorrectionColumn, Comparison>>> = {
  kind: {
    isSame: ({ meant }, said, context) => meant === said.kind || kindIn(meant, context)?.code === said.kind,
    read: (word, context) => {
      const kind = kindIn(word, context);
      return kind === undefined ? refused('UNKNOWN_KIND', { kind: word }) : { kind: kind.code };
    },
  },
  district: {
    isSame: ({ meant }, said) => meant === said.district,
    read: (code) => {
      const district = checkDistrict(code);
      return isRefused(district) ? district : { district, districtWritten: writtenOtherwise(code, district) };
    },
  },
  date: {
    isSame: ({ meant }, said) => readDate(meant) === said.on,
    read: (day, { today }) => {
      const on = checkDay(readDate(day), day, today);
      return isRefused(on) ? on : { on };
    },
  },
  amount: {
    isSame: ({ meant }, said) => isAmount(meant, said.amountFen),
    read: checkAmount,
  },
  headcount: quantity('headcount'),
  sessions: quantity('sessions'),
  hours: {
    isSame: ({ meant }, said) => readHours(meant) === said.minutes,
    read: (hours) => {
      const minutes = readHours(hours);
      return minutes === null ? refused('BAD_COUNT', { field: headOf('hours'), value: hours }) : { minutes };
    },
  },
  items: quantity('items'),
  place: text('place'),
  sex: {
    isSame: ({ meant }, said) => readSex(meant) === said.sex,
    read: (word) => {
      const sex = readSex(word);
      return isRefused(sex) ? sex : { sex };
    },
  },
  occupation: text('occupation'),
  employer: text('employer'),
  note: text('note'),
  outcome: {
    isSame: ({ meant }, said) => isResult(meant, outcomeIn(meant), said.outcome),
    read: (word) => {
      const outcome = outcomeIn(word);
      return word !== '' && outcome === null ? badOutcome('outcome', word) : { outcome };
    },
  },
  satisfied: {
    isSame: ({ meant }, said) => isResult(meant, satisfiedIn(meant), said.satisfied),
    read: (word) => {
      const satisfied = satisfiedIn(word);
      return word !== '' && satisfied === null ? badOutcome('satisfied', word) : { satisfied };
    },
  },
};

const changeable = correctionColumns.filter((column) => comparisons[column] !== undefined);

/**
 * An export without names leaves the places of persons' acts blank. So such a blank says nothing, if the sheet has no
 * column of notes either.
 */
const saysNothing = (column: CorrectionColumn, { cells }: CorrectionRow, { worker }: ActSaid): boolean =>
  column === 'place' && worker !== null && cells.note === undefined && cells.place?.meant === '';

/** The columns in which a row differs from what the act says. */
export const differingColumns = (
  row: CorrectionRow,
  said: ActSaid,
  context: CorrectionContext,
): readonly CorrectionColumn[] =>
  changeable.filter((column) => {
    const cell = row.cells[column];
    const comparison = comparisons[column];
    if (cell === undefined || comparison === undefined || saysNothing(column, row, said)) return false;
    return !comparison.isSame(cell, said, context);
  });

/** Reads the given columns of a row as changes, or returns the first refusal. */
export const readCorrections = (
  { cells }: CorrectionRow,
  columns: readonly CorrectionColumn[],
  context: CorrectionContext,
): Read<ChangesRead> => {
  let changes: ChangesRead = {};
  const texts: Partial<Record<CorrectionColumn, string>> = {};
  for (const column of columns) {
    const meant = cells[column]?.meant ?? '';
    const read = comparisons[column]?.read(meant, context) ?? {};
    if (isRefused(read)) return read;
    changes = { ...changes, ...read };
    texts[column] = meant;
  }
  return wrongText(texts) ?? changes;
};
