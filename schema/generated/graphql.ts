export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A whole number that may pass 32 bits, up to ±(2^53 − 1). */
  Count: { input: number; output: number; }
  /** A six-digit code of GB/T 2260; `100000` is the whole country. */
  DistrictCode: { input: string; output: string; }
  /** Money as an integer number of fen (1/100 yuan); negative where something is taken back. Up to ±(2^53 − 1). */
  Fen: { input: number; output: number; }
  /** An instant in UTC, ISO 8601 with milliseconds. */
  Instant: { input: string; output: string; }
  /** A calendar month in Asia/Shanghai, `YYYY-MM`. */
  Month: { input: string; output: string; }
  /** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
  PlainDate: { input: string; output: string; }
  /**
   * A place in the order of all events of this ledger. Opaque: hand it back as `atLeast` to read your own write. A
   * position of another ledger is refused with the code FOREIGN_POSITION.
   */
  Position: { input: string; output: string; }
  /**
   * The sum of many amounts in fen, exact up to 10^15 yuan either way: a number up to ±(2^53 − 1), beyond that its digits as a
   * string, because few JSON readers can hold so many. Beyond 10^15 yuan the field is null, with the error SUM_TOO_LARGE.
   */
  SumFen: { input: number | bigint | "SUM_TOO_LARGE"; output: number | bigint | "SUM_TOO_LARGE"; }
  /** A worker's number as it is printed: eight digits and a check digit, e.g. `000000175`. A wrong check digit is an error. */
  WorkerNumber: { input: number; output: number; }
};

/** One service act as it stands now. */
export type Act = {
  /** 金额; null where none was stated, which differs from zero. */
  readonly amountFen?: Maybe<Scalars['Fen']['output']>;
  /** The sum that was approved or assessed; null where it was not. */
  readonly approvedFen?: Maybe<Scalars['Fen']['output']>;
  /** The day on which it was approved or assessed; null where it was not. */
  readonly approvedOn?: Maybe<Scalars['PlainDate']['output']>;
  /** When it last changed. */
  readonly changedAt: Scalars['Instant']['output'];
  /**
   * In which details it contradicts the register, because another act was recorded at the same moment, or while the register
   * was blank: somebody has to look which is right. Empty of almost all acts.
   */
  readonly contradicts: ReadonlyArray<PersonDetail>;
  /** Where it was given. */
  readonly district: District;
  /** Employer or platform at that time. */
  readonly employer?: Maybe<Scalars['String']['output']>;
  /** 人次 as stated. What it adds to totals can be less: a session and its attendance count the larger of both. */
  readonly headcount: Scalars['Int']['output'];
  /**
   * Every event of the act, oldest first: who, when, why, what was before and after. It is read from the log itself and
   * may be ahead of the view that answers the act. An act that attended a session at home elsewhere shows what that
   * session noted of it, too, and one of a named person what the register did: `WorkerRegistered`, `WorkerDetailsFilled`,
   * `DetailsWithdrawn`, `DetailsContradicted`.
   */
  readonly history: ReadonlyArray<ActStep>;
  /** 课时 as stated, rounded to whole minutes. */
  readonly hours: Scalars['Float']['output'];
  /** Names the act for ever: its stream and its number in it. */
  readonly id: Scalars['ID']['output'];
  /** 份数 as stated. */
  readonly items: Scalars['Int']['output'];
  /** The version of the rule that it was judged by; null where no rule holds. */
  readonly judgedBy?: Maybe<Scalars['ID']['output']>;
  /** What kind of service it is. */
  readonly kind: Kind;
  /** A name that was handed in without a membership number; null once it is erased. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The note; null where there is none, or once it is erased. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** Occupation at that time. */
  readonly occupation?: Maybe<Scalars['String']['output']>;
  /** The code of the office that handed it in, in the canonical form. */
  readonly office: Scalars['String']['output'];
  /** The day it was given, of a payout the day it was paid; until then the day of the request. */
  readonly on: Scalars['PlainDate']['output'];
  /** How a case ended; null where it did not say. */
  readonly outcome?: Maybe<CaseOutcome>;
  /** What was paid of it, or spent on it, and not taken back: 0 where the act is reversed. */
  readonly paidFen: Scalars['Fen']['output'];
  /** Who that is in the register now; null where it names nobody. */
  readonly person?: Maybe<Worker>;
  /** The place, as written. */
  readonly place?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt: Scalars['Instant']['output'];
  /** Who recorded it. */
  readonly recordedBy: Scalars['String']['output'];
  /** Its reference as it was written; unique within the office in every spelling. */
  readonly reference?: Maybe<Scalars['String']['output']>;
  /** On what ground it was taken back; null where it was not, or where nobody named a ground. */
  readonly reversedFor?: Maybe<ReversalGround>;
  /** Whether the person was satisfied; null where it was not noted. */
  readonly satisfied?: Maybe<Scalars['Boolean']['output']>;
  /** The session that it attended; `acts(filter: {session})` lists everybody who did. */
  readonly session?: Maybe<Scalars['ID']['output']>;
  /** 场次 as stated. */
  readonly sessions: Scalars['Int']['output'];
  /** Sex of the worker at that time, as stated or else as registered then; `history` has it as handed in. */
  readonly sex?: Maybe<Sex>;
  /** Where it stands. */
  readonly state: ActState;
  /** What had been paid or spent before the act was reversed; 0 where it is not. */
  readonly takenBackFen: Scalars['Fen']['output'];
  /** The worker it was given to; null where it names nobody. */
  readonly worker?: Maybe<Scalars['WorkerNumber']['output']>;
};

/** One act, and what the answer is true of. */
export type ActAnswer = {
  /** The act; null where there is none with this id. */
  readonly act?: Maybe<Act>;
  /** What the answer is true of. */
  readonly view: ViewState;
};

/** A page of acts. */
export type ActConnection = {
  /** The acts of the page. */
  readonly edges: ReadonlyArray<ActEdge>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** What the page is true of. */
  readonly view: ViewState;
};

/** An act in a list. */
export type ActEdge = {
  /** Where the act stands in this list; hand it back as `after` or `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The act. */
  readonly node: Act;
};

/** Which acts to list. Without a worker or a session, acts are listed by district, then by day. */
export type ActFilter = {
  /** Acts of this district and all below it; the whole country if missing. */
  readonly district?: InputMaybe<Scalars['DistrictCode']['input']>;
  /** Acts on or after this day. */
  readonly from?: InputMaybe<Scalars['PlainDate']['input']>;
  /** Acts of these kinds, by code. */
  readonly kinds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Attendance of this session: the `session` of an act that attended it, or the id of the act that held it. */
  readonly session?: InputMaybe<Scalars['ID']['input']>;
  /** Acts in these states. */
  readonly states?: InputMaybe<ReadonlyArray<ActState>>;
  /** Acts on or before this day. */
  readonly to?: InputMaybe<Scalars['PlainDate']['input']>;
  /** Acts of this worker. */
  readonly worker?: InputMaybe<Scalars['WorkerNumber']['input']>;
};

/** An act that undoing its import has left as it is. */
export type ActLeft = {
  /** The act. */
  readonly act: Scalars['ID']['output'];
  /** Why it cannot be reversed: WRONG_STATE where it was reversed before, HAS_ATTENDANCE where others attend the session. */
  readonly code: RefusalCode;
  /** The line of its row. */
  readonly row: Scalars['Int']['output'];
};

