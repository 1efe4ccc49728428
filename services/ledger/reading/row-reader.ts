import type { Kind } from '@ledger/schema/catalogue/kinds.js';
import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import {
  outcomeNamed,
  resultWords,
  satisfactionNamed,
  type ResultRead,
} from '@ledger/schema/catalogue/case-outcomes.js';
import { hasOutcome } from '@ledger/schema/catalogue/kinds.js';
import { checkAmount, checkDay, checkDistrict, isRefused, type Read } from './field-checks.js';
import { readMembership, readReference, referenceFields, writtenOtherwise } from './identifier-checks.js';
import { wrongText } from './row-texts.js';
import { unknownKind } from './suggestions.js';
import { readSex } from './sex-words.js';
import type { ActReading } from '../use-cases/record-act-command.js';
import type { PlainDate } from '../kernel/calendar.js';
import { refused, type Refused } from '../kernel/decision.js';
import type { RefusalDetails } from '../kernel/refusals.js';
import { formulaNotStored } from '../ports/sheet-source.js';
import type { OfficeCode } from '../kernel/identifiers.js';
import type { StreamId } from '../kernel/ids.js';
import type { Fen } from '../kernel/money.js';
import { readCount, readDate, readHours } from '../sheets/cells.js';
import { type Row } from '../sheets/sheet-columns.js';
import { checkHeads, checkPaid } from './payout-checks.js';
import { columnNames, neededNames, type Column } from '../sheets/column-names.js';

/** Everything that is needed to parse a row. Parsing makes no queries. */
export type RowContext = Readonly<{
  office: OfficeCode;
  /** The office as written, if that differs from its canonical form; otherwise null. */
  officeWritten: string | null;
  today: PlainDate;
  catalogue: Catalogue;
}>;

/** The cells of one row, by column. They are parsed without looking at other rows. */
type Cells = Readonly<Record<Column, string>>;

type Named = Pick<ActReading, 'reference' | 'referenceWritten' | 'kind' | 'district' | 'districtWritten'>;

const named = (cells: Cells, catalogue: Catalogue): Read<Named> => {
  const reference = readReference(cells.reference);
  if (reference === null) return refused('MISSING_REF');
  if (isRefused(reference)) return reference;
  const kind = catalogue.kindNamed(cells.kind);
  if (kind === undefined) return unknownKind(cells.kind, catalogue);
  if (cells.outcome !== '' && !hasOutcome(kind)) return refused('WRONG_KIND', { kind: cells.kind });
  const district = checkDistrict(cells.district);
  if (isRefused(district)) return district;
  const { reference: form, referenceWritten } = referenceFields(reference);
  // The fields are listed one by one: spreading an object and adding fields to the copy takes ten times as long.
  const districtWritten = writtenOtherwise(cells.district, district);
  return { reference: form, referenceWritten, kind, district, districtWritten };
};

/**
 * Refuses a row with a figure that is merged over several rows, in a column selected by `isOf`; null if there is none.
 */
const mergedFigure = ({ merged = [] }: Row, isOf: (column: Column) => boolean): Refused | null => {
  const found = merged.find(({ column }) => isOf(column));
  if (found === undefined) return null;
  const because = { field: columnNames[found.column], mergedFrom: found.from, mergedTo: found.to };
  return refused(found.column === 'amount' ? 'BAD_AMOUNT' : 'BAD_COUNT', because);
};

const money = (row: Row, kind: Kind): Read<Readonly<{ amountFen: Fen | null }>> => {
  const merged = mergedFigure(row, (column) => column === 'amount');
  if (merged !== null) return merged;
  const amount = checkAmount(row.cells.amount);
  return isRefused(amount) ? amount : (checkPaid(kind, amount.amountFen) ?? amount);
};

type Quantities = Pick<ActReading, 'headcount' | 'sessions' | 'minutes' | 'items'>;

const badCount = (column: Column, cells: Cells): Refused =>
  refused('BAD_COUNT', { field: columnNames[column], value: cells[column] });

const quantities = (row: Row): Read<Quantities> => {
  const { cells } = row;
  const merged = mergedFigure(row, (column) => column !== 'amount');
  if (merged !== null) return merged;
  const headcount = readCount(cells.headcount);
  if (headcount === null) return badCount('headcount', cells);
  const sessions = readCount(cells.sessions);
  if (sessions === null) return badCount('sessions', cells);
  const minutes = readHours(cells.hours);
  if (minutes === null) return badCount('hours', cells);
  const items = readCount(cells.items);
  if (items === null) return badCount('items', cells);
  return { headcount, sessions, minutes, items };
};

