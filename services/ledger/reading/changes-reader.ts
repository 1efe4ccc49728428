import type { CaseOutcome, Sex } from '@ledger/schema/events/values.js';
import { refused } from '../kernel/decision.js';
import type { ChangesRead } from '../use-cases/act-amendments.js';
import { checkDistrict, checkTexts, isRefused, type Optional, type Read } from './field-checks.js';
import { writtenOtherwise } from './identifier-checks.js';
import {
  amountOf,
  classHours,
  dayOf,
  knownKind,
  quantity,
  textOf,
  type InputContext,
} from './input-reader.js';
import { textMax } from '../use-cases/record-act-command.js';

/** A correction as sent by a client program. A missing field stays unchanged; null clears it. */
export type SentChanges = Readonly<{
  kind?: Optional<string>;
  on?: Optional<string>;
  district?: Optional<string>;
  place?: Optional<string>;
  sex?: Optional<Sex>;
  occupation?: Optional<string>;
  employer?: Optional<string>;
  headcount?: Optional<number>;
  sessions?: Optional<number>;
  hours?: Optional<number>;
  items?: Optional<number>;
  amountFen?: Optional<number>;
  note?: Optional<string>;
  outcome?: Optional<CaseOutcome>;
  satisfied?: Optional<boolean>;
}>;

type Reader = (input: SentChanges, context: InputContext) => Read<ChangesRead>;

/** A reader for one field. A missing field changes nothing. */
const field =
  <K extends keyof SentChanges>(
    name: K,
    read: (value: SentChanges[K], context: InputContext) => Read<ChangesRead>,
  ): Reader =>
  (input, context) =>
    input[name] === undefined ? {} : read(input[name], context);

const wrapped = <T>(value: Read<T>, wrap: (value: T) => ChangesRead): Read<ChangesRead> =>
  isRefused(value) ? value : wrap(value);

/** The readers, in the rank order of the refusals that they return: a correction gets only the first refusal. */
const readers: readonly Reader[] = [
  field('kind', (code, context) => wrapped(knownKind(code ?? '', context), (kind) => ({ kind: kind.code }))),
  field('district', (code) =>
    wrapped(checkDistrict(code ?? ''), (district) => ({
      district,
      districtWritten: writtenOtherwise(code, district),
    })),
  ),
  field('on', (text, context) => wrapped(dayOf(text ?? '', context), (on) => ({ on }))),
  field('amountFen', (fen) => wrapped(amountOf(fen), (money) => money)),
  field('headcount', (value) => wrapped(quantity('headcount', value), (headcount) => ({ headcount }))),
  field('sessions', (value) => wrapped(quantity('sessions', value), (sessions) => ({ sessions }))),
  field('hours', (value) => wrapped(classHours(value), (minutes) => ({ minutes }))),
  field('items', (value) => wrapped(quantity('items', value), (items) => ({ items }))),
  field('place', (text) => ({ place: textOf(text) })),
  field('sex', (sex) => ({ sex: sex ?? null })),
  field('occupation', (text) => ({ occupation: textOf(text) })),
  field('employer', (text) => ({ employer: textOf(text) })),
  field('note', (text) => ({ note: textOf(text) })),
  field('outcome', (outcome) => ({ outcome: outcome ?? null })),
  field('satisfied', (satisfied) => ({ satisfied: satisfied ?? null })),
];

/** Parses a correction into its canonical form, or returns the first refusal. */
export const readChanges = (input: SentChanges, context: InputContext): Read<ChangesRead> => {
  let changes: ChangesRead = {};
  for (const reader of readers) {
    const read = reader(input, context);
    if (isRefused(read)) return read;
    changes = { ...changes, ...read };
  }
  const wrong = checkTexts([
    ['district', changes.districtWritten, textMax.short],
    ['place', changes.place, textMax.short],
    ['occupation', changes.occupation, textMax.short],
    ['employer', changes.employer, textMax.short],
    ['note', changes.note, textMax.note],
  ]);
  return wrong ?? changes;
};

/** Parses the reason of a command: it must not be empty or too long. */
export const readReason = (text: string): Read<string> => {
  const reason = textOf(text);
  if (reason === null) return refused('MISSING_REASON');
  return checkTexts([['reason', reason, textMax.note]]) ?? reason;
};
