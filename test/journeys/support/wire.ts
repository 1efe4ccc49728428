/** Types of the API's responses, as a client receives them. */

export type View = Readonly<{
  name: string;
  position: string;
  ordinal: number;
  lag: number;
  stopped: string | null;
}>;

export type PageInfo = Readonly<{
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}>;

export type Page<N> = Readonly<{
  edges: readonly Readonly<{ cursor: string; node: N }>[];
  pageInfo: PageInfo;
  view: View;
}>;

type Coded = Readonly<{ code: string }>;

export type Act = Readonly<{
  id: string;
  kind: Coded;
  on: string;
  district: Coded;
  place: string | null;
  worker: string | null;
  sex: string | null;
  occupation: string | null;
  employer: string | null;
  session: string | null;
  headcount: number;
  sessions: number;
  hours: number;
  items: number;
  amountFen: number | null;
  paidFen: number;
  state: string;
  outcome: string | null;
  satisfied: boolean | null;
  name: string | null;
  note: string | null;
  office: string;
  reference: string | null;
  judgedBy: string | null;
  recordedAt: string;
  recordedBy: string;
  changedAt: string;
}>;

export type Worker = Readonly<{
  number: string;
  state: string;
  office: string;
  membership: string | null;
  name: string | null;
  nationalId: string | null;
  phone: string | null;
  sex: string | null;
  occupation: string | null;
  employer: string | null;
  registeredAt: string;
}>;

export type UserError = Readonly<{
  code: string;
  field: readonly string[] | null;
  message: string;
  existing: string | null;
}>;

export type ActPayload = Readonly<{
  act: Act | null;
  position: string | null;
  userErrors: readonly UserError[];
}>;

export type WorkerPayload = Readonly<{
  worker: Worker | null;
  position: string | null;
  notSeen: string | null;
  userErrors: readonly UserError[];
}>;

/** The measures of totals that can be added up: all except people. */
export type Sums = Readonly<{
  acts: number;
  headcount: number;
  sessions: number;
  hours: number;
  items: number;
  amountFen: number;
  paidFen: number;
}>;

export type Measures = Sums & Readonly<{ people: number }>;

export type TotalsRow = Measures &
  Readonly<{ kind: Coded | null; month: string | null; district: Coded | null }>;

export type Totals = Readonly<{ rows: readonly TotalsRow[]; settled: boolean; view: View }>;

export type Entry = Sums &
  Readonly<{
    act: string;
    event: string;
    at: string;
    actor: string;
    kind: Coded;
    district: Coded;
    on: string;
    worker: string | null;
  }>;

export type Payout = Readonly<{
  id: string;
  kind: Coded;
  district: Coded;
  worker: string | null;
  state: string;
  on: string;
  requestedOn: string | null;
  approvedOn: string | null;
  paidOn: string | null;
  refusedOn: string | null;
  requestedFen: number | null;
  approvedFen: number | null;
  paidFen: number | null;
  amountFen: number;
  office: string;
  reference: string | null;
}>;

export type PayoutTotal = Readonly<{ state: string; payouts: number; amountFen: number }>;

export type PayoutPage = Page<Payout> & Readonly<{ totals: readonly PayoutTotal[] }>;