type Whom = Pick<ActReading, 'person' | 'sex'>;

const whom = (cells: Cells): Read<Whom> => {
  const membership = readMembership(cells.membership);
  if (isRefused(membership)) return membership;
  const sex = readSex(cells.sex);
  if (isRefused(sex)) return sex;
  if (membership === null) return { person: null, sex };
  return { person: { by: 'membership', membership: membership.value, written: membership.written }, sex };
};

const badOutcome = (column: keyof ResultRead, cells: Cells): Refused =>
  refused('BAD_OUTCOME', {
    field: columnNames[column],
    value: cells[column],
    words: resultWords[column].join('、'),
  });

/** Parses the result of the act from its own columns. */
const result = (cells: Cells): Read<ResultRead> => {
  const outcome = outcomeNamed(cells.outcome);
  if (cells.outcome !== '' && outcome === null) return badOutcome('outcome', cells);
  const satisfied = satisfactionNamed(cells.satisfied);
  if (cells.satisfied !== '' && satisfied === null) return badOutcome('satisfied', cells);
  return { outcome, satisfied };
};

const sessionNamed = (text: string): ActReading['session'] => (text === '' ? null : { text, stream: null });

const orNull = (text: string): string | null => (text === '' ? null : text);

/**
 * Refuses the row as a whole if its cells cannot be trusted: merged with other rows by a stray quotation mark, or more
 * fields than the header has columns.
 */
const wrongRow = ({ surplus, broken }: Row): Refused | null => {
  if (broken !== undefined) return refused('BROKEN_ROW', broken);
  if (surplus === 0) return null;
  const columns = neededNames.length;
  return refused('BAD_ROW', { fields: columns + surplus, columns });
};

/** The column of a fact of a refusal: facts that are named like a column, and those that name their field. */
const columnOfFact = (fact: string, { field }: RefusalDetails): string | undefined =>
  field === undefined ? Object.entries(columnNames).find(([column]) => column === fact)?.[1] : String(field);

/** A refusal because of a formula whose value is not stored says that, not that the value cannot be read. */
const explained = (refusal: Refused): Refused => {
  const fact = Object.keys(refusal.because).find((each) => refusal.because[each] === formulaNotStored);
  const formulaIn = fact === undefined ? undefined : columnOfFact(fact, refusal.because);
  return formulaIn === undefined ? refusal : refused(refusal.code, { formulaIn });
};

/**
 * Parses one row of a sheet into an act, or returns the first refusal. The stream of its session stays null, because
 * only the whole sheet shows whether the session exists.
 */
export const readRow = (row: Row, context: RowContext): Read<ActReading> => {
  const read = readCells(row, context);
  return isRefused(read) ? explained(read) : read;
};

const readCells = (row: Row, { office, officeWritten, today, catalogue }: RowContext): Read<ActReading> => {
  const { cells } = row;
  const what = wrongRow(row) ?? named(cells, catalogue);
  if (isRefused(what)) return what;
  const on = checkDay(readDate(cells.date), cells.date, today);
  if (isRefused(on)) return on;
  const amount = money(row, what.kind);
  if (isRefused(amount)) return amount;
  const counted = quantities(row);
  if (isRefused(counted)) return counted;
  const bad = wrongText(cells);
  if (bad !== null) return bad;
  const who = whom(cells);
  if (isRefused(who)) return who;
  const ended = result(cells);
  if (isRefused(ended)) return ended;
  const session = sessionNamed(cells.session);
  const { kind } = what;
  const headcount = checkHeads({ kind, person: who.person, session, headcount: counted.headcount });
  if (isRefused(headcount)) return headcount;
  return {
    office,
    officeWritten,
    reference: what.reference,
    referenceWritten: what.referenceWritten,
    kind,
    district: what.district,
    districtWritten: what.districtWritten,
    place: orNull(cells.place),
    on,
    person: who.person,
    name: orNull(cells.name),
    sex: who.sex,
    occupation: orNull(cells.occupation),
    employer: orNull(cells.employer),
    session,
    headcount,
    sessions: counted.sessions,
    minutes: counted.minutes,
    items: counted.items,
    amountFen: amount.amountFen,
    note: orNull(cells.note),
    outcome: ended.outcome,
    satisfied: ended.satisfied,
  };
};

/** The same act with the stream of its session. */
export const atSession = (reading: ActReading, stream: StreamId | null): ActReading =>
  reading.session === null ? reading : { ...reading, session: { ...reading.session, stream } };
