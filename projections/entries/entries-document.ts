/** One signed line of the totals: the counts that one event added to, or subtracted from, one sum. */
export type EntryDocument = Readonly<{
  /** The id of the act that the line is about. */
  act: string;
  /** The type of the event, its revision in its stream, and when it was recorded (UTC). */
  event: string;
  stream: string;
  /** The position of the event. A total computed at a log position consists of the lines up to that position. */
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
  /** The worker's details as stated at the time; null if not stated. */
  sex: 'male' | 'female' | null;
  occupation: string | null;
  employer: string | null;
  /** The canonical spelling of the employer, by which lines are filtered. */
  employerForm: string | null;
  acts: number;
  headcount: number;
  sessions: number;
  minutes: number;
  items: number;
  amountFen: number;
  paidFen: number;
}>;
