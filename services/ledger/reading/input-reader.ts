import type { ResultRead } from '@ledger/schema/catalogue/case-outcomes.js';
import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { hasOutcome, type Kind } from '@ledger/schema/catalogue/kinds.js';
import type { CaseOutcome, Sex } from '@ledger/schema/events/values.js';
import { isPlainDate, type PlainDate } from '../kernel/calendar.js';
import { refused, type Refused } from '../kernel/decision.js';
import { parseActId, sliceNameOf, streamId, type StreamId, type WorkerNo } from '../kernel/ids.js';
import { soleOffice } from '../kernel/identifiers.js';
import { actFenMax, isFen, yuan, type Fen } from '../kernel/money.js';
import { cleaned } from '../kernel/plain-text.js';
import { checkHeads, checkPaid } from './payout-checks.js';
import { unknownKind } from './suggestions.js';
import { quantityMax, readHours } from '../sheets/cells.js';
import {
  checkDay,
  checkDistrict,
  checkTexts,
  isRefused,
  readOffice,
  type Optional,
  type Read,
} from './field-checks.js';
import {
  asWritten,
  readMembership,
  readReference,
  referenceFields,
  writtenOtherwise,
} from './identifier-checks.js';
import { textMax, type ActReading, type PersonReading } from '../use-cases/record-act-command.js';

/** An act as sent by a client program: the types are checked, the values are not. */
export type SentAct = Readonly<{
  kind: string;
  on: string;
  district: string;
  person?: Optional<
    Readonly<{
      number?: Optional<WorkerNo>;
      membership?: Optional<string>;
      name?: Optional<string>;
      sex?: Optional<Sex>;
      occupation?: Optional<string>;
      employer?: Optional<string>;
    }>
  >;
  session?: Optional<string>;
  place?: Optional<string>;
  headcount?: Optional<number>;
  sessions?: Optional<number>;
  hours?: Optional<number>;
  items?: Optional<number>;
  amountFen?: Optional<number>;
  note?: Optional<string>;
  outcome?: Optional<CaseOutcome>;
  satisfied?: Optional<boolean>;
  office?: Optional<string>;
  reference?: Optional<string>;
}>;

export type InputContext = Readonly<{ today: PlainDate; catalogue: Catalogue }>;

/** The procedure that the act starts; null if the act is recorded as given or paid already. */
export type Procedure = 'subsidy' | 'mutual-aid' | null;

/** Cleans a text in the same way as a cell of a sheet; an empty text becomes null. */
export const textOf = (text: Optional<string>): string | null => {
  const kept = cleaned(text ?? '');
  return kept === '' ? null : kept;
};

/** Whether the client stated an office. If not, the act belongs to the ledger's own office. */
export const saysOffice = ({ office }: Pick<SentAct, 'office'>): boolean => textOf(office) !== null;

export const knownKind = (word: string, { catalogue }: InputContext): Read<Kind> =>
  catalogue.kindNamed(word) ?? unknownKind(word, catalogue);

export const dayOf = (text: string, { today }: InputContext): Read<PlainDate> =>
  checkDay(isPlainDate(text) ? text : null, text, today);

export const amountOf = (fen: Optional<number>): Read<Readonly<{ amountFen: Fen | null }>> => {
  if (fen == null) return { amountFen: null };
  if (!isFen(fen)) return refused('BAD_AMOUNT', { amount: fen });
  if (fen < 0) return refused('NEGATIVE_AMOUNT', { amount: fen });
  if (fen > actFenMax) return refused('BAD_AMOUNT', { amount: yuan(fen), max: yuan(actFenMax) });
  return { amountFen: fen };
};

export const quantity = (field: string, value: Optional<number>): Read<number> => {
  const count = value ?? 0;
  return Number.isInteger(count) && count >= 0 && count <= quantityMax
    ? count
    : refused('BAD_COUNT', { field, value: count });
};

/** Class hours as whole minutes. */
export const classHours = (value: Optional<number>): Read<number> =>
  readHours(String(value ?? 0)) ?? refused('BAD_COUNT', { field: 'hours', value: value ?? 0 });

type Quantities = Pick<ActReading, 'headcount' | 'sessions' | 'minutes' | 'items'>;

const quantities = (input: SentAct): Read<Quantities> => {
  const headcount = quantity('headcount', input.headcount);
  if (isRefused(headcount)) return headcount;
  const sessions = quantity('sessions', input.sessions);
  if (isRefused(sessions)) return sessions;
  const minutes = classHours(input.hours);
  if (isRefused(minutes)) return minutes;
  const items = quantity('items', input.items);
  return isRefused(items) ? items : { headcount, sessions, minutes, items };
};

