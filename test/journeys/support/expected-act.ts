import type { Act } from './wire.js';

/** Matches a point in time as the API writes it (ISO 8601, UTC, milliseconds). */
export const instant: unknown = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);

type Known = Partial<Omit<Act, 'kind' | 'district'>> &
  Readonly<{ id: string; kind: string; district: string }>;

/** The complete act that the API must return: the known fields, and the default for all others. */
export const actWith = ({ kind, district, ...known }: Known): Readonly<Record<string, unknown>> => ({
  place: null,
  worker: null,
  sex: null,
  occupation: null,
  employer: null,
  session: null,
  headcount: 0,
  sessions: 0,
  hours: 0,
  items: 0,
  amountFen: null,
  paidFen: 0,
  state: 'GIVEN',
  outcome: null,
  satisfied: null,
  name: null,
  note: null,
  office: 'LEDGER',
  reference: null,
  judgedBy: null,
  recordedAt: instant,
  recordedBy: 'anonymous',
  changedAt: instant,
  ...known,
  kind: { code: kind },
  district: { code: district },
});