/** What came of a mutation about an act: the act and the position, or user errors. */
export type ActPayload = {
  /** The act as it stands now; null where the mutation was refused. */
  readonly act?: Maybe<Act>;
  /** The last event that was written: hand it to a query as `atLeast` to read your own write. */
  readonly position?: Maybe<Scalars['Position']['output']>;
  /** Why it was refused; empty where it was not. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/**
 * An act that was recorded, or a bookmark: that the district had none up to here. A bookmark comes first, and then now and
 * then while nothing happens.
 */
export type ActRecorded = {
  /** The act as it stands now; null in a bookmark. */
  readonly act?: Maybe<Act>;
  /** Hand it back as `after` to go on behind it. */
  readonly position: Scalars['Position']['output'];
};

/** Where an act stands. Only given and paid acts count in totals. */
export type ActState =
  /** A subsidy was approved and waits for payment; it uses up its cap. */
  | 'APPROVED'
  /** A mutual-aid claim was assessed and waits for payment; it uses up its cap. */
  | 'ASSESSED'
  /** Given; acts without a life cycle know only this and REVERSED. */
  | 'GIVEN'
  /** Paid: on this day it counts. */
  | 'PAID'
  /** Refused before payment. */
  | 'REFUSED'
  /** A subsidy was asked for. */
  | 'REQUESTED'
  /** Taken back after it had counted. */
  | 'REVERSED'
  /** A mutual-aid claim was handed in. */
  | 'SUBMITTED';

/** One event of an act. */
export type ActStep = {
  /** Who caused it. */
  readonly actor: Scalars['String']['output'];
  /** When it was recorded. */
  readonly at: Scalars['Instant']['output'];
  /**
   * What it changed of the act; all that was handed in where it is the first. An approval shows its sum and its day
   * (`approvedFen`, `approvedOn`).
   */
  readonly changes: ReadonlyArray<FieldChange>;
  /** What it belonged to: the id of the import or of the request. */
  readonly correlation: Scalars['ID']['output'];
  /** Of an event of the register: which details of the person the act brought, lost or contradicts with it. */
  readonly details: ReadonlyArray<PersonDetail>;
  /** The district that they acted for; null where they named none. */
  readonly district?: Maybe<Scalars['DistrictCode']['output']>;
  /** The signed lines that it added to the totals; none where it does not count. */
  readonly entries: ReadonlyArray<Entry>;
  /** The stored name of the event, e.g. `ActCorrected`. */
  readonly event: Scalars['String']['output'];
  /**
   * Name and sex of the person as they were handed in; null where both were blank, where nobody was named, and of all steps
   * but the first.
   */
  readonly handedIn?: Maybe<HandedInPerson>;
  /** The version of the rule that it was judged by; null where no rule was asked. */
  readonly judgedBy?: Maybe<Scalars['ID']['output']>;
  /** Where the event stands in the order of all events. */
  readonly position: Scalars['Position']['output'];
  /** Why; null where no reason was given, or once it is erased. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Its number in that stream. */
  readonly revision: Scalars['Int']['output'];
  /** In which role. */
  readonly role: Scalars['String']['output'];
  /** Where the act stood after it. */
  readonly state?: Maybe<ActState>;
  /** The stream that holds it: the act's own, or that of a session or a person in the register that noted it. */
  readonly stream: Scalars['ID']['output'];
  /**
   * Office and district of the act as they were written; null where both were in their canonical form. Of the first step,
   * and of a correction that brings another district.
   */
  readonly written?: Maybe<WrittenCodes>;
};

/** An approval or an assessment. */
export type ApprovalInput = {
  /** The act. */
  readonly act: Scalars['ID']['input'];
  /** How much, more than nothing; the whole sum asked for if missing. */
  readonly amountFen?: InputMaybe<Scalars['Fen']['input']>;
  /** Names this request. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The day. */
  readonly on: Scalars['PlainDate']['input'];
  /** Why that sum; kept encrypted, and shown in the history of the act. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** Persons who attended a session. */
export type AttendInput = {
  /** Names this request: the same key again answers the first results. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /**
   * The office that hands it in. The ledger's own, LEDGER, if missing, as long as no office has recorded under a code of its
   * own; from then on it must be said (BAD_OFFICE).
   */
  readonly office?: InputMaybe<Scalars['String']['input']>;
  /** The session: the id of the act that held it, or its stream. */
  readonly session: Scalars['ID']['input'];
  /** The numbers of those who attended, from 1 to 500. */
  readonly workers: ReadonlyArray<Scalars['WorkerNumber']['input']>;
};

/** What came of the attendance of several persons, or user errors about the request as a whole. */
export type AttendPayload = {
  /** One outcome for each number, in the order given; a number that is given twice has one. */
  readonly attendances: ReadonlyArray<Attendance>;
  /** The last event that was written: hand it to a query as `atLeast` to read your own write. */
  readonly position?: Maybe<Scalars['Position']['output']>;
  /** Why nothing of it was judged; empty where it was. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What came of the attendance of one person. */
export type Attendance = {
  /** The act that records it; null where it was refused. */
  readonly act?: Maybe<Scalars['ID']['output']>;
  /** Why it was refused; empty where it was not. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** Whose attendance it is. */
  readonly worker: Scalars['WorkerNumber']['output'];
};

/**
 * How much a rule allows at most; exactly at the cap is allowed. A request uses up the year in which it was asked for,
 * whenever it is paid: asked for in December and paid in January it counts in the totals of January and in the cap of the
 * year that has gone.
 */
export type Cap = {
  /** The cap of a woman. */
  readonly female: Scalars['Fen']['output'];
  /** The cap of a man. */
  readonly male: Scalars['Fen']['output'];
  /** Whether it holds for each act alone or for all acts of the year together. */
  readonly per: CapPeriod;
  /** The cap where the sex is not known. */
  readonly unknown: Scalars['Fen']['output'];
};

/** What a cap is measured by. */
export type CapPeriod =
  /** Each act alone. */
  | 'ACT'
  /** All acts of the kind in the calendar year of the act or the request, approved and paid. */
  | 'YEAR';

/** How a case ended. */
export type CaseOutcome =
  /** 已结案 */
  | 'CLOSED'
  /** 调解成功 */
  | 'MEDIATED'
  /** 未成 */
  | 'NOT_MEDIATED'
  /** 转仲裁 */
  | 'SENT_TO_ARBITRATION';

/** What the ledger records and by which rules it judges. */
export type Catalogue = {
  /** The groups of kinds. */
  readonly categories: ReadonlyArray<Category>;
  /** The kinds of service act. */
  readonly kinds: ReadonlyArray<Kind>;
  /** What totals count, and what each figure means. */
  readonly measures: ReadonlyArray<MeasureMeaning>;
  /** Every reason to refuse, highest rank first. */
  readonly refusals: ReadonlyArray<Refusal>;
  /** The rules per person, in force or not. */
  readonly rules: ReadonlyArray<Rule>;
  /** Whether this ledger is a sample: its acts are invented, and it never becomes a real one. */
  readonly sample: Scalars['Boolean']['output'];
  /** The states of acts, and what people call them. */
  readonly states: ReadonlyArray<StateName>;
};

/** A group of kinds. */
export type Category = {
  /** Its code, e.g. `health`. */
  readonly code: Scalars['ID']['output'];
  /** Its English name. */
  readonly en: Scalars['String']['output'];
  /** Its Chinese name. */
  readonly zh: Scalars['String']['output'];
};

/** A figure of a row of totals. */
export type ComparedFigure = {
  /** Whether both are the same. */
  readonly agrees: Scalars['Boolean']['output'];
  /** What the rows above come to; null where one of them cannot be read. */
  readonly counted?: Maybe<Scalars['String']['output']>;
  /** The column: 人次, 场次, 课时, 份数 or 金额. */
  readonly field: Scalars['String']['output'];
  /** What the row of totals says. */
  readonly stated: Scalars['String']['output'];
};

/** A correction: only the fields that are given are changed. A field given as null is emptied. */
export type CorrectActInput = {
  /** The act. */
  readonly act: Scalars['ID']['input'];
  /** The right 金额. A payout keeps a sum above 0 (MISSING_AMOUNT): one that was none is reversed. */
  readonly amountFen?: InputMaybe<Scalars['Fen']['input']>;
  /** Another district. */
  readonly district?: InputMaybe<Scalars['DistrictCode']['input']>;
  /** The right employer at that time. */
  readonly employer?: InputMaybe<Scalars['String']['input']>;
  /** The right 人次. */
  readonly headcount?: InputMaybe<Scalars['Int']['input']>;
  /** The right 课时. */
  readonly hours?: InputMaybe<Scalars['Float']['input']>;
  /** Names this request. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The right 份数. */
  readonly items?: InputMaybe<Scalars['Int']['input']>;
  /** Another kind of the same home. */
  readonly kind?: InputMaybe<Scalars['ID']['input']>;
  /** Another note. What the former note said of the outcome goes with it; what was said in a field of its own stays. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** The right occupation at that time. */
  readonly occupation?: InputMaybe<Scalars['String']['input']>;
  /** Another day; of an act for a named person in the same year. */
  readonly on?: InputMaybe<Scalars['PlainDate']['input']>;
  /** How the case ended. */
  readonly outcome?: InputMaybe<CaseOutcome>;
  /** Another place. */
  readonly place?: InputMaybe<Scalars['String']['input']>;
  /** Why; kept encrypted. */
  readonly reason: Scalars['String']['input'];
  /** Whether the person was satisfied. */
  readonly satisfied?: InputMaybe<Scalars['Boolean']['input']>;
  /** The right 场次. */
  readonly sessions?: InputMaybe<Scalars['Int']['input']>;
  /** The right sex at that time. */
  readonly sex?: InputMaybe<Sex>;
};

/** A correction of a person's details: only the fields that are given are changed. */
export type CorrectWorkerInput = {
  /** The right employer or platform. */
  readonly employer?: InputMaybe<Scalars['String']['input']>;
  /** Names this request. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Another membership number. */
  readonly membership?: InputMaybe<Scalars['String']['input']>;
  /** The right name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Another national id. */
  readonly nationalId?: InputMaybe<Scalars['String']['input']>;
  /** The right occupation. */
  readonly occupation?: InputMaybe<Scalars['String']['input']>;
  /** The office of a new membership number; the ledger's own if missing. */
  readonly office?: InputMaybe<Scalars['String']['input']>;
  /** Another phone number. */
  readonly phone?: InputMaybe<Scalars['String']['input']>;
  /** The right sex. */
  readonly sex?: InputMaybe<Sex>;
  /** Whom. */
  readonly worker: Scalars['WorkerNumber']['input'];
};

/** A detail in the register, and the act that said it first. */
export type DetailBrought = {
  /** The id of the act. */
  readonly act: Scalars['ID']['output'];
  /** Which detail. */
  readonly detail: PersonDetail;
};

/** A district of GB/T 2260. */
export type District = {
  /** Its six-digit code. */
  readonly code: Scalars['DistrictCode']['output'];
  /** 0 a province, 1 a city, 2 a county. */
  readonly level: Scalars['Int']['output'];
  /** Its name, e.g. 柯桥区. */
  readonly name: Scalars['String']['output'];
  /** The district above it; null for a province. */
  readonly parent?: Maybe<Scalars['DistrictCode']['output']>;
};

/** One signed line of the totals: what one event added to them, or took from them. */
export type Entry = {
  /** The act that it is about. */
  readonly act: Scalars['ID']['output'];
  /** Who caused it. */
  readonly actor: Scalars['String']['output'];
  /** The difference in acts. */
  readonly acts: Scalars['Count']['output'];
  /** The difference in the amount. */
  readonly amountFen: Scalars['Fen']['output'];
  /** When the event was recorded. */
  readonly at: Scalars['Instant']['output'];
  /** The district that it counts for. */
  readonly district: District;
  /** The employer that was said; null where it was not. */
  readonly employer?: Maybe<Scalars['String']['output']>;
  /** The stored name of the event, e.g. `ActReversed`. */
  readonly event: Scalars['String']['output'];
  /** The difference in headcount. */
  readonly headcount: Scalars['Count']['output'];
  /** The difference in class hours. */
  readonly hours: Scalars['Float']['output'];
  /** The difference in items. */
  readonly items: Scalars['Count']['output'];
  /** The kind that it counts for. */
  readonly kind: Kind;
  /** The occupation that was said; null where it was not. */
  readonly occupation?: Maybe<Scalars['String']['output']>;
  /** The day that it counts for. */
  readonly on: Scalars['PlainDate']['output'];
  /** The difference in what was spent: payouts to persons and what acts cost. */
  readonly paidFen: Scalars['Fen']['output'];
  /** The difference in sessions. */
  readonly sessions: Scalars['Count']['output'];
  /** The sex that was said; null where it was not. */
  readonly sex?: Maybe<Sex>;
  /** The worker that it counts for. */
  readonly worker?: Maybe<Scalars['WorkerNumber']['output']>;
};

/** A page of entries. */
export type EntryConnection = {
  /** The entries of the page. */
  readonly edges: ReadonlyArray<EntryEdge>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** What the page is true of. */
  readonly view: ViewState;
};

/** An entry in a list. */
export type EntryEdge = {
  /** Where the entry stands in this list. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: Entry;
};

/** A person to be forgotten. */
export type EraseWorkerInput = {
  /** Names this request. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Whom. */
  readonly worker: Scalars['WorkerNumber']['input'];
};

/**
 * The codes of GraphQL errors, in `errors[].extensions.code`. They are stable: a client may program against them. They say
 * that a request was not understood, asked for too much, or could not be answered; what the ledger refuses to record is
 * never an error but a `UserError` with a `RefusalCode`, and of the two only one speaks.
 *
 * What is no request at all answers HTTP 400, or what its code says. An operation that is refused before it is run
 * answers no `data`, and 400 to a client that accepts `application/graphql-response+json`, 200 to one that reads plain
 * JSON, as GraphQL over HTTP has it. Once it runs it answers 200, and the error names its field in `path`.
 */
export type ErrorCode =
  /** The cursor is of another list: of other filters, of another field, or none at all. */
  | 'BAD_CURSOR'
  /** The request is not as GraphQL over HTTP wants it; the message says what is missing. */
  | 'BAD_REQUEST'
  /** An argument or a variable has no value that is possible here; the message says which are. */
  | 'BAD_USER_INPUT'
  /** Several operations are sent in one request; send each by itself. */
  | 'BATCH_REFUSED'
  /** The body is larger than 256 KiB. HTTP 413. */
  | 'BODY_TOO_LARGE'
  /**
   * The clock of the ledger is more than a day behind what was recorded last: nothing is recorded before somebody has set
   * it right. Reading goes on.
   */
  | 'CLOCK_BEHIND'
  /** A browser has sent it for a page of another site. HTTP 403. */
  | 'CROSS_SITE'
  /**
   * The disk of the ledger is full: what could not be written is not recorded. Reading goes on; the same request may be
   * sent again once there is room.
   */
  | 'DISK_FULL'
  /** The position is of another ledger, beyond the end of this one, or none at all. */
  | 'FOREIGN_POSITION'
  /** The document is no GraphQL. */
  | 'GRAPHQL_PARSE_FAILED'
  /** The document does not fit the schema. */
  | 'GRAPHQL_VALIDATION_FAILED'
  /** A fault of the server. Its operator finds the reason in its log; the same request may be sent again. */
  | 'INTERNAL_SERVER_ERROR'
  /** The schema is not told by a server in production; it stands in the repository. */
  | 'INTROSPECTION_DISABLED'
  /** A file of the ledger is not what was written. Nothing is answered from it; its operator finds in its log what to do. */
  | 'LEDGER_DAMAGED'
  /** Log, keys or views cannot be written or read at the moment; the same request may be sent again. */
  | 'LEDGER_UNAVAILABLE'
  /** The body is no JSON object. */
  | 'MALFORMED_JSON'
  /**
   * The server answers known operations only (its safelist), and this is none of them: neither its text nor its hash is
   * listed. HTTP 403.
   */
  | 'NOT_SAFELISTED'
  /** The document has several operations and none is named, or another one is. */
  | 'OPERATION_RESOLUTION_FAILURE'
  /** Nobody has sent the text of this hash yet: send both once (automatic persisted queries). HTTP 200, as clients expect. */
  | 'PERSISTED_QUERY_NOT_FOUND'
  /**
   * The operation may cost more than 50,000. A field costs 1, a mutation 10 more; a list costs what its nodes select times
   * its page (`first` or `last`), totals what their rows select times the rows that there may be. Hundreds of fields of
   * one name in one place are too costly to compare.
   */
  | 'QUERY_TOO_COSTLY'
  /** The fields are nested more than 12 deep. */
  | 'QUERY_TOO_DEEP'
  /**
   * A sum is larger than 10^15 yuan. The field is null, `path` says of which row it is; everything else of the answer stands.
   * Ask for less: a smaller district or fewer months.
   */
  | 'SUM_TOO_LARGE'
  /**
   * Reading took longer than 10 seconds in all, or the answer did not begin within 60 seconds (HTTP 503); ask for less, or
   * again. What a mutation of the same request has written stays written.
   */
  | 'TIMED_OUT'
  /** The operation has more than 30 aliases. */
  | 'TOO_MANY_ALIASES'
  /** The server has as many subscriptions as it takes, over this socket or in all; end some, or ask again later. */
  | 'TOO_MANY_SUBSCRIPTIONS'
  /** The document has more than 2,000 tokens. */
  | 'TOO_MANY_TOKENS'
  /** GB/T 2260 has no such district. */
  | 'UNKNOWN_DISTRICT'
  /** It is asked under a name that is neither of this machine's own nor the one of `LEDGER_PUBLIC_URL`. HTTP 421. */
  | 'UNKNOWN_HOST'
  /** There is no such import. */
  | 'UNKNOWN_IMPORT'
  /** There is no such kind of service. */
  | 'UNKNOWN_KIND'
  /** There is no such session. */
  | 'UNKNOWN_SESSION'
  /** The body is sent as something else than `application/json`, or in an encoding that is not read. HTTP 415. */
  | 'UNSUPPORTED_MEDIA_TYPE'
  /** The view did not reach `atLeast` in 5 seconds; `extensions` say how far it is behind. Ask again. */
  | 'VIEW_BEHIND';

/** A field of an act before and after an event. */
export type FieldChange = {
  /** What it became, as text; null where there is nothing any more. */
  readonly after?: Maybe<Scalars['String']['output']>;
  /** What it was, as text; kinds and districts by code; null where there was nothing. */
  readonly before?: Maybe<Scalars['String']['output']>;
  /** Whether the text was there and its key is destroyed: then it is not shown. */
  readonly erased: Scalars['Boolean']['output'];
  /** The name of the field in `Act`. */
  readonly field: Scalars['String']['output'];
};

/** What an act said of its person when it was handed in, whatever was put right or registered since. */
export type HandedInPerson = {
  /** Whether there was a name and its key is destroyed: then it is not shown. */
  readonly erased: Scalars['Boolean']['output'];
  /** The name; null where it was blank, or once it is erased. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The sex; null where it was blank. */
  readonly sex?: Maybe<Sex>;
};

/** Rows that nobody sees in a workbook. */
export type HiddenRows = {
  /** How many there are. */
  readonly count: Scalars['Int']['output'];
  /** Whether they were left out; else they were judged as all other rows. */
  readonly leftOut: Scalars['Boolean']['output'];
  /** Where the first of them stand, in at most 100 places. */
  readonly rows: ReadonlyArray<RowSpan>;
};

/**
 * An import: one intake sheet that was handed in, by `POST /imports` or by `ledger import`, and what became of it. Sheets
 * are judged one after the other, in the order in which they came; an import goes on by itself after the ledger was
 * stopped or killed, and its report is the same as if it had not been.
 *
 * `POST /imports` takes `multipart/form-data`: the fields `office`, `dryRun` (`true`), `worksheet` (of a workbook) and
 * `mapping` (the text of a mapping file) as far as they are wanted, then the file `sheet` (CSV or XLSX, at most 256 MiB). It answers 202 and `{ "id", "state" }`,
 * or `{ "error": { "code", "message" } }` with an ImportErrorCode; then nothing was written. `GET /imports/<id>/report` is
 * the whole report as JSON, `GET /imports/<id>/refused.csv` a sheet of the rows to be corrected and handed in again.
 */
export type Import = {
  /** How many of these were accepted. */
  readonly accepted: Scalars['Int']['output'];
  /** Who handed it in, by name. */
  readonly actor: Scalars['String']['output'];
  /** Of which district; null where that was not said. */
  readonly district?: Maybe<Scalars['String']['output']>;
  /** Whether its rows are judged only: nothing of a dry run is written to the ledger. */
  readonly dryRun: Scalars['Boolean']['output'];
  /**
   * Accepted rows that another office had recorded, too, under the same reference with the same content: one paper that both
   * have handed in. In the order of their lines, in pages; of an import that is done.
   */
  readonly elsewhere: RowElsewhereConnection;
  /** When every row was judged, or when it failed; null before. */
  readonly endedAt?: Maybe<Scalars['Instant']['output']>;
  /** Why it failed; null where it did not. */
  readonly failure?: Maybe<ImportFailure>;
  /** The name of the file, as it was handed in. */
  readonly file: Scalars['String']['output'];
  /** Names the import for ever: its batch. */
  readonly id: Scalars['ID']['output'];
  /** How many rows were judged so far. */
  readonly judged: Scalars['Int']['output'];
  /** The office that handed it in: references and membership numbers are unique within it. */
  readonly office: Scalars['String']['output'];
  /** The position of what was noted of it last, when it is done that of its end: hand it to a query as `atLeast` to see all of it. */
  readonly position?: Maybe<Scalars['Position']['output']>;
  /** When the sheet had come in as a whole. */
  readonly receivedAt: Scalars['Instant']['output'];
  /** How many of these were refused, by code. */
  readonly refused: ReadonlyArray<RefusalCount>;
  /** Refused rows in the order of their lines, in pages; of an import that is done. */
  readonly refusedRows: RefusedRowConnection;
  /**
   * What is to be said of the sheet beside its rows: worksheets and rows that were not read, hidden rows, merged areas, rows
   * of totals; null where there is nothing to say, and until it is done.
   */
  readonly remarks?: Maybe<SheetRemarks>;
  /** In which role. */
  readonly role: Scalars['String']['output'];
  /** How many rows the sheet has; null until they were counted. */
  readonly rows?: Maybe<Scalars['Int']['output']>;
  /**
   * Until when the sheet is kept, encrypted, so that its refused rows can be downloaded; null where it is not kept. A
   * sheet without rows to correct is removed when it is done.
   */
  readonly sheetKeptUntil?: Maybe<Scalars['Instant']['output']>;
  /** Where it stands. */
  readonly state: ImportState;
  /** Where undoing it stands; null where nobody has begun to undo it. */
  readonly undo?: Maybe<ImportUndo>;
};


/**
 * An import: one intake sheet that was handed in, by `POST /imports` or by `ledger import`, and what became of it. Sheets
 * are judged one after the other, in the order in which they came; an import goes on by itself after the ledger was
 * stopped or killed, and its report is the same as if it had not been.
 *
 * `POST /imports` takes `multipart/form-data`: the fields `office`, `dryRun` (`true`), `worksheet` (of a workbook) and
 * `mapping` (the text of a mapping file) as far as they are wanted, then the file `sheet` (CSV or XLSX, at most 256 MiB). It answers 202 and `{ "id", "state" }`,
 * or `{ "error": { "code", "message" } }` with an ImportErrorCode; then nothing was written. `GET /imports/<id>/report` is
 * the whole report as JSON, `GET /imports/<id>/refused.csv` a sheet of the rows to be corrected and handed in again.
 */
export type ImportElsewhereArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * An import: one intake sheet that was handed in, by `POST /imports` or by `ledger import`, and what became of it. Sheets
 * are judged one after the other, in the order in which they came; an import goes on by itself after the ledger was
 * stopped or killed, and its report is the same as if it had not been.
 *
 * `POST /imports` takes `multipart/form-data`: the fields `office`, `dryRun` (`true`), `worksheet` (of a workbook) and
 * `mapping` (the text of a mapping file) as far as they are wanted, then the file `sheet` (CSV or XLSX, at most 256 MiB). It answers 202 and `{ "id", "state" }`,
 * or `{ "error": { "code", "message" } }` with an ImportErrorCode; then nothing was written. `GET /imports/<id>/report` is
 * the whole report as JSON, `GET /imports/<id>/refused.csv` a sheet of the rows to be corrected and handed in again.
 */
export type ImportRefusedRowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** Imports in pages, the newest first. */
export type ImportConnection = {
  /** The imports of this page. */
  readonly edges: ReadonlyArray<ImportEdge>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** What the page is true of. Dry runs are not in the view: they are listed by the owner that keeps them. */
  readonly view: ViewState;
};

/** An import and where it stands. */
export type ImportEdge = {
  /** Names the place behind which a page can begin. */
  readonly cursor: Scalars['String']['output'];
  /** The import. */
  readonly node: Import;
};

/** Why a mutation about an import was refused. Nothing was written. */
export type ImportError = {
  /** The reason, as a stable code. */
  readonly code: ImportErrorCode;
  /** The reason as a sentence. */
  readonly message: Scalars['String']['output'];
};

/** The codes of everything that may be wrong with an import as a whole; rows have a RefusalCode each. */
export type ImportErrorCode =
  /** The import is of an earlier version of the ledger, which did not keep its acts: reverse them one by one. */
  | 'ACTS_NOT_NAMED'
  /** The import was undone before. */
  | 'ALREADY_UNDONE'
  /** The upload has a field or a file that is not known here, or one of them twice, or behind the sheet. HTTP 400. */
  | 'BAD_FIELD'
  /** The mapping cannot be read; the message says where. HTTP 400. */
  | 'BAD_MAPPING'
  /**
   * The code of the office has characters that it may not have, or no office is said although offices have recorded under
   * codes of their own, which are listed. HTTP 400; a sheet that waited behind the first one of an office fails.
   */
  | 'BAD_OFFICE'
  /** A row is no CSV. */
  | 'BROKEN_CSV'
  /** The workbook is damaged or cut off. */
  | 'BROKEN_WORKBOOK'
  /** The sheet has other numbers of rows, or another sum of amounts, than its import said; the message says which. */
  | 'CONTROLS_DIFFER'
  /** A browser has sent it for a page of another site. HTTP 403. */
  | 'CROSS_SITE'
  /** There is no room left in the data folder. HTTP 507. */
  | 'DISK_FULL'
  /** It was a dry run: there is nothing to undo. */
  | 'DRY_RUN'
  /** A fault of the server. Its operator finds the reason in its log. */
  | 'INTERNAL_ERROR'
  /** A row is longer than 262,144 characters. */
  | 'LINE_TOO_LONG'
  /** The mapping maps two columns to one field. HTTP 400. */
  | 'MAPPING_CLASH'
  /** The mapping names a field that intake sheets have not. HTTP 400. */
  | 'MAPPING_UNKNOWN_FIELD'
  /** The mapping names a kind of service that there is not. HTTP 400. */
  | 'MAPPING_UNKNOWN_KIND'
  /** A reason is needed, of at most 4,000 characters. */
  | 'MISSING_REASON'
  /** A row of a sheet that was handed in as all or nothing was refused: nothing of it was written, or all of it was undone. */
  | 'NOT_ALL_ACCEPTED'
  /** The import is not done yet. HTTP 409. */
  | 'NOT_DONE'
  /** The import has not failed: there is nothing to resume. */
  | 'NOT_FAILED'
  /** The upload is no `multipart/form-data`, or not as the standard has it. HTTP 415. */
  | 'NOT_MULTIPART'
  /** The file is empty, or the first line does not name the columns. */
  | 'NO_HEADER'
  /** The upload has no file `sheet`. HTTP 400. */
  | 'NO_SHEET'
  /** The sheet is kept by the owner on another machine: resume the import, or fetch its refused rows, there. HTTP 409. */
  | 'SHEET_ELSEWHERE'
  /** The sheet is not kept any more, or it was lost before it was judged. HTTP 410. */
  | 'SHEET_GONE'
  /** Judging the sheet made no progress for five minutes. It can be resumed. */
  | 'STALLED'
  /**
   * The server did not answer in 60 seconds. Whether a sheet was received is told by `imports`; look there before you send
   * it again. HTTP 503.
   */
  | 'TIMED_OUT'
  /** The sheet is larger than 256 MiB. HTTP 413. */
  | 'TOO_LARGE'
  /** The sheet has more rows than are read: 200,000 of a workbook, 1,000,000 of CSV. */
  | 'TOO_MANY_ROWS'
  /** The rows name more than 200,000 sessions. */
  | 'TOO_MANY_SESSIONS'
  /**
   * Twenty sheets, or 1 GiB of them, wait to be judged: send it again later. HTTP 503; the header `Retry-After` says when, in
   * seconds.
   */
  | 'TOO_MANY_WAITING'
  /** The file is neither UTF-8 nor GB18030 text. */
  | 'UNKNOWN_ENCODING'
  /** There is no such import. HTTP 404. */
  | 'UNKNOWN_IMPORT'
  /** The workbook has no such worksheet, or shows none. */
  | 'UNKNOWN_WORKSHEET'
  /** The file cannot be read. */
  | 'UNREADABLE'
  /** The upload ended before the sheet did. HTTP 400, where anybody still listens. */
  | 'UPLOAD_CUT_OFF'
  /** The workbook is locked by a password. */
  | 'WORKBOOK_LOCKED'
  /** The workbook is larger than 64 MiB, or unpacks to more than is read. */
  | 'WORKBOOK_TOO_LARGE'
  /** The file is of a format that is not read, e.g. an old workbook (.xls). */
  | 'WRONG_FORMAT'
  /** The first line misses a column, or names one that is not known, or one twice. */
  | 'WRONG_HEADER'
  /** The owner's token is not that of this ledger: another process listens there now. HTTP 401. */
  | 'WRONG_TOKEN';

/** Why an import failed. */
export type ImportFailure = {
  /** The reason, as a stable code. */
  readonly code: ImportErrorCode;
  /** The line of the sheet that it is about; null where it is about none. */
  readonly line?: Maybe<Scalars['Int']['output']>;
  /** What was wrong, where, and what to do. */
  readonly message: Scalars['String']['output'];
};

/** What came of a mutation about an import: the import, or an error. */
export type ImportPayload = {
  /** The import as it stands now; null where the mutation was refused. */
  readonly import?: Maybe<Import>;
  /** Why it was refused; empty where it was not. */
  readonly userErrors: ReadonlyArray<ImportError>;
};

/** Where an import stands. */
export type ImportState =
  /** Every row was judged. */
  | 'DONE'
  /** It could not be done; `failure` says why. Nothing more happens unless it is resumed. */
  | 'FAILED'
  /** It waits for its turn. */
  | 'RECEIVED'
  /** Its rows are being judged. */
  | 'RUNNING'
  /** Its acts are being reversed. */
  | 'UNDOING'
  /** Its acts were reversed, but for those that `undo` names. */
  | 'UNDONE';

/**
 * The undoing of an import: a reversal for every act, each with the reason. References are free again, persons who were
 * registered stay.
 */
export type ImportUndo = {
  /** Who has begun it, by name. */
  readonly actor: Scalars['String']['output'];
  /** How many acts the import has recorded. */
  readonly acts: Scalars['Int']['output'];
  /** When it began. */
  readonly at: Scalars['Instant']['output'];
  /** When it was over; null before. */
  readonly endedAt?: Maybe<Scalars['Instant']['output']>;
  /** How many of them were looked at so far. */
  readonly judged: Scalars['Int']['output'];
  /** Those that were left as they are. */
  readonly left: ReadonlyArray<ActLeft>;
  /** Why; null once the key of the import is gone. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** How many were reversed; 0 until it is over. */
  readonly undone: Scalars['Int']['output'];
};

/** A document that stands where it stood before an event that could not be folded into it; later events wait. */
export type Incomplete = {
  /** The position of the event. */
  readonly at: Scalars['Position']['output'];
  /** Why it could not be folded. */
  readonly because: Scalars['String']['output'];
  /** The stored name of the event. */
  readonly event: Scalars['String']['output'];
  /**
   * The key of the document in its view: of `acts` and `payouts` the id of the act, of `workers` the number, of `entries`
   * the position and the line, of `totals` `district|kind|month|month of recording`. Null where the event does not tell which: then every answer of the view may lack it.
   */
  readonly key?: Maybe<Scalars['String']['output']>;
  /** The revision of the event in its stream. */
  readonly revision: Scalars['Int']['output'];
  /** The stream of the event. */
  readonly stream: Scalars['String']['output'];
  /** How many later events of the document wait for it. */
  readonly waiting: Scalars['Int']['output'];
};

/** A kind of service act. */
export type Kind = {
  /** The group of kinds that it belongs to, e.g. `health`. */
  readonly category: Scalars['String']['output'];
  /** Its code, e.g. `health-check`. */
  readonly code: Scalars['ID']['output'];
  /** Its English name. */
  readonly en: Scalars['String']['output'];
  /** Which measures say something about acts of this kind. */
  readonly measures: ReadonlyArray<Measure>;
  /** What its money is: a payout to a person, a cost of the act, or a sum in dispute that nobody pays. */
  readonly money: MoneyRole;
  /** Its Chinese name, as sheets write it, e.g. 免费体检. */
  readonly zh: Scalars['String']['output'];
};

/** What is counted of acts. */
export type Measure =
  /** 件数: acts that count, given or paid and not taken back. */
  | 'ACTS'
  /** 金额: the sum that acts state, also in dispute. */
  | 'AMOUNT'
  /** 人次: how often somebody was served. */
  | 'HEADCOUNT'
  /** 课时: class hours. */
  | 'HOURS'
  /** 份数: things handed out. */
  | 'ITEMS'
  /** The sum that was paid. */
  | 'PAID'
  /** 人数: how many different workers were served, exact by worker number. */
  | 'PEOPLE'
  /** 场次: how many sessions were held. */
  | 'SESSIONS';

/** What one figure of totals means. */
export type MeasureMeaning = {
  /** Whether the rows of a split add up to the whole; people do not, because one may stand in several rows. */
  readonly adds: Scalars['Boolean']['output'];
  /** The measure. */
  readonly code: Measure;
  /** Its English name. */
  readonly en: Scalars['String']['output'];
  /** The field of `TotalsRow` that carries it. */
  readonly field: Scalars['String']['output'];
  /** What it means, in English. */
  readonly meaningEn: Scalars['String']['output'];
  /** What it means, in Chinese. */
  readonly meaningZh: Scalars['String']['output'];
  /** The unit of the field: `act`, `head`, `person`, `session`, `hour`, `item` or `fen`. */
  readonly unit: Scalars['String']['output'];
  /** Its Chinese name, e.g. 人次. */
  readonly zh: Scalars['String']['output'];
};

/** What the money of an act is. */
export type MoneyRole =
  /** It is spent on the act itself. */
  | 'COST'
  /** It is in dispute; it never counts as paid. */
  | 'DISPUTE'
  /** It leaves a fund for a person. */
  | 'PAYOUT';

/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type Mutation = {
  /** Approves a requested subsidy, in whole or in part. From now on it uses up its cap. */
  readonly approveSubsidy: ActPayload;
  /** Assesses a claim: what the fund will pay. From now on it uses up its cap. */
  readonly assessMutualAidClaim: ActPayload;
  /**
   * Records that up to 500 persons attended a session, each with a headcount of 1, on its day and in its district. Each is
   * judged by itself: some may be refused while others are recorded.
   */
  readonly attend: AttendPayload;
  /**
   * Puts right what was recorded; fields that are not given stay. The figure of the month of the act changes, from the month
   * on in which the correction is recorded. A sheet with the act as it stands now is DUPLICATE afterwards.
   */
  readonly correctAct: ActPayload;
  /** Puts a person's details right; fields that are not given stay. */
  readonly correctWorker: WorkerPayload;
  /**
   * Forgets who a person is: the key is destroyed, number and history stay. There is no way back. The worker is `ERASING`
   * until the key is seen gone: its bytes from the files of the key vault, or the key from a majority of the servers of a
   * MongoDB. `notSeen` says where it may lie still. A call that was not answered is to be repeated, with the same key.
   */
  readonly eraseWorker: WorkerPayload;
  /** Pays an assessed claim: on this day it counts. */
  readonly payMutualAidClaim: ActPayload;
  /** Pays an approved subsidy: on this day it counts. */
  readonly paySubsidy: ActPayload;
  /** Records an act that was given, or paid, already: any kind, for a named person, a gathering, a session or a case. */
  readonly recordAct: ActPayload;
  /** Refuses a claim that is not paid yet. */
  readonly refuseMutualAidClaim: ActPayload;
  /** Refuses a subsidy that is not paid yet. */
  readonly refuseSubsidy: ActPayload;
  /** Enters a person into the register. */
  readonly registerWorker: WorkerPayload;
  /** Gives the reference of a reversed act free, so that it can be used again. Where it is free already, nothing is written. */
  readonly releaseReference: ActPayload;
  /** Asks for a subsidy. It counts nowhere until it is paid. */
  readonly requestSubsidy: ActPayload;
  /** Tries a failed import again, where it stood; only where its sheet is kept (SHEET_ELSEWHERE). */
  readonly resumeImport: ImportPayload;
  /**
   * Takes back what should not have been recorded. The history keeps it, and it keeps its reference: the same sheet handed in
   * again records nothing. What was recorded by mistake may give it free: `releaseReference`. The figure of the month of the
   * act changes, from the month on in which the reversal is recorded.
   */
  readonly reverseAct: ActPayload;
  /** Hands in a mutual-aid claim. It counts nowhere until it is paid. */
  readonly submitMutualAidClaim: ActPayload;
  /**
   * Takes a whole mistaken import back: every act is reversed, the last first. The import itself names the request: while
   * it is being undone, asking again answers how far it is. The corrected sheet can be handed in under the same references.
   */
  readonly undoImport: ImportPayload;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationApproveSubsidyArgs = {
  input: ApprovalInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationAssessMutualAidClaimArgs = {
  input: ApprovalInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationAttendArgs = {
  input: AttendInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationCorrectActArgs = {
  input: CorrectActInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationCorrectWorkerArgs = {
  input: CorrectWorkerInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationEraseWorkerArgs = {
  input: EraseWorkerInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationPayMutualAidClaimArgs = {
  input: PaymentInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationPaySubsidyArgs = {
  input: PaymentInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationRecordActArgs = {
  input: RecordActInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationRefuseMutualAidClaimArgs = {
  input: RefusalInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationRefuseSubsidyArgs = {
  input: RefusalInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationRegisterWorkerArgs = {
  input: RegisterWorkerInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationReleaseReferenceArgs = {
  input: ReleaseReferenceInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationRequestSubsidyArgs = {
  input: RecordActInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationResumeImportArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationReverseActArgs = {
  input: ReverseActInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationSubmitMutualAidClaimArgs = {
  input: RecordActInput;
};


/**
 * Writing. Every mutation takes an idempotency key: the same key with the same content answers the first result again
 * and writes nothing; with other content it is refused (COMMAND_ID_REUSED). A refusal is a `userErrors` entry, never a
 * GraphQL error.
 */
export type MutationUndoImportArgs = {
  input: UndoImportInput;
};

/** Worksheets and rows that were not judged. */
export type NotRead = {
  /** How many rows are no acts: they have neither kind, district, date nor amount, as signatures and remarks. */
  readonly rowCount: Scalars['Int']['output'];
  /** Where the first of them stand, in at most 100 places. */
  readonly rows: ReadonlyArray<RowSpan>;
  /** How many worksheets were not read. */
  readonly worksheetCount: Scalars['Int']['output'];
  /** The names of the first 100 of them. */
  readonly worksheets: ReadonlyArray<Scalars['String']['output']>;
};

/** Where the page that was answered stands in its list. */
export type PageInfo = {
  /** The cursor of the last edge. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is more behind the last edge. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is more in front of the first edge. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A payment of what was approved or assessed. */
export type PaymentInput = {
  /** The act. */
  readonly act: Scalars['ID']['input'];
  /** Names this request. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The day of payment. */
  readonly on: Scalars['PlainDate']['input'];
};

/** Money that leaves, or is asked of, a fund for a person. */
export type Payout = {
  /** The sum of the step that it stands at. */
  readonly amountFen: Scalars['Fen']['output'];
  /** When the approval was recorded. */
  readonly approvedAt?: Maybe<Scalars['Instant']['output']>;
  /** Who approved or assessed it. */
  readonly approvedBy?: Maybe<Scalars['String']['output']>;
  /** The sum approved or assessed. */
  readonly approvedFen?: Maybe<Scalars['Fen']['output']>;
  /** The day it was approved or assessed. */
  readonly approvedOn?: Maybe<Scalars['PlainDate']['output']>;
  /** The district that it counts for. */
  readonly district: District;
  /** The act that it is. */
  readonly id: Scalars['ID']['output'];
  /** Its kind. */
  readonly kind: Kind;
  /** The office that handed it in. */
  readonly office: Scalars['String']['output'];
  /** The day of the step that it stands at. */
  readonly on: Scalars['PlainDate']['output'];
  /** When the payment was recorded. */
  readonly paidAt?: Maybe<Scalars['Instant']['output']>;
  /** Who recorded the payment; a correction leaves it. */
  readonly paidBy?: Maybe<Scalars['String']['output']>;
  /** The sum paid out to the person; 0 again once it is reversed, null where it was never paid. What acts cost is no payout. */
  readonly paidFen?: Maybe<Scalars['Fen']['output']>;
  /** The day it was paid. */
  readonly paidOn?: Maybe<Scalars['PlainDate']['output']>;
  /** Who that is in the register now. */
  readonly person?: Maybe<Worker>;
  /** Its reference. */
  readonly reference?: Maybe<Scalars['String']['output']>;
  /** When the refusal was recorded. */
  readonly refusedAt?: Maybe<Scalars['Instant']['output']>;
  /** Who refused it. */
  readonly refusedBy?: Maybe<Scalars['String']['output']>;
  /** The day it was refused. */
  readonly refusedOn?: Maybe<Scalars['PlainDate']['output']>;
  /** When the request was recorded. */
  readonly requestedAt?: Maybe<Scalars['Instant']['output']>;
  /** Who recorded the request; null where it was recorded as paid already. */
  readonly requestedBy?: Maybe<Scalars['String']['output']>;
  /** The sum asked for. */
  readonly requestedFen?: Maybe<Scalars['Fen']['output']>;
  /** The day it was asked for; null where it was recorded as paid already. */
  readonly requestedOn?: Maybe<Scalars['PlainDate']['output']>;
  /** Where it stands. */
  readonly state: ActState;
  /** What had been paid before it was reversed; 0 where it is not. */
  readonly takenBackFen: Scalars['Fen']['output'];
  /** The worker who gets it. */
  readonly worker?: Maybe<Scalars['WorkerNumber']['output']>;
};

/** A page of payouts, and the totals of all that the filter matches. */
export type PayoutConnection = {
  /** The payouts of the page. */
  readonly edges: ReadonlyArray<PayoutEdge>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** Count and sums by state, over all pages. */
  readonly totals: ReadonlyArray<PayoutTotal>;
  /** What the page and the totals are true of. */
  readonly view: ViewState;
};


/** A page of payouts, and the totals of all that the filter matches. */
export type PayoutConnectionTotalsArgs = {
  by?: InputMaybe<PayoutStep>;
};

/** A payout in a list. */
export type PayoutEdge = {
  /** Where the payout stands in this list. */
  readonly cursor: Scalars['String']['output'];
  /** The payout. */
  readonly node: Payout;
};

/** Which payouts to list; they are listed by district, then by day. */
export type PayoutFilter = {
  /** Payouts by who approved or assessed them, and when. */
  readonly approved?: InputMaybe<PayoutStepFilter>;
  /** Payouts of this district and all below it; the whole country if missing. */
  readonly district?: InputMaybe<Scalars['DistrictCode']['input']>;
  /** Standing at a step on or after this day. */
  readonly from?: InputMaybe<Scalars['PlainDate']['input']>;
  /** Payouts of these kinds, by code. */
  readonly kinds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Payouts by who paid them, and when. */
  readonly paid?: InputMaybe<PayoutStepFilter>;
  /** Payouts by who asked for them, and when. */
  readonly requested?: InputMaybe<PayoutStepFilter>;
  /** Payouts in these states. */
  readonly states?: InputMaybe<ReadonlyArray<ActState>>;
  /** Standing at a step on or before this day. */
  readonly to?: InputMaybe<Scalars['PlainDate']['input']>;
  /** Payouts to this worker. */
  readonly worker?: InputMaybe<Scalars['WorkerNumber']['input']>;
};

/** A step of a payout. */
export type PayoutStep =
  /** It was approved, or assessed. */
  | 'APPROVED'
  /** It was paid. */
  | 'PAID'
  /** It was asked for, or submitted. */
  | 'REQUESTED';

/** Payouts by one of their steps; those without the step are left out where anything is asked for. */
export type PayoutStepFilter = {
  /** Who took it. */
  readonly by?: InputMaybe<Scalars['String']['input']>;
  /** Taken on or after this day. */
  readonly from?: InputMaybe<Scalars['PlainDate']['input']>;
  /** Taken on or before this day. */
  readonly to?: InputMaybe<Scalars['PlainDate']['input']>;
};

/** Payouts of one state. */
export type PayoutTotal = {
  /** Their sum: asked for, approved, paid or taken back, as the state says; null, with the error SUM_TOO_LARGE, beyond 10^15 yuan. */
  readonly amountFen?: Maybe<Scalars['SumFen']['output']>;
  /** Who took the step that was asked for; null where nobody did, or none was asked for. */
  readonly by?: Maybe<Scalars['String']['output']>;
  /** What was paid out of them, without what was taken back. */
  readonly paidFen?: Maybe<Scalars['SumFen']['output']>;
  /** How many. */
  readonly payouts: Scalars['Count']['output'];
  /** The state. */
  readonly state: ActState;
  /** What had been paid out of them and was taken back. */
  readonly takenBackFen?: Maybe<Scalars['SumFen']['output']>;
};

/** A detail of a person that acts bring the register. */
export type PersonDetail =
  /** The employer or platform. */
  | 'EMPLOYER'
  /** The name. */
  | 'NAME'
  /** The occupation. */
  | 'OCCUPATION'
  /** The sex. */
  | 'SEX';

/**
 * The person an act names: a worker number, or a membership number of the office. Whoever has an unknown membership
 * number is registered with the first accepted act.
 */
export type PersonInput = {
  /** The employer or platform. */
  readonly employer?: InputMaybe<Scalars['String']['input']>;
  /** The membership number within the office. */
  readonly membership?: InputMaybe<Scalars['String']['input']>;
  /** The name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The number in this ledger. */
  readonly number?: InputMaybe<Scalars['WorkerNumber']['input']>;
  /** The occupation. */
  readonly occupation?: InputMaybe<Scalars['String']['input']>;
  /** The sex; where it is not known, the lower cap holds. */
  readonly sex?: InputMaybe<Sex>;
};

/** Reading. Every answer says how far its view has folded the log. */
export type Query = {
  /** One act. */
  readonly act: ActAnswer;
  /** Acts by filter, in pages. Give `first` (with `after`) to go forward or `last` (with `before`) to go backward. */
  readonly acts: ActConnection;
  /** What the ledger records and by which rules. */
  readonly catalogue: Catalogue;
  /** A district of GB/T 2260; null where there is none. */
  readonly district?: Maybe<District>;
  /** One import; null where there is none. */
  readonly import?: Maybe<Import>;
  /** All imports, the newest first. */
  readonly imports: ImportConnection;
  /** Payouts by filter, in pages, with totals by state. */
  readonly payouts: PayoutConnection;
  /** Totals of a district, with all districts below it, over a span of months. */
  readonly totals: Totals;
  /** Every view, with how far it has come. */
  readonly views: ReadonlyArray<ViewState>;
  /** One worker, by exactly one of number, membership number and national id. */
  readonly worker: WorkerAnswer;
};


/** Reading. Every answer says how far its view has folded the log. */
export type QueryActArgs = {
  atLeast?: InputMaybe<Scalars['Position']['input']>;
  id: Scalars['ID']['input'];
};


/** Reading. Every answer says how far its view has folded the log. */
export type QueryActsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ActFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Reading. Every answer says how far its view has folded the log. */
export type QueryDistrictArgs = {
  code: Scalars['DistrictCode']['input'];
};


/** Reading. Every answer says how far its view has folded the log. */
export type QueryImportArgs = {
  id: Scalars['ID']['input'];
};


/** Reading. Every answer says how far its view has folded the log. */
export type QueryImportsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Reading. Every answer says how far its view has folded the log. */
export type QueryPayoutsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PayoutFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Reading. Every answer says how far its view has folded the log. */
export type QueryTotalsArgs = {
  atLeast?: InputMaybe<Scalars['Position']['input']>;
  by?: InputMaybe<TotalsBy>;
  categories?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  district?: InputMaybe<Scalars['DistrictCode']['input']>;
  employers?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  from: Scalars['Month']['input'];
  kinds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  named?: InputMaybe<Scalars['Boolean']['input']>;
  occupations?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  recordedTo?: InputMaybe<Scalars['Month']['input']>;
  sexes?: InputMaybe<ReadonlyArray<InputMaybe<Sex>>>;
  to: Scalars['Month']['input'];
  top?: InputMaybe<Scalars['Int']['input']>;
};


/** Reading. Every answer says how far its view has folded the log. */
export type QueryWorkerArgs = {
  atLeast?: InputMaybe<Scalars['Position']['input']>;
  membership?: InputMaybe<Scalars['String']['input']>;
  nationalId?: InputMaybe<Scalars['String']['input']>;
  number?: InputMaybe<Scalars['WorkerNumber']['input']>;
  office?: InputMaybe<Scalars['String']['input']>;
};

/** An act as it is handed in. */
export type RecordActInput = {
  /** 金额; missing is none, which differs from zero. A payout needs one. */
  readonly amountFen?: InputMaybe<Scalars['Fen']['input']>;
  /** Where. */
  readonly district: Scalars['DistrictCode']['input'];
  /** 人次; missing is 1 for an act of a named person outside a session, else 0. */
  readonly headcount?: InputMaybe<Scalars['Int']['input']>;
  /** 课时, a decimal. */
  readonly hours?: InputMaybe<Scalars['Float']['input']>;
  /** Names this request: the same key again answers the first result. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** 份数. */
  readonly items?: InputMaybe<Scalars['Int']['input']>;
  /** The code of the kind, e.g. `health-check`. */
  readonly kind: Scalars['ID']['input'];
  /** A note; it is kept encrypted. How a case ended is read from it where neither `outcome` nor `satisfied` says it. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /**
   * The office that hands it in. The ledger's own, LEDGER, if missing, as long as no office has recorded under a code of its
   * own; from then on it must be said (BAD_OFFICE).
   */
  readonly office?: InputMaybe<Scalars['String']['input']>;
  /** The day it was given, paid, requested or handed in. */
  readonly on: Scalars['PlainDate']['input'];
  /** How a case ended; an act of another kind has no outcome. */
  readonly outcome?: InputMaybe<CaseOutcome>;
  /** The person it was given to; an act without one is a gathering. */
  readonly person?: InputMaybe<PersonInput>;
  /** The place. */
  readonly place?: InputMaybe<Scalars['String']['input']>;
  /** The act reference, unique within the office: the same in either width and case, with any blanks and dashes. */
  readonly reference?: InputMaybe<Scalars['String']['input']>;
  /** Whether the person was satisfied. */
  readonly satisfied?: InputMaybe<Scalars['Boolean']['input']>;
  /** The session that it attended: the id of the act that held it. */
  readonly session?: InputMaybe<Scalars['ID']['input']>;
  /** 场次: an act with sessions, without person and session, is a session that others can attend. */
  readonly sessions?: InputMaybe<Scalars['Int']['input']>;
};

/** A reason to refuse, with its sentence. */
export type Refusal = {
  /** The code. */
  readonly code: RefusalCode;
  /** The sentence in English; braces stand for facts of the case. */
  readonly en: Scalars['String']['output'];
  /** Its place in the ranking, 0 the highest. */
  readonly rank: Scalars['Int']['output'];
  /** The sentence in Chinese; braces stand for facts of the case. */
  readonly zh: Scalars['String']['output'];
};

/** Every reason to refuse, highest rank first. */
export type RefusalCode =
  /** The person has attended the session already. */
  | 'ALREADY_ATTENDED'
  /** The worker is registered already. */
  | 'ALREADY_REGISTERED'
  /** The amount cannot be read. */
  | 'BAD_AMOUNT'
  /** A cell of a sheet holds an error of the spreadsheet program, such as #N/A. */
  | 'BAD_CELL'
  /** A quantity is no non-negative number. */
  | 'BAD_COUNT'
  /** The date cannot be read or is no day since 1950. */
  | 'BAD_DATE'
  /** The idempotency key is empty or too long. */
  | 'BAD_KEY'
  /** The membership number is none: a placeholder, several in one cell, or shortened by a spreadsheet program. */
  | 'BAD_MEMBER'
  /** The national id has not 18 characters, or its check digit is wrong. */
  | 'BAD_NATIONAL_ID'
  /**
   * The code of the office has characters that it may not have; or no office is said although offices have recorded under
   * codes of their own, which are listed.
   */
  | 'BAD_OFFICE'
  /** The outcome, or the satisfaction, is none of the words of the catalogue. */
  | 'BAD_OUTCOME'
  /** The act reference is no reference: a placeholder, several in one cell, or shortened by a spreadsheet program. */
  | 'BAD_REF'
  /** A row of a sheet has more fields than its header. */
  | 'BAD_ROW'
  /** The sex is neither male nor female in a word that is known. */
  | 'BAD_SEX'
  /** A text holds control characters. */
  | 'BAD_TEXT'
  /** A cell of a sheet has swallowed lines: a quotation mark is missing or stands too much. */
  | 'BROKEN_ROW'
  /** The idempotency key was used before, with other content. */
  | 'COMMAND_ID_REUSED'
  /** Too many changes were made at the same moment; try again. */
  | 'CONTENDED'
  /** The date is later than today in Asia/Shanghai. */
  | 'DATE_IN_FUTURE'
  /** The date is earlier than that of the step before. */
  | 'DATE_OUT_OF_ORDER'
  /** The reference is recorded already, with the same content. */
  | 'DUPLICATE'
  /** The session still has attendance. */
  | 'HAS_ATTENDANCE'
  /** The membership number or national id belongs to another worker. */
  | 'LOOKUP_TAKEN'
  /** An act of this kind needs an amount. */
  | 'MISSING_AMOUNT'
  /** The district code is missing. */
  | 'MISSING_DISTRICT'
  /** An act of this kind needs a named person. */
  | 'MISSING_PERSON'
  /** A reason is needed. */
  | 'MISSING_REASON'
  /** The act reference is missing. */
  | 'MISSING_REF'
  /** A correction cannot move an act to another person, year or home. */
  | 'NEEDS_MOVE'
  /** The amount is negative. */
  | 'NEGATIVE_AMOUNT'
  /** The service was given to the person once in the year already. */
  | 'ONCE_PER_YEAR'
  /** The amount is over the cap of the rule in force: that of one act, or what the year, which the message names, has left. */
  | 'OVER_CAP'
  /** More is approved than was asked for. */
  | 'OVER_REQUEST'
  /** The person has as many acts in the year as a passbook holds. */
  | 'PASSBOOK_FULL'
  /** Name or sex contradict the register, or number and membership name two people. */
  | 'PERSON_DIFFERS'
  /** The reference is recorded already, with other content. */
  | 'REF_REUSED'
  /** The act of this reference is reversed, and the reference stays with it. */
  | 'REVERSED'
  /** The session holds as many attendances as it can. */
  | 'SESSION_FULL'
  /** A text is too long. */
  | 'TEXT_TOO_LONG'
  /** There is no such act. */
  | 'UNKNOWN_ACT'
  /** The code is that of no city or county of GB/T 2260; an act is given in no whole province. */
  | 'UNKNOWN_DISTRICT'
  /** There is no such kind of service. */
  | 'UNKNOWN_KIND'
  /** There is no such recorded session. */
  | 'UNKNOWN_SESSION'
  /** Nobody has this worker number. */
  | 'UNKNOWN_WORKER'
  /** The kind has no such procedure: not every act is requested or claimed. */
  | 'WRONG_KIND'
  /** The kind or the day of the attendance is not that of the session. */
  | 'WRONG_SESSION'
  /** The act stands in a state that does not allow this. */
  | 'WRONG_STATE';

/** How many rows were refused for one reason. */
export type RefusalCount = {
  /** The reason. */
  readonly code: RefusalCode;
  /** How many rows. */
  readonly rows: Scalars['Int']['output'];
};

/** A refusal before payment. */
export type RefusalInput = {
  /** The act. */
  readonly act: Scalars['ID']['input'];
  /** Names this request. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The day. */
  readonly on: Scalars['PlainDate']['input'];
  /** Why; kept encrypted. */
  readonly reason: Scalars['String']['input'];
};

/** A refused row of a sheet. */
export type RefusedRow = {
  /** The reason, as a stable code. */
  readonly code: RefusalCode;
  /** The reason as a sentence, in Chinese if the request prefers it (Accept-Language), else in English. */
  readonly message: Scalars['String']['output'];
  /** The line on which the row begins; the header is line 1. */
  readonly row: Scalars['Int']['output'];
};

/** Refused rows in pages. */
export type RefusedRowConnection = {
  /** The rows of this page. */
  readonly edges: ReadonlyArray<RefusedRowEdge>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** A refused row and where it stands. */
export type RefusedRowEdge = {
  /** Names the place behind which a page can begin. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: RefusedRow;
};

/** A person to be registered. All personal data is kept encrypted. */
export type RegisterWorkerInput = {
  /** The employer or platform. */
  readonly employer?: InputMaybe<Scalars['String']['input']>;
  /** Names this request. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The membership number, unique within the office in every spelling. */
  readonly membership?: InputMaybe<Scalars['String']['input']>;
  /** The name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The national id, unique: 18 characters, the last of which checks the others. */
  readonly nationalId?: InputMaybe<Scalars['String']['input']>;
  /** The occupation. */
  readonly occupation?: InputMaybe<Scalars['String']['input']>;
  /** The office; the ledger's own if missing. */
  readonly office?: InputMaybe<Scalars['String']['input']>;
  /** The phone number. */
  readonly phone?: InputMaybe<Scalars['String']['input']>;
  /** The sex. */
  readonly sex?: InputMaybe<Sex>;
};

/** A reference to be given free. */
export type ReleaseReferenceInput = {
  /** The act; it must be reversed. */
  readonly act: Scalars['ID']['input'];
  /** Names this request. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Why; kept encrypted. */
  readonly reason: Scalars['String']['input'];
};

/** On what ground an act was taken back. */
export type ReversalGround =
  /** It stands in the ledger a second time. */
  | 'DUPLICATE'
  /** It was recorded wrongly, or never given. */
  | 'MISTAKE'
  /** The person gave it up or paid it back. */
  | 'WITHDRAWN';

/** A reversal. */
export type ReverseActInput = {
  /** The act. */
  readonly act: Scalars['ID']['input'];
  /** On what ground; stays readable when the person is erased. */
  readonly ground?: InputMaybe<ReversalGround>;
  /** Names this request. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Why; kept encrypted. */
  readonly reason: Scalars['String']['input'];
  /** Whether its reference can be used again at once. Only on the ground MISTAKE; false if missing. */
  readonly releaseReference?: InputMaybe<Scalars['Boolean']['input']>;
};

/** An accepted row, and an act of another office under the same reference with the same content. */
export type RowElsewhere = {
  /** The act of the other office. */
  readonly act: Scalars['ID']['output'];
  /** The code of the other office, in the canonical form. */
  readonly office: Scalars['String']['output'];
  /** The line on which the row begins; the header is line 1. */
  readonly row: Scalars['Int']['output'];
};

/** Rows that another office has recorded, too, in pages. */
export type RowElsewhereConnection = {
  /** The rows of this page. */
  readonly edges: ReadonlyArray<RowElsewhereEdge>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** A row that another office has recorded, too, and where it stands. */
export type RowElsewhereEdge = {
  /** Names the place behind which a page can begin. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: RowElsewhere;
};

/** Rows that follow each other. */
export type RowSpan = {
  /** The first row: the header is in row 1. */
  readonly from: Scalars['Int']['output'];
  /** The last row. */
  readonly to: Scalars['Int']['output'];
};

/**
 * What a row of totals is about. Unknown differs from zero: what was not stated stands in a row of its own, so that the
 * acts, headcount, sessions, hours, items and sums of all rows always add up to those of the whole.
 */
export type RowStanding =
  /** Everything that was asked for. */
  | 'ALL'
  /**
   * Nobody was named: heads of a session beside those who attended by name, station visits, parcels. They are no
   * `people`.
   */
  | 'NOT_NAMED'
  /** Named persons with whom it was not said. */
  | 'NOT_STATED'
  /** All values together that came behind the `top` asked for; `people` counts each of them once. */
  | 'REST'
  /** The kind, category, month, quarter, year, district, sex, occupation or employer that the row names. */
  | 'VALUE';

/** A rule per person and calendar year of the act. */
export type Rule = {
  /** What it allows at most; null where it sets no cap. */
  readonly cap?: Maybe<Cap>;
  /** The first day of acts that it judges; null is open. */
  readonly from?: Maybe<Scalars['PlainDate']['output']>;
  /** The kind that it judges. */
  readonly kind: Kind;
  /** Whether the kind is given once a year only. */
  readonly oncePerYear: Scalars['Boolean']['output'];
  /** The published standard that it comes from. */
  readonly source: Scalars['String']['output'];
  /** The last day of acts that it judges; null is open. */
  readonly until?: Maybe<Scalars['PlainDate']['output']>;
  /** Its version; every act that it judged keeps it. */
  readonly version: Scalars['ID']['output'];
};

/** The sex of a person, as far as a rule needs it. */
export type Sex =
  /** 女 */
  | 'FEMALE'
  /** 男 */
  | 'MALE';

/** What is to be said of a sheet beside what became of its rows. */
export type SheetRemarks = {
  /** Rows that nobody sees in the workbook. */
  readonly hidden: HiddenRows;
  /** The first 100 merged areas, as `A1:B2`. Texts count for each of their rows; rows with a merged figure are refused. */
  readonly merged: ReadonlyArray<Scalars['String']['output']>;
  /** How many areas of the worksheet are merged. */
  readonly mergedCount: Scalars['Int']['output'];
  /** What was not judged. */
  readonly notRead: NotRead;
  /** The first 100 rows of totals (合计, 总计, 小计), each beside the sums of the rows above it. They are no acts. */
  readonly totals: ReadonlyArray<SheetTotals>;
};

/** A row of totals beside the sums of the rows above it. */
export type SheetTotals = {
  /** Its figures. */
  readonly figures: ReadonlyArray<ComparedFigure>;
  /** What it is called: 合计, 总计 or 小计. 小计 is of the rows since the last row of totals, the others are of all above. */
  readonly label: Scalars['String']['output'];
  /** Where it stands. */
  readonly row: Scalars['Int']['output'];
};

/** What people call a state of an act. */
export type StateName = {
  /** The state. */
  readonly code: ActState;
  /** In English. */
  readonly en: Scalars['String']['output'];
  /** In Chinese, e.g. 已支付. */
  readonly zh: Scalars['String']['output'];
};

/**
 * Watching, over WebSocket at the same address (`graphql-transport-ws`, the protocol of the npm package graphql-ws). Queries
 * and mutations are sent over HTTP.
 */
export type Subscription = {
  /**
   * The acts of a district and all below it, each once, in the order of the log, as they are recorded. An act that is
   * told can be read: `act` and `acts` have it already. Whoever reconnects with the last position that it was told misses
   * nothing and is told nothing twice.
   */
  readonly actsRecorded: ActRecorded;
  /**
   * An import as it stands: at once, then whenever it has come further. Ends when nothing happens to it by itself any more:
   * when it is done, failed or undone.
   */
  readonly importProgress: Import;
  /** Every view, with how far it has come: at once, then whenever one has moved or fallen behind, twice a second at most. */
  readonly viewsMoved: ReadonlyArray<ViewState>;
};


/**
 * Watching, over WebSocket at the same address (`graphql-transport-ws`, the protocol of the npm package graphql-ws). Queries
 * and mutations are sent over HTTP.
 */
export type SubscriptionActsRecordedArgs = {
  after?: InputMaybe<Scalars['Position']['input']>;
  district?: InputMaybe<Scalars['DistrictCode']['input']>;
};


/**
 * Watching, over WebSocket at the same address (`graphql-transport-ws`, the protocol of the npm package graphql-ws). Queries
 * and mutations are sent over HTTP.
 */
export type SubscriptionImportProgressArgs = {
  id: Scalars['ID']['input'];
};

/** Totals of a district and a span of months, exact to the fen and to the person. */
export type Totals = {
  /**
   * The events behind all rows together, in pages: those at or before the position that the figures are true of, waited for
   * until their view is there (`VIEW_BEHIND`). Figures that are not settled have none.
   */
  readonly events: EntryConnection;
  /**
   * The rows, those without any acts left out. `people` of several rows must not be added: one person may stand in several
   * rows, by sex, occupation and employer also where different things were said at different times.
   */
  readonly rows: ReadonlyArray<TotalsRow>;
  /** Whether every figure is exact at the view's position; false where the view moved faster than it could be read. */
  readonly settled: Scalars['Boolean']['output'];
  /** What the figures are true of. */
  readonly view: ViewState;
};


/** Totals of a district and a span of months, exact to the fen and to the person. */
export type TotalsEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** How totals are split into rows. */
export type TotalsBy =
  /** A row per category of kinds. */
  | 'CATEGORY'
  /** A row per district directly below the one asked for. */
  | 'DISTRICT'
  /** A row per employer, as it was said with each act, those with most acts first; what was not is a row of its own. */
  | 'EMPLOYER'
  /** A row per kind. */
  | 'KIND'
  /** A row per month in which the acts count. */
  | 'MONTH'
  /** One row for everything. */
  | 'NONE'
  /** A row per occupation, as it was said with each act, those with most acts first; what was not is a row of its own. */
  | 'OCCUPATION'
  /** A row per calendar quarter in which the acts count, as far as the months asked for reach. */
  | 'QUARTER'
  /** A row per sex, as it was said with each act; what was not is a row of its own. */
  | 'SEX'
  /** A row per calendar year in which the acts count, as far as the months asked for reach. */
  | 'YEAR';

/** One row of totals. */
export type TotalsRow = {
  /** Acts that count: given or paid, not taken back. */
  readonly acts: Scalars['Count']['output'];
  /** The sum that acts state, also in dispute; null, with the error SUM_TOO_LARGE, beyond 10^15 yuan. */
  readonly amountFen?: Maybe<Scalars['SumFen']['output']>;
  /** The category, where totals are by category. */
  readonly category?: Maybe<Category>;
  /** The district, where totals are by district. */
  readonly district?: Maybe<District>;
  /** The employer, where totals are by employer; null where it was not stated, as `stands` says. */
  readonly employer?: Maybe<Scalars['String']['output']>;
  /**
   * The events behind this row, in pages: those at or before the position that the figures are true of, waited for until
   * their view is there (`VIEW_BEHIND`). Figures that are not settled have none.
   */
  readonly events: EntryConnection;
  /** 人次. A session and its attendance together count the larger of the stated and the attended headcount. */
  readonly headcount: Scalars['Count']['output'];
  /** 课时. */
  readonly hours: Scalars['Float']['output'];
  /** 份数. */
  readonly items: Scalars['Count']['output'];
  /** The kind, where totals are by kind. */
  readonly kind?: Maybe<Kind>;
  /** The month, where totals are by month. */
  readonly month?: Maybe<Scalars['Month']['output']>;
  /** The occupation, where totals are by occupation; null where it was not stated, as `stands` says. */
  readonly occupation?: Maybe<Scalars['String']['output']>;
  /**
   * What was spent: payouts to persons and what acts cost, without what is in dispute. `payouts` tell of payouts alone.
   * Null, with the error SUM_TOO_LARGE, beyond 10^15 yuan.
   */
  readonly paidFen?: Maybe<Scalars['SumFen']['output']>;
  /** 人数: different workers over the whole row, exact by worker number. */
  readonly people: Scalars['Count']['output'];
  /** The calendar quarter, `YYYY-Qn`, where totals are by quarter. */
  readonly quarter?: Maybe<Scalars['String']['output']>;
  /** 场次. */
  readonly sessions: Scalars['Count']['output'];
  /** The sex, where totals are by sex; null where it was not stated, as `stands` says. */
  readonly sex?: Maybe<Sex>;
  /** What the row is about: a value, everything, or what is not known. */
  readonly stands: RowStanding;
  /** The calendar year, where totals are by year. */
  readonly year?: Maybe<Scalars['Int']['output']>;
};


/** One row of totals. */
export type TotalsRowEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** Which import to undo, and why. */
export type UndoImportInput = {
  /** The import. */
  readonly id: Scalars['ID']['input'];
  /** Why; kept encrypted with every reversal. */
  readonly reason: Scalars['String']['input'];
};

/** Why a mutation was refused. Nothing was written. */
export type UserError = {
  /** The reason, as a stable code. Of several reasons the one of the highest rank is named. */
  readonly code: RefusalCode;
  /** The act that holds the reference already, where that is the reason. */
  readonly existing?: Maybe<Scalars['ID']['output']>;
  /** The input field that the reason is about, as a path; null where it is about none. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason as a sentence, in Chinese if the request prefers it (Accept-Language), else in English. */
  readonly message: Scalars['String']['output'];
};

/** How far a view has folded the log: what an answer is true of. */
export type ViewState = {
  /**
   * Those documents, at most 1,000 of them: an answer may lack what they lack, and everything else in it is exact.
   * `ledger repair` folds them anew once the code is mended.
   */
  readonly incomplete: ReadonlyArray<Incomplete>;
  /**
   * How many documents of the view are incomplete, because an event could not be folded into them. An answer about one
   * document (an act, a worker) counts that one only, and events that do not tell their documents.
   */
  readonly incompleteCount: Scalars['Int']['output'];
  /** How many events of the log the view has not folded yet. */
  readonly lag: Scalars['Int']['output'];
  /** The name of the view, e.g. `totals`. */
  readonly name: Scalars['String']['output'];
  /** How many events of this ledger stand at or below that position: a citation that survives a move to another log. */
  readonly ordinal: Scalars['Int']['output'];
  /** The last position that the view has folded. */
  readonly position: Scalars['Position']['output'];
  /** Why the view stands still, in a sentence in the reader’s language that names the event; null while it runs. */
  readonly stopped?: Maybe<Scalars['String']['output']>;
};

/** A person in the register. Personal data is decrypted for the answer; once erased it is null. */
export type Worker = {
  /** What the person was given, in pages, newest first. */
  readonly acts: ActConnection;
  /**
   * Which act brought which detail. One that is missing is blank, or was registered or put right by itself. Undoing the
   * import of the act makes it blank again.
   */
  readonly broughtBy: ReadonlyArray<DetailBrought>;
  /**
   * Acts under this number that were recorded at the same moment as another, or while the register was blank, with another
   * name or sex than what is registered: somebody has to look which is right. One whose import is undone is left out.
   */
  readonly contradictedBy: ReadonlyArray<Scalars['ID']['output']>;
  /** The employer or platform. */
  readonly employer?: Maybe<Scalars['String']['output']>;
  /** The membership number within that office. */
  readonly membership?: Maybe<Scalars['String']['output']>;
  /** The name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The national id. */
  readonly nationalId?: Maybe<Scalars['String']['output']>;
  /** The number in this ledger. */
  readonly number: Scalars['WorkerNumber']['output'];
  /** The occupation. */
  readonly occupation?: Maybe<Scalars['String']['output']>;
  /** The office that registered the person. */
  readonly office: Scalars['String']['output'];
  /** The phone number. */
  readonly phone?: Maybe<Scalars['String']['output']>;
  /** When the person was registered. */
  readonly registeredAt: Scalars['Instant']['output'];
  /** The sex; null where it is not known. */
  readonly sex?: Maybe<Sex>;
  /** Whether the person is registered, is being erased, or was erased. */
  readonly state: WorkerState;
};


/** A person in the register. Personal data is decrypted for the answer; once erased it is null. */
export type WorkerActsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ActFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** One worker, and what the answer is true of. */
export type WorkerAnswer = {
  /** What the answer is true of. */
  readonly view: ViewState;
  /** The worker; null where nobody is registered so. */
  readonly worker?: Maybe<Worker>;
};

/** What came of a mutation about a worker: the worker and the position, or user errors. */
export type WorkerPayload = {
  /** Of an erasure: where the key may lie still that nobody can look into from here, and what to do; else null. */
  readonly notSeen?: Maybe<Scalars['String']['output']>;
  /** The last event that was written: hand it to a query as `atLeast` to read your own write. */
  readonly position?: Maybe<Scalars['Position']['output']>;
  /** Why it was refused; empty where it was not. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** The worker as registered now; null where the mutation was refused. */
  readonly worker?: Maybe<Worker>;
};

/** Whether a person can still be named. */
export type WorkerState =
  /**
   * The person's key was destroyed and is seen gone: its bytes from the files of the key vault, or the key from a majority of
   * the servers of a MongoDB. The history stays under the number.
   */
  | 'ERASED'
  /**
   * The person's key was destroyed and is not seen gone yet, because somebody still reads an older moment of the key vault.
   * Nothing of the person can be read or recorded any more. `ERASED` follows by itself.
   */
  | 'ERASING'
  /** Registered. */
  | 'REGISTERED';

/** How the codes of an act were written: `Act` has their canonical form. */
export type WrittenCodes = {
  /** The district; null where it was written in its canonical form. */
  readonly district?: Maybe<Scalars['String']['output']>;
  /** The office; null where it was written in its canonical form, or was not said. */
  readonly office?: Maybe<Scalars['String']['output']>;
};
