import { officeCode, soleOffice } from '@ledger/ledger/kernel/identifiers.js';
import { membership as membershipNumber, reference } from './identifiers.js';
import type { AmendActCommand } from '@ledger/ledger/use-cases/amend-act.js';
import type { ChangesRead } from '@ledger/ledger/use-cases/act-amendments.js';
import type { RecordActCommand, Requester } from '@ledger/ledger/use-cases/record-act-command.js';
import type { ActReading, PersonReading } from '@ledger/ledger/use-cases/record-act-command.js';
import { isPlainDate, type PlainDate } from '@ledger/ledger/kernel/calendar.js';
import type { StreamId, WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { kindOfCode, type Kind } from '@ledger/schema/catalogue/kinds.js';

export const office = soleOffice;

/** The caseworker who submits all commands of the tests. */
export const caseworker: Requester = {
  actor: 'li',
  role: 'caseworker',
  district: '330602',
  correlation: 'desk',
  cause: null,
};

export const day = (text: string): PlainDate => {
  if (!isPlainDate(text)) throw new RangeError(`${text} is no day`);
  return text;
};

export const kindOf = (code: string): Kind => {
  const kind = kindOfCode(code);
  if (kind === undefined) throw new RangeError(`${code} is no kind`);
  return kind;
};

/** A person who is identified by this membership number. */
export const member = (membership: string): PersonReading => ({
  by: 'membership',
  membership: membershipNumber(membership),
  written: membership,
});

/** A person who is identified by this worker number. */
export const worker = (number: WorkerNo): PersonReading => ({
  by: 'number',
  worker: number,
  membership: null,
});

/** The session that an act names: the reference as written, and the session's stream (null if it is not known). */
export const at = (text: string, stream: StreamId | null): ActReading['session'] => ({ text, stream });

type Said = Partial<Omit<ActReading, 'kind' | 'reference' | 'office'>> &
  Readonly<{ reference?: string | null; office?: string }>;

/** An act in the form in which a request or a row of a sheet is read. What a test does not give has a default. */
export const reading = (
  kind: string,
  { reference: written = null, office: at = office, ...more }: Said = {},
): ActReading => ({
  office: officeCode(at),
  reference: written === null ? null : reference(written),
  officeWritten: null,
  referenceWritten: null,
  kind: kindOf(kind),
  district: '330602',
  districtWritten: null,
  place: null,
  on: day('2026-03-01'),
  person: null,
  name: null,
  sex: null,
  occupation: null,
  employer: null,
  session: null,
  headcount: 1,
  sessions: 0,
  minutes: 0,
  items: 0,
  amountFen: null,
  outcome: null,
  satisfied: null,
  note: null,
  ...more,
});

/** A command to record an act, with a command id and, if given, an idempotency key. */
export const recordCommand = (
  act: ActReading,
  commandId: string,
  key: string | null = null,
): RecordActCommand => ({
  reading: act,
  as: 'given',
  saysOffice: true,
  commandId,
  key,
  by: caseworker,
});

/** A command to reverse an act. */
export const reversing = (act: string, commandId: string): AmendActCommand => ({
  amendment: { type: 'ReverseAct', act, reason: '登记错了' },
  commandId,
  key: commandId,
  by: caseworker,
});

/** A command to reverse an act that was recorded by mistake. It also releases the act's reference. */
export const reversingAndReleasing = (act: string, commandId: string): AmendActCommand => ({
  ...reversing(act, commandId),
  amendment: { type: 'ReverseAct', act, reason: '登记错了', ground: 'mistake', releaseReference: true },
});

/** A command to release the reference of an act that is already reversed. */
export const releasing = (act: string, commandId: string): AmendActCommand => ({
  ...reversing(act, commandId),
  amendment: { type: 'ReleaseActReference', act, reason: '可以重新登记' },
});

/** A command to correct an act. */
export const correcting = (act: string, changes: ChangesRead, commandId: string): AmendActCommand => ({
  amendment: { type: 'CorrectAct', act, changes, reason: '更正' },
  commandId,
  key: commandId,
  by: caseworker,
});
