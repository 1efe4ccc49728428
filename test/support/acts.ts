import { officeCode, soleOffice } from '@ledger/ledger/kernel/identifiers.js';
import { membership as membershipNumber, reference } from './identifiers.js';
import type { HandedAmendment } from '@ledger/ledger/use-cases/amend-act.js';
import type { ChangesRead } from '@ledger/ledger/use-cases/act-amendments.js';
import type { Handed, Initiator } from '@ledger/ledger/use-cases/record-act-command.js';
import type { ActReading, PersonReading } from '@ledger/ledger/use-cases/record-act-command.js';
import { isPlainDate, type PlainDate } from '@ledger/ledger/kernel/calendar.js';
import type { StreamId, WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { kindOfCode, type Kind } from '@ledger/schema/catalogue/kinds.js';

export const office = soleOffice;

/** The caseworker who hands everything in. */
export const caseworker: Initiator = {
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

/** The person with this membership number. */
export const member = (membership: string): PersonReading => ({
  by: 'membership',
  membership: membershipNumber(membership),
  written: membership,
});

/** The person with this worker number. */
export const worker = (number: WorkerNo): PersonReading => ({
  by: 'number',
  worker: number,
  membership: null,
});

/** A session by its reference, held in that stream. */
export const at = (text: string, stream: StreamId | null): ActReading['session'] => ({ text, stream });

type Said = Partial<Omit<ActReading, 'kind' | 'reference' | 'office'>> &
  Readonly<{ reference?: string | null; office?: string }>;

/** An act of a kind as read from a desk or a sheet. */
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
  hours: '0',
  minutes: 0,
  items: 0,
  amountFen: null,
  outcome: null,
  satisfied: null,
  note: null,
  ...more,
});

/** A reading handed in under a command id, and under an idempotency key where one is given. */
export const handIn = (act: ActReading, commandId: string, key: string | null = null): Handed => ({
  reading: act,
  as: 'given',
  saysOffice: true,
  commandId,
  key,
  by: caseworker,
});

/** An order to take an act back. */
export const reversing = (act: string, commandId: string): HandedAmendment => ({
  amendment: { type: 'ReverseAct', act, reason: '登记错了' },
  commandId,
  key: commandId,
  by: caseworker,
});

/** An order to take an act back that was recorded by mistake: its reference is free again. */
export const reversingAndReleasing = (act: string, commandId: string): HandedAmendment => ({
  ...reversing(act, commandId),
  amendment: { type: 'ReverseAct', act, reason: '登记错了', ground: 'mistake', releaseReference: true },
});

/** An order to give the reference of a reversed act free. */
export const releasing = (act: string, commandId: string): HandedAmendment => ({
  ...reversing(act, commandId),
  amendment: { type: 'ReleaseActReference', act, reason: '可以重新登记' },
});

/** An order to put an act right. */
export const correcting = (act: string, changes: ChangesRead, commandId: string): HandedAmendment => ({
  amendment: { type: 'CorrectAct', act, changes, reason: '更正' },
  commandId,
  key: commandId,
  by: caseworker,
});