const personOf = ({ person }: SentAct): Read<PersonReading | null> => {
  const read = readMembership(person?.membership);
  if (isRefused(read)) return read;
  if (person?.number != null) return { by: 'number', worker: person.number, membership: read?.value ?? null };
  if (read === null) return read;
  return { by: 'membership', membership: read.value, written: read.written };
};

/** The stream of a session, from the id of its act or the id of the stream; null if the text is neither. */
export const sessionStream = (text: string): StreamId | null => {
  if (text === '') return null;
  const stream = parseActId(text)?.stream ?? streamId(text);
  return sliceNameOf(stream) === 'gathering' ? stream : null;
};

const sessionOf = (text: string | null): ActReading['session'] =>
  text === null ? null : { text, stream: sessionStream(text) };

type Texts = Pick<ActReading, 'place' | 'name' | 'occupation' | 'employer' | 'note'>;

const textsOf = (input: SentAct): Texts => ({
  place: textOf(input.place),
  name: textOf(input.person?.name),
  occupation: textOf(input.person?.occupation),
  employer: textOf(input.person?.employer),
  note: textOf(input.note),
});

const wrongText = (input: SentAct, texts: Texts): Refused | null =>
  checkTexts([
    ['reference', asWritten(input.reference), textMax.reference],
    ['district', asWritten(input.district), textMax.short],
    ['place', texts.place, textMax.short],
    ['session', textOf(input.session), textMax.session],
    ['person.membership', asWritten(input.person?.membership), textMax.membership],
    ['person.name', texts.name, textMax.name],
    ['person.occupation', texts.occupation, textMax.short],
    ['person.employer', texts.employer, textMax.short],
    ['note', texts.note, textMax.note],
  ]);

type Placed = Pick<
  ActReading,
  | 'office'
  | 'officeWritten'
  | 'reference'
  | 'referenceWritten'
  | 'kind'
  | 'district'
  | 'districtWritten'
  | 'on'
>;

/** The kind of the act. Refused if the kind does not have the requested procedure or outcome. */
const kindFor = (input: SentAct, context: InputContext, procedure: Procedure): Read<Kind> => {
  const kind = knownKind(input.kind, context);
  if (isRefused(kind)) return kind;
  const isWrong =
    (procedure !== null && kind.events !== procedure) || (input.outcome != null && !hasOutcome(kind));
  return isWrong ? refused('WRONG_KIND', { kind: kind.code }) : kind;
};

/** Parses office, reference, kind, district and day. */
const placeOf = (input: SentAct, context: InputContext, procedure: Procedure): Read<Placed> => {
  const office = readOffice(textOf(input.office) ?? soleOffice);
  if (isRefused(office)) return office;
  const reference = readReference(input.reference);
  if (isRefused(reference)) return reference;
  const kind = kindFor(input, context, procedure);
  if (isRefused(kind)) return kind;
  const district = checkDistrict(input.district);
  if (isRefused(district)) return district;
  const on = dayOf(input.on, context);
  if (isRefused(on)) return on;
  const officeWritten = writtenOtherwise(input.office, office);
  const districtWritten = writtenOtherwise(input.district, district);
  return { office, officeWritten, ...referenceFields(reference), kind, district, districtWritten, on };
};

const endOf = (input: SentAct): ResultRead => ({
  outcome: input.outcome ?? null,
  satisfied: input.satisfied ?? null,
});

const sexOf = ({ person }: SentAct): Sex | null => person?.sex ?? null;

const paidOf = ({ amountFen }: SentAct, kind: Kind): ReturnType<typeof amountOf> => {
  const money = amountOf(amountFen);
  return isRefused(money) ? money : (checkPaid(kind, money.amountFen) ?? money);
};

/** Parses an act into its canonical form, or returns the first refusal. */
export const readInput = (input: SentAct, context: InputContext, procedure: Procedure): Read<ActReading> => {
  const placed = placeOf(input, context, procedure);
  if (isRefused(placed)) return placed;
  const money = paidOf(input, placed.kind);
  if (isRefused(money)) return money;
  const counted = quantities(input);
  if (isRefused(counted)) return counted;
  const texts = textsOf(input);
  const wrong = wrongText(input, texts);
  if (wrong !== null) return wrong;
  const person = personOf(input);
  if (isRefused(person)) return person;
  if (procedure !== null && person === null) return refused('MISSING_PERSON');
  const session = sessionOf(textOf(input.session));
  const headcount = checkHeads({ ...placed, person, session, headcount: counted.headcount });
  if (isRefused(headcount)) return headcount;
  return {
    ...placed,
    person,
    sex: sexOf(input),
    session,
    ...texts,
    ...counted,
    headcount,
    ...money,
    ...endOf(input),
  };
};
