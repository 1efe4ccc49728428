/** One signed line of the totals: what one event added to, or took from, one bucket. */
export type EntryDocument = Readonly<{
  /** The act that the line is about. */
  act: string;
  /** The stored name of the event, its revision in the act's stream, and when it was recorded (UTC). */
  event: string;
  stream: string;
  /** Of the event: lines of one moment are those at or before it. */
  eventPosition: string;
  revision: number;
  at: string;
  actor: string;
  district: string;
  kind: string;
  on: string;
  month: string;
  recorded: string;
  worker: number | null;
  /** Of the worker, as it was said at the time; null where it was not. */
  sex: 'male' | 'female' | null;
  occupation: string | null;
  employer: string | null;
  /** The same for all spellings of an employer: what they are listed by. */
  employerForm: string | null;
  acts: number;
  headcount: number;
  sessions: number;
  minutes: number;
  items: number;
  amountFen: number;
  paidFen: number;
}>;
