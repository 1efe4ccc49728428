export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An integer that can be larger than 32 bits: up to ±(2^53 − 1). */
  Count: { input: number; output: number; }
  /** A six-digit district code of the standard GB/T 2260, e.g. `330784`. `100000` is the whole country. */
  DistrictCode: { input: string; output: string; }
  /**
   * An amount of money: an integer number of fen (1/100 yuan), e.g. `120000` for 1,200 yuan. Negative if money is taken
   * back. Range: ±(2^53 − 1).
   */
  Fen: { input: number; output: number; }
  /** An instant in UTC: ISO 8601 with milliseconds, e.g. `2026-03-01T08:30:00.000Z`. */
  Instant: { input: string; output: string; }
  /** A calendar month in the time zone Asia/Shanghai: `YYYY-MM`, e.g. `2026-03`. */
  Month: { input: string; output: string; }
  /** A calendar day in the time zone Asia/Shanghai: `YYYY-MM-DD`, e.g. `2026-03-01`. */
  PlainDate: { input: string; output: string; }
  /**
   * A position in this ledger's event log. Clients should treat it as an opaque string. Send the position that a mutation
   * returned as `atLeast` of a query, so that the query includes your own write. A position of another ledger is refused
   * (error FOREIGN_POSITION).
   */
  Position: { input: string; output: string; }
  /**
   * The sum of many amounts, in fen, exact up to ±10^15 yuan. It is a number up to ±(2^53 − 1). A larger sum is a string of
   * digits, e.g. `"90071992547409920"`, because most JSON readers cannot represent such numbers exactly. Beyond 10^15 yuan
   * the field is null, and the response contains the error SUM_TOO_LARGE.
   */
  SumFen: { input: number | bigint | "SUM_TOO_LARGE"; output: number | bigint | "SUM_TOO_LARGE"; }
  /**
   * The number of a worker in this ledger, as a string: eight digits and a check digit, e.g. `000000175`. A number with a
   * wrong check digit is an error (BAD_USER_INPUT).
   */
  WorkerNumber: { input: number; output: number; }
};

/** A service act: one service that was given to a worker or a group, in its current state. */
export type Act = {
  /** 金额 (amount) in fen; null if no amount was stated, which is not the same as 0. */
  readonly amountFen?: Maybe<Scalars['Fen']['output']>;
  /** The approved or assessed sum in fen; null if the act was never approved or assessed. */
  readonly approvedFen?: Maybe<Scalars['Fen']['output']>;
  /** The day of the approval or assessment; null if the act was never approved or assessed. */
  readonly approvedOn?: Maybe<Scalars['PlainDate']['output']>;
  /** When the act was changed last. */
  readonly changedAt: Scalars['Instant']['output'];
  /**
   * The personal details in which this act contradicts the register. This can happen if another act was recorded at the
   * same moment, or while the register was still blank. A person must check which value is right. Empty for almost all
   * acts.
   */
  readonly contradicts: ReadonlyArray<PersonDetail>;
  /** The district where the service was given. */
  readonly district: District;
  /** The employer or platform of the worker at the time of the act. */
  readonly employer?: Maybe<Scalars['String']['output']>;
  /**
   * 人次 (headcount) as stated: how many people were served. Totals may count fewer: a session and its attendances together
   * count the larger of the stated and the attended headcount.
   */
  readonly headcount: Scalars['Int']['output'];
  /**
   * All events of the act, oldest first: who, when, why, and the values before and after. The history is read from the
   * event log, so it may be newer than the other fields, which come from a view. It includes events of other streams about
   * this act: of the session that it attended, and of its person in the register (`WorkerRegistered`,
   * `WorkerDetailsFilled`, `DetailsWithdrawn`, `DetailsContradicted`).
   */
  readonly history: ReadonlyArray<ActStep>;
  /** 课时 (class hours) as stated, rounded to whole minutes: `1.5` is 90 minutes. */
  readonly hours: Scalars['Float']['output'];
  /** The permanent id of the act: its stream and its number in the stream, e.g. `passbook-000000175-2026.0`. */
  readonly id: Scalars['ID']['output'];
  /** 份数 (number of items) as stated. */
  readonly items: Scalars['Int']['output'];
  /** The version of the rule that was applied to the act, e.g. `health-check/1`; null if no rule applies to the kind. */
  readonly judgedBy?: Maybe<Scalars['ID']['output']>;
  /** The kind of service. */
  readonly kind: Kind;
  /**
   * The name that was stated with an act that names no registered worker; null if there was none, or if it has been
   * erased.
   */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The note; null if there is none, or if it has been erased. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** The occupation of the worker at the time of the act. */
  readonly occupation?: Maybe<Scalars['String']['output']>;
  /** The code of the office that submitted the act, in its canonical form (capitals). */
  readonly office: Scalars['String']['output'];
  /** The day of the service. For a payout: the day of the payment, or the day of the request until it is paid. */
  readonly on: Scalars['PlainDate']['output'];
  /** The outcome of a case; null if none was stated. */
  readonly outcome?: Maybe<CaseOutcome>;
  /** The sum in fen that was paid or spent; 0 if the act is reversed or nothing has been paid yet. */
  readonly paidFen: Scalars['Fen']['output'];
  /** The current register entry of that worker; null if the act names no person. */
  readonly person?: Maybe<Worker>;
  /** The place as written, at most 200 characters; null if none was stated. */
  readonly place?: Maybe<Scalars['String']['output']>;
  /** When the act was recorded. */
  readonly recordedAt: Scalars['Instant']['output'];
  /** The name of the user who recorded the act (header `x-ledger-actor`). */
  readonly recordedBy: Scalars['String']['output'];
  /**
   * The act reference as it was written; null if there is none. It is unique within the office, whatever the spelling
   * (letter case, full or half width, blanks, dashes).
   */
  readonly reference?: Maybe<Scalars['String']['output']>;
  /** The ground of the reversal; null if the act is not reversed, or if no ground was given. */
  readonly reversedFor?: Maybe<ReversalGround>;
  /**
   * How many events the act has: 1 when it is recorded, one more with each step, correction, reversal or release. Send it
   * as `expectedRevision` to change the act only if nobody else has.
   */
  readonly revision: Scalars['Int']['output'];
  /** Whether the person was satisfied; null if this was not stated. */
  readonly satisfied?: Maybe<Scalars['Boolean']['output']>;
  /**
   * The session that this act attended, as the id of the session's stream; null if it attended none. `acts(filter:
   * {session: …})` lists all attendances of the session.
   */
  readonly session?: Maybe<Scalars['ID']['output']>;
  /** 场次 (number of sessions) as stated. */
  readonly sessions: Scalars['Int']['output'];
  /**
   * The sex of the worker at the time of the act: as stated with the act, otherwise as it was registered then. What was
   * stated originally is in `history`.
   */
  readonly sex?: Maybe<Sex>;
  /** The state of the act, e.g. given, requested or paid. */
  readonly state: ActState;
  /** The sum in fen that had been paid or spent before the act was reversed; 0 if the act is not reversed. */
  readonly takenBackFen: Scalars['Fen']['output'];
  /** The number of the worker who received the service; null if the act names no person. */
  readonly worker?: Maybe<Scalars['WorkerNumber']['output']>;
};

/** One act, and the state of the view that it was read from. */
export type ActAnswer = {
  /** The act; null if no act has this id. */
  readonly act?: Maybe<Act>;
  /** The state of the view that the act was read from. */
  readonly view: ViewState;
};

/** A page of acts. */
export type ActConnection = {
  /** The acts of this page, in the order of the list. */
  readonly edges: ReadonlyArray<ActEdge>;
  /** The place of this page in the list. */
  readonly pageInfo: PageInfo;
  /** The state of the view that the page was read from. */
  readonly view: ViewState;
};

/** An act in a list. */
export type ActEdge = {
  /** The place of the act in this list. Send it as `after` or `before` to get the next or the previous page. */
  readonly cursor: Scalars['String']['output'];
  /** The act. */
  readonly node: Act;
};

/**
 * A filter of acts. An act must match all conditions. With `worker` the list is ordered by day, newest first; with
 * `session` by act id; otherwise by district, then by day.
 */
export type ActFilter = {
  /** Only acts of this district and of all districts below it; the whole country if missing. */
  readonly district?: InputMaybe<Scalars['DistrictCode']['input']>;
  /** Only acts on or after this day. */
  readonly from?: InputMaybe<Scalars['PlainDate']['input']>;
  /** Only acts of these kinds, by code or Chinese name, e.g. `health-check` or 免费体检. */
  readonly kinds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /**
   * Only attendances of this session: either `session` of an act that attended it, or the id of the act that recorded the
   * session. Error UNKNOWN_SESSION if it is neither.
   */
  readonly session?: InputMaybe<Scalars['ID']['input']>;
  /** Only acts in these states. */
  readonly states?: InputMaybe<ReadonlyArray<ActState>>;
  /** Only acts on or before this day. */
  readonly to?: InputMaybe<Scalars['PlainDate']['input']>;
  /** Only acts of this worker. */
  readonly worker?: InputMaybe<Scalars['WorkerNumber']['input']>;
};

/** An act that was not reversed when its import was undone. */
export type ActLeft = {
  /** The id of the act. */
  readonly act: Scalars['ID']['output'];
  /** The reason: WRONG_STATE if the act was already reversed, HAS_ATTENDANCE if other acts attend the session. */
  readonly code: RefusalCode;
  /** The line of the sheet from which the act was recorded. */
  readonly row: Scalars['Int']['output'];
};

/** The result of a mutation about an act: the act and its position, or the reasons for a refusal. */
export type ActPayload = {
  /** The act after the mutation; null if the mutation was refused. */
  readonly act?: Maybe<Act>;
  /** The position of the last written event. Send it as `atLeast` of a query to see your own write. */
  readonly position?: Maybe<Scalars['Position']['output']>;
  /** Why the mutation was refused; empty if it was accepted. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/**
 * A newly recorded act, or a bookmark. A bookmark has no act: it says that the district has no further acts up to
 * `position`. The first message is a bookmark; after that, a bookmark comes about every 15 seconds while no act is
 * recorded.
 */
export type ActRecorded = {
  /** The current state of the act; null in a bookmark. */
  readonly act?: Maybe<Act>;
  /** The position of this message. Send it as `after` to continue from here. */
  readonly position: Scalars['Position']['output'];
};

/** The state of an act. Only acts in the states GIVEN and PAID count in totals. */
export type ActState =
  /** A subsidy was approved and waits for payment. Its sum already uses up the cap. */
  | 'APPROVED'
  /** A mutual-aid claim was assessed and waits for payment. Its sum already uses up the cap. */
  | 'ASSESSED'
  /** The service was given. Acts that are not requested or claimed first have only this state and REVERSED. */
  | 'GIVEN'
  /** The sum was paid. The act counts in totals on the day of payment. */
  | 'PAID'
  /** The request or claim was refused before payment. */
  | 'REFUSED'
  /** A subsidy was requested. */
  | 'REQUESTED'
  /** The act was taken back after it had counted in totals. It does not count any more. */
  | 'REVERSED'
  /** A mutual-aid claim was submitted. */
  | 'SUBMITTED';

/** One event of an act. */
export type ActStep = {
  /** The name of the user who caused the event. */
  readonly actor: Scalars['String']['output'];
  /** When the event was recorded. */
  readonly at: Scalars['Instant']['output'];
  /**
   * The fields of the act that this event changed. For the first event: all fields that were submitted. For an approval:
   * its sum and its day (`approvedFen`, `approvedOn`).
   */
  readonly changes: ReadonlyArray<FieldChange>;
  /** The id of the import or request to which the event belongs. */
  readonly correlation: Scalars['ID']['output'];
  /** For an event of the register: the details that the register took from the act or lost with it, or that contradict. */
  readonly details: ReadonlyArray<PersonDetail>;
  /** The district for which that user acted; null if none was stated. */
  readonly district?: Maybe<Scalars['DistrictCode']['output']>;
  /** The signed lines that this event added to the totals; empty if the act does not count. */
  readonly entries: ReadonlyArray<Entry>;
  /** The stored name of the event, e.g. `ActCorrected`. */
  readonly event: Scalars['String']['output'];
  /**
   * Name and sex of the person as they were submitted with the act. Null if neither was stated, if no person was named,
   * and for all events but the first.
   */
  readonly handedIn?: Maybe<HandedInPerson>;
  /** The version of the rule that was applied, e.g. `health-check/1`; null if no rule was applied. */
  readonly judgedBy?: Maybe<Scalars['ID']['output']>;
  /** The position of the event in the log. */
  readonly position: Scalars['Position']['output'];
  /** The reason that the user gave; null if none was given, or if it has been erased. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** The revision of the event in that stream. */
  readonly revision: Scalars['Int']['output'];
  /** The role of that user, e.g. `caseworker`. */
  readonly role: Scalars['String']['output'];
  /** The state of the act after this event. */
  readonly state?: Maybe<ActState>;
  /** The stream that contains the event: the stream of the act, of its session, or of its person in the register. */
  readonly stream: Scalars['ID']['output'];
  /**
   * Office and district codes as they were written. Null if both were written in their canonical form. Only for the first
   * event, and for a correction that changes the district.
   */
  readonly written?: Maybe<WrittenCodes>;
};

/** The approval of a subsidy, or the assessment of a claim. */
export type ApprovalInput = {
  /** The id of the act (UNKNOWN_ACT). */
  readonly act: Scalars['ID']['input'];
  /** The approved sum in fen, above 0 (MISSING_AMOUNT); the whole requested sum if missing. */
  readonly amountFen?: InputMaybe<Scalars['Fen']['input']>;
  /** The revision that the act must have (`revision` of `Act`), otherwise CHANGED_MEANWHILE. Not checked if missing. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Identifies this request, 1 to 200 characters. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The day of the approval: from the day of the request (DATE_OUT_OF_ORDER) to today (DATE_IN_FUTURE). */
  readonly on: Scalars['PlainDate']['input'];
  /** Why this sum was approved, at most 4,000 characters; stored encrypted and shown in the history of the act. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** A session and the workers who attended it. */
export type AttendInput = {
  /** Identifies this request, 1 to 200 characters: repeating the request with the same key returns the first results. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /**
   * The code of the office that submits the attendances; the ledger's own office, `LEDGER`, if missing. It must be given
   * once another office has recorded acts under its own code (BAD_OFFICE).
   */
  readonly office?: InputMaybe<Scalars['String']['input']>;
  /** The session: the id of the act that recorded it, or the id of its stream (UNKNOWN_SESSION). */
  readonly session: Scalars['ID']['input'];
  /**
   * The numbers (WorkerNumber) of the workers who attended: 1 to 500, otherwise error BAD_USER_INPUT. A number that cannot be
   * read is refused by itself.
   */
  readonly workers: ReadonlyArray<Scalars['String']['input']>;
};

/** The result of `attend`: one result per number, or the reasons why the whole request was refused. */
export type AttendPayload = {
  /**
   * One result per number, in the order given. A number that is given twice has one result. A number that cannot be read
   * has the result BAD_MEMBER.
   */
  readonly attendances: ReadonlyArray<Attendance>;
  /** The position of the last written event. Send it as `atLeast` of a query to see your own write. */
  readonly position?: Maybe<Scalars['Position']['output']>;
  /** Why the whole request was refused, e.g. UNKNOWN_SESSION; empty if each number has a result. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The result of `attend` for one number. */
export type Attendance = {
  /** The id of the act that records the attendance; null if it was refused. */
  readonly act?: Maybe<Scalars['ID']['output']>;
  /** The number as it was sent. */
  readonly number: Scalars['String']['output'];
  /** Why this attendance was refused; empty if it was accepted. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** The number of the worker; null if the number that was sent cannot be read (BAD_MEMBER). */
  readonly worker?: Maybe<Scalars['WorkerNumber']['output']>;
};

/**
 * The largest amount that a rule allows; an amount equal to the cap is allowed. A payout uses up the cap of the year in
 * which it was requested, even if it is paid later. Example: a subsidy that is requested in December and paid in January
 * counts in the totals of January, but in the cap of the former year.
 */
export type Cap = {
  /** The cap for a woman, in fen. */
  readonly female: Scalars['Fen']['output'];
  /** The cap for a man, in fen. */
  readonly male: Scalars['Fen']['output'];
  /** Whether the cap applies to each act, or to all acts of the year together. */
  readonly per: CapPeriod;
  /** The cap for a person whose sex is unknown, in fen. */
  readonly unknown: Scalars['Fen']['output'];
};

/** The period to which a cap applies. */
export type CapPeriod =
  /** The cap applies to each act separately. */
  | 'ACT'
  /** The cap applies to all approved and paid acts of the kind in one calendar year, by the day of the act or request. */
  | 'YEAR';

/** The outcome of a case. */
export type CaseOutcome =
  /** 已结案 (closed) */
  | 'CLOSED'
  /** 调解成功 (settled by mediation) */
  | 'MEDIATED'
  /** 未成 (mediation failed) */
  | 'NOT_MEDIATED'
  /** 转仲裁 (sent to arbitration) */
  | 'SENT_TO_ARBITRATION';

/** The kinds of service that this ledger records, its rules, and the names of its codes. */
export type Catalogue = {
  /** The categories of kinds. */
  readonly categories: ReadonlyArray<Category>;
  /** The kinds of service act. */
  readonly kinds: ReadonlyArray<Kind>;
  /** The figures of totals and their meaning. */
  readonly measures: ReadonlyArray<MeasureMeaning>;
  /** All reasons why something is refused, highest rank first. */
  readonly refusals: ReadonlyArray<Refusal>;
  /** The rules per person, including those that are not in force (any more). */
  readonly rules: ReadonlyArray<Rule>;
  /** Whether this ledger is a sample with invented acts. A sample cannot become a real ledger. */
  readonly sample: Scalars['Boolean']['output'];
  /** The states of acts and their names. */
  readonly states: ReadonlyArray<StateName>;
};

/** A category of kinds. */
export type Category = {
  /** The code, e.g. `health`. */
  readonly code: Scalars['ID']['output'];
  /** The English name, e.g. Health. */
  readonly en: Scalars['String']['output'];
  /** The Chinese name, e.g. 健康关爱. */
  readonly zh: Scalars['String']['output'];
};

/** One figure in a row of totals, compared with the rows above. */
export type ComparedFigure = {
  /** Whether both figures are equal. */
  readonly agrees: Scalars['Boolean']['output'];
  /** The sum of the rows above; null if one of these cells cannot be read. */
  readonly counted?: Maybe<Scalars['String']['output']>;
  /** The column: 人次, 场次, 课时, 份数 or 金额. */
  readonly field: Scalars['String']['output'];
  /** The figure in the row of totals. */
  readonly stated: Scalars['String']['output'];
};

/**
 * The correction of an act. Only fields that are given are changed. A field given as null is cleared; `kind`, `on` and
 * `district` cannot be cleared. The person, the session, the office and the reference cannot be corrected.
 */
export type CorrectActInput = {
  /** The id of the act (UNKNOWN_ACT). */
  readonly act: Scalars['ID']['input'];
  /**
   * The correct 金额 (amount) in fen. A payout must keep an amount above 0 (MISSING_AMOUNT): if nothing was paid, reverse
   * the act instead.
   */
  readonly amountFen?: InputMaybe<Scalars['Fen']['input']>;
  /** The correct district. */
  readonly district?: InputMaybe<Scalars['DistrictCode']['input']>;
  /** The correct employer or platform at the time of the act. */
  readonly employer?: InputMaybe<Scalars['String']['input']>;
  /** The revision that the act must have (`revision` of `Act`), otherwise CHANGED_MEANWHILE. Not checked if missing. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** The correct 人次 (headcount). */
  readonly headcount?: InputMaybe<Scalars['Int']['input']>;
  /** The correct 课时 (class hours), a decimal such as `1.5`. */
  readonly hours?: InputMaybe<Scalars['Float']['input']>;
  /** Identifies this request, 1 to 200 characters. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The correct 份数 (number of items). */
  readonly items?: InputMaybe<Scalars['Int']['input']>;
  /**
   * The correct kind, by code or Chinese name. It must be stored in the same kind of stream and with the same kinds of event
   * as the former one, and have the same `money` (NEEDS_MOVE).
   */
  readonly kind?: InputMaybe<Scalars['ID']['input']>;
  /**
   * The correct note; at most 4,000 characters. An outcome or satisfaction that was read from the former note is replaced;
   * one that was given in its own field stays.
   */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** The correct occupation at the time of the act. */
  readonly occupation?: InputMaybe<Scalars['String']['input']>;
  /** The correct day. For an act of a named person it must be in the same year (NEEDS_MOVE). */
  readonly on?: InputMaybe<Scalars['PlainDate']['input']>;
  /** The correct outcome of the case. */
  readonly outcome?: InputMaybe<CaseOutcome>;
  /** The correct place; at most 200 characters. */
  readonly place?: InputMaybe<Scalars['String']['input']>;
  /** The reason, 1 to 4,000 characters (MISSING_REASON); stored encrypted. */
  readonly reason: Scalars['String']['input'];
  /** Whether the person was satisfied. */
  readonly satisfied?: InputMaybe<Scalars['Boolean']['input']>;
  /** The correct 场次 (number of sessions). */
  readonly sessions?: InputMaybe<Scalars['Int']['input']>;
  /** The correct sex at the time of the act. */
  readonly sex?: InputMaybe<Sex>;
};

/** The correction of a person's details. Only fields that are given are changed; a field given as null is cleared. */
export type CorrectWorkerInput = {
  /** The correct employer or platform; at most 200 characters. */
  readonly employer?: InputMaybe<Scalars['String']['input']>;
  /** Identifies this request, 1 to 200 characters. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The correct membership number; at most 100 characters (BAD_MEMBER). The former number still finds the person. */
  readonly membership?: InputMaybe<Scalars['String']['input']>;
  /** The correct name; at most 100 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The correct national id: 18 characters (BAD_NATIONAL_ID). The former id still finds the person. */
  readonly nationalId?: InputMaybe<Scalars['String']['input']>;
  /** The correct occupation; at most 200 characters. */
  readonly occupation?: InputMaybe<Scalars['String']['input']>;
  /** The office of a new membership number; the ledger's own office, `LEDGER`, if missing. */
  readonly office?: InputMaybe<Scalars['String']['input']>;
  /** The correct phone number; at most 100 characters. */
  readonly phone?: InputMaybe<Scalars['String']['input']>;
  /** The correct sex. */
  readonly sex?: InputMaybe<Sex>;
  /** The number of the worker (UNKNOWN_WORKER). */
  readonly worker: Scalars['WorkerNumber']['input'];
};

/** A detail in the register, and the act that it was taken from. */
export type DetailBrought = {
  /** The id of the first act that stated this detail. */
  readonly act: Scalars['ID']['output'];
  /** The detail. */
  readonly detail: PersonDetail;
};

/** A district of the standard GB/T 2260. */
export type District = {
  /** The six-digit code. */
  readonly code: Scalars['DistrictCode']['output'];
  /** The level: 0 is a province, 1 a city, 2 a county. */
  readonly level: Scalars['Int']['output'];
  /** The Chinese name, e.g. 柯桥区. */
  readonly name: Scalars['String']['output'];
  /** The code of the district above it; null for a province. */
  readonly parent?: Maybe<Scalars['DistrictCode']['output']>;
};

/**
 * One signed line of the totals: the amounts by which one event changed them. For example, a reversal has an entry with
 * negative figures.
 */
export type Entry = {
  /** The id of the act. */
  readonly act: Scalars['ID']['output'];
  /** The name of the user who caused the event. */
  readonly actor: Scalars['String']['output'];
  /** The change of the number of acts: 1, 0 or −1. */
  readonly acts: Scalars['Count']['output'];
  /** The change of the stated amount, in fen. */
  readonly amountFen: Scalars['Fen']['output'];
  /** When the event was recorded. */
  readonly at: Scalars['Instant']['output'];
  /** The district for which the entry counts. */
  readonly district: District;
  /** The employer as stated; null if it was not stated. */
  readonly employer?: Maybe<Scalars['String']['output']>;
  /** The stored name of the event, e.g. `ActReversed`. */
  readonly event: Scalars['String']['output'];
  /** The change of the headcount. */
  readonly headcount: Scalars['Count']['output'];
  /** The change of the class hours. */
  readonly hours: Scalars['Float']['output'];
  /** The change of the number of items. */
  readonly items: Scalars['Count']['output'];
  /** The kind for which the entry counts. */
  readonly kind: Kind;
  /** The occupation as stated; null if it was not stated. */
  readonly occupation?: Maybe<Scalars['String']['output']>;
  /** The day for which the entry counts. */
  readonly on: Scalars['PlainDate']['output'];
  /** The change of the sum spent, in fen: payouts to persons and costs of acts. */
  readonly paidFen: Scalars['Fen']['output'];
  /** The change of the number of sessions. */
  readonly sessions: Scalars['Count']['output'];
  /** The sex as stated; null if it was not stated. */
  readonly sex?: Maybe<Sex>;
  /** The worker for whom the entry counts; null if the act names no person. */
  readonly worker?: Maybe<Scalars['WorkerNumber']['output']>;
};

/** A page of entries. */
export type EntryConnection = {
  /** The entries of this page. */
  readonly edges: ReadonlyArray<EntryEdge>;
  /** The place of this page in the list. */
  readonly pageInfo: PageInfo;
  /** The state of the view that the page was read from. */
  readonly view: ViewState;
};

/** An entry in a list. */
export type EntryEdge = {
  /** The place of the entry in this list. Send it as `after` or `before` to get the next or the previous page. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: Entry;
};

/** A person whose personal data is to be erased. */
export type EraseWorkerInput = {
  /** Identifies this request, 1 to 200 characters. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The number of the worker (UNKNOWN_WORKER). */
  readonly worker: Scalars['WorkerNumber']['input'];
};

/**
 * The codes of GraphQL errors, in `errors[].extensions.code`. The codes are stable: client programs may rely on them. A
 * GraphQL error means that the request was malformed, exceeded a limit or could not be processed. If the ledger refuses to
 * record something, this is not a GraphQL error but a `UserError` with a `RefusalCode`. A field never returns both.
 *
 * A request that is not a GraphQL request gets HTTP status 400, or the status given at its code. An operation that is
 * refused before it runs has no `data`; its status is 400 for clients that accept `application/graphql-response+json`, and
 * 200 for clients that accept plain JSON, as the GraphQL over HTTP specification recommends. An operation that runs always
 * has status 200, and `path` of an error names the field that failed.
 */
export type ErrorCode =
  /** The cursor is not a cursor of this list: it belongs to another field or to other filters, or it is malformed. */
  | 'BAD_CURSOR'
  /** The request does not follow the GraphQL over HTTP specification. The message says what is wrong. */
  | 'BAD_REQUEST'
  /** The value of an argument or variable is not allowed. The message says which values are allowed. */
  | 'BAD_USER_INPUT'
  /** The request contains several operations. Send each operation in its own request. */
  | 'BATCH_REFUSED'
  /** The request body is larger than 256 KiB. HTTP 413. */
  | 'BODY_TOO_LARGE'
  /**
   * The clock of the server is more than one day earlier than the last recorded event. Nothing is recorded until the
   * operator corrects the clock. Queries still work.
   */
  | 'CLOCK_BEHIND'
  /** A browser sent the request from a page of another website. HTTP 403. */
  | 'CROSS_SITE'
  /**
   * The disk of the server is full, so nothing was recorded. Queries still work. Send the same request again after the
   * operator has freed disk space.
   */
  | 'DISK_FULL'
  /** The position belongs to another ledger, is after the end of this ledger's log, or is malformed. */
  | 'FOREIGN_POSITION'
  /** The document is not valid GraphQL syntax. */
  | 'GRAPHQL_PARSE_FAILED'
  /** The document does not match the schema, e.g. it selects an unknown field. */
  | 'GRAPHQL_VALIDATION_FAILED'
  /** An internal error of the server. The operator finds the cause in the server log. The same request may be sent again. */
  | 'INTERNAL_SERVER_ERROR'
  /** A production server does not answer introspection queries. The schema is in the source repository. */
  | 'INTROSPECTION_DISABLED'
  /**
   * A file of the ledger is damaged: it does not contain what the ledger wrote. The ledger returns no data from it. The
   * operator finds instructions in the server log.
   */
  | 'LEDGER_DAMAGED'
  /** The event log, the key vault or the views cannot be read or written at the moment. The same request may be sent again. */
  | 'LEDGER_UNAVAILABLE'
  /** The request body is not a JSON object. */
  | 'MALFORMED_JSON'
  /**
   * The server accepts only known operations (its safelist). Neither the text nor the hash of this operation is on the
   * list. HTTP 403.
   */
  | 'NOT_SAFELISTED'
  /** The document contains several operations and `operationName` is missing, or it names an operation that does not exist. */
  | 'OPERATION_RESOLUTION_FAILURE'
  /**
   * The server does not know the query text for this hash yet. Send text and hash together once (automatic persisted
   * queries). HTTP 200, because clients expect this status.
   */
  | 'PERSISTED_QUERY_NOT_FOUND'
  /**
   * The estimated cost of the operation is above 50,000. A field costs 1, and a mutation 10 more. A list costs its page
   * size (`first` or `last`) times the cost of one node. Totals cost the largest possible number of rows times the cost of
   * one row. A document that repeats the same field name hundreds of times in one place has this error, too.
   */
  | 'QUERY_TOO_COSTLY'
  /** The fields are nested more than 12 levels deep. */
  | 'QUERY_TOO_DEEP'
  /**
   * A sum is larger than 10^15 yuan. Its field is null, and `path` names the row; all other fields are valid. Query a
   * smaller district or fewer months.
   *
   * If a count exceeds 2^53 − 1, the whole query fails instead: some act must have an impossible quantity.
   */
  | 'SUM_TOO_LARGE'
  /**
   * Reading took more than 10 seconds in total, or the response did not begin within 60 seconds (HTTP 503). Query less, or
   * try again. If a mutation of the request has already written something, it stays written.
   */
  | 'TIMED_OUT'
  /** The operation has more than 30 aliases. */
  | 'TOO_MANY_ALIASES'
  /** This socket has 20 subscriptions, or the server has 1,000 in total. End some, or try again later. */
  | 'TOO_MANY_SUBSCRIPTIONS'
  /** The document has more than 2,000 tokens. */
  | 'TOO_MANY_TOKENS'
  /** The district code does not exist in GB/T 2260. */
  | 'UNKNOWN_DISTRICT'
  /**
   * The Host header of the request names neither this machine (`127.0.0.1`, `localhost`, `[::1]`) nor the host of the
   * setting `LEDGER_PUBLIC_URL`. HTTP 421.
   */
  | 'UNKNOWN_HOST'
  /** The import does not exist. */
  | 'UNKNOWN_IMPORT'
  /** The kind of service does not exist. */
  | 'UNKNOWN_KIND'
  /** The session does not exist. */
  | 'UNKNOWN_SESSION'
  /** The request body is not `application/json`, or has a content encoding that is not supported. HTTP 415. */
  | 'UNSUPPORTED_MEDIA_TYPE'
  /**
   * The view did not fold the position `atLeast` within 5 seconds, or it has stopped. `extensions` contains `view`,
   * `position` and `lag` (the number of events that are missing). Send the query again.
   */
  | 'VIEW_BEHIND';

/** One field that refused every row of a sheet. */
export type EveryRow = {
  /** The code with which every row was refused. */
  readonly code: RefusalCode;
  /** The name of the column, if the code is one of several columns, e.g. 人次. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /** What to do about it. */
  readonly hint: Scalars['String']['output'];
};

/** The value of one field of an act before and after an event. */
export type FieldChange = {
  /** The value after the event, as text; kinds and districts as codes. Null if there is no value any more. */
  readonly after?: Maybe<Scalars['String']['output']>;
  /** The value before the event, as text; kinds and districts as codes. Null if there was no value. */
  readonly before?: Maybe<Scalars['String']['output']>;
  /** Whether the field had a text that can no longer be decrypted, because the person was erased. */
  readonly erased: Scalars['Boolean']['output'];
  /** The name of the field in `Act`. */
  readonly field: Scalars['String']['output'];
};

/** Name and sex that were submitted with an act. Later corrections and the register do not change them. */
export type HandedInPerson = {
  /** Whether a name was stated that can no longer be decrypted, because the person was erased. */
  readonly erased: Scalars['Boolean']['output'];
  /** The name; null if none was stated, or if it has been erased. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The sex; null if none was stated. */
  readonly sex?: Maybe<Sex>;
};

/** Hidden rows of a workbook. */
export type HiddenRows = {
  /** The number of hidden rows. */
  readonly count: Scalars['Int']['output'];
  /** Whether the hidden rows were left out (`skipHidden`). If false, they were judged like all other rows. */
  readonly leftOut: Scalars['Boolean']['output'];
  /** The first hidden rows, as at most 100 ranges. */
  readonly rows: ReadonlyArray<RowSpan>;
};

/**
 * The import of one sheet, sent by `POST /imports` or by the command `ledger import`, and its result. Sheets are judged
 * one after the other, in the order in which they were received. If the ledger is stopped or killed during an import, the
 * import continues after the next start, and its report is the same as without the interruption.
 *
 * `POST /imports` takes `multipart/form-data`. First come the fields, all optional: `office`, `dryRun` (`true`),
 * `worksheet` (the name of a worksheet of a workbook), `mapping` (the text of a mapping file), `skipHidden` (`true`),
 * `rows` (the expected number of rows), `sum` (the expected sum of amounts, in yuan) and `allOrNothing` (`true`); for a sheet of
 * corrections `corrections` (`true`) and `reason`. Last comes the file `sheet`: CSV or XLSX, at most 256 MiB. The response is 202 with `{ "id", "state" }`. On failure it is `{
 * "error": { "code", "message" } }` with an ImportErrorCode, and nothing was written.
 *
 * A sheet of corrections has the rows of exported acts (columns 业务ID and 版本, or `act` and `revision`), in which cells
 * were changed. Each act that differs gets one correction; the others are skipped (`unchanged` of the report). A row is
 * CHANGED_MEANWHILE if its act has changed since the export. Such an import cannot be undone as a whole.
 *
 * `GET /imports/<id>/report` returns the whole report as JSON. `GET /imports/<id>/refused.csv` returns a sheet of the
 * refused rows, to be corrected and imported again.
 */
export type Import = {
  /** How many of the judged rows were accepted. */
  readonly accepted: Scalars['Int']['output'];
  /** The name of the user who sent the sheet. */
  readonly actor: Scalars['String']['output'];
  /** The district for which that user acted; null if none was stated. */
  readonly district?: Maybe<Scalars['String']['output']>;
  /** Whether this is a dry run: its rows are judged, but nothing is written to the ledger. */
  readonly dryRun: Scalars['Boolean']['output'];
  /**
   * Accepted rows that another office has also recorded, under the same reference with the same content: both offices may
   * have submitted the same paper. By line number, in pages. Empty until the import is done.
   */
  readonly elsewhere: RowElsewhereConnection;
  /** When the last row was judged, or when the import failed; null before. */
  readonly endedAt?: Maybe<Scalars['Instant']['output']>;
  /** The one field that refused every row, with a hint; null if there is none, and until the import is done. */
  readonly everyRow?: Maybe<EveryRow>;
  /** Why the import failed; null if it did not fail. */
  readonly failure?: Maybe<ImportFailure>;
  /** The name of the uploaded file. */
  readonly file: Scalars['String']['output'];
  /** The permanent id of the import. */
  readonly id: Scalars['ID']['output'];
  /** The number of rows that have been judged so far. */
  readonly judged: Scalars['Int']['output'];
  /** The code of the office that sent the sheet. References and membership numbers are unique within it. */
  readonly office: Scalars['String']['output'];
  /**
   * The position of the last event of the import. Send it as `atLeast` of a query; once the import is done, the query then
   * includes all its acts.
   */
  readonly position?: Maybe<Scalars['Position']['output']>;
  /** When the sheet was received completely. */
  readonly receivedAt: Scalars['Instant']['output'];
  /** How many of the judged rows were refused, by code. */
  readonly refused: ReadonlyArray<RefusalCount>;
  /** The refused rows by line number, in pages. Empty until the import is done. */
  readonly refusedRows: RefusedRowConnection;
  /**
   * Remarks about the sheet as a whole: where its heads are, worksheets, columns and rows that were not read, hidden rows,
   * merged areas, rows of totals. Null if there are none, and until the import is done.
   */
  readonly remarks?: Maybe<SheetRemarks>;
  /** The role of that user, e.g. `caseworker`. */
  readonly role: Scalars['String']['output'];
  /** The number of rows in the sheet; null until they have been counted. */
  readonly rows?: Maybe<Scalars['Int']['output']>;
  /**
   * Until when the sheet is stored (encrypted), so that its refused rows can be downloaded; null if it is not stored. A
   * sheet without refused rows is removed when the import is done.
   */
  readonly sheetKeptUntil?: Maybe<Scalars['Instant']['output']>;
  /** The state of the import. */
  readonly state: ImportState;
  /** The progress of undoing the import; null if no undo was requested. */
  readonly undo?: Maybe<ImportUndo>;
};


/**
 * The import of one sheet, sent by `POST /imports` or by the command `ledger import`, and its result. Sheets are judged
 * one after the other, in the order in which they were received. If the ledger is stopped or killed during an import, the
 * import continues after the next start, and its report is the same as without the interruption.
 *
 * `POST /imports` takes `multipart/form-data`. First come the fields, all optional: `office`, `dryRun` (`true`),
 * `worksheet` (the name of a worksheet of a workbook), `mapping` (the text of a mapping file), `skipHidden` (`true`),
 * `rows` (the expected number of rows), `sum` (the expected sum of amounts, in yuan) and `allOrNothing` (`true`); for a sheet of
 * corrections `corrections` (`true`) and `reason`. Last comes the file `sheet`: CSV or XLSX, at most 256 MiB. The response is 202 with `{ "id", "state" }`. On failure it is `{
 * "error": { "code", "message" } }` with an ImportErrorCode, and nothing was written.
 *
 * A sheet of corrections has the rows of exported acts (columns 业务ID and 版本, or `act` and `revision`), in which cells
 * were changed. Each act that differs gets one correction; the others are skipped (`unchanged` of the report). A row is
 * CHANGED_MEANWHILE if its act has changed since the export. Such an import cannot be undone as a whole.
 *
 * `GET /imports/<id>/report` returns the whole report as JSON. `GET /imports/<id>/refused.csv` returns a sheet of the
 * refused rows, to be corrected and imported again.
 */
export type ImportElsewhereArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * The import of one sheet, sent by `POST /imports` or by the command `ledger import`, and its result. Sheets are judged
 * one after the other, in the order in which they were received. If the ledger is stopped or killed during an import, the
 * import continues after the next start, and its report is the same as without the interruption.
 *
 * `POST /imports` takes `multipart/form-data`. First come the fields, all optional: `office`, `dryRun` (`true`),
 * `worksheet` (the name of a worksheet of a workbook), `mapping` (the text of a mapping file), `skipHidden` (`true`),
 * `rows` (the expected number of rows), `sum` (the expected sum of amounts, in yuan) and `allOrNothing` (`true`); for a sheet of
 * corrections `corrections` (`true`) and `reason`. Last comes the file `sheet`: CSV or XLSX, at most 256 MiB. The response is 202 with `{ "id", "state" }`. On failure it is `{
 * "error": { "code", "message" } }` with an ImportErrorCode, and nothing was written.
 *
 * A sheet of corrections has the rows of exported acts (columns 业务ID and 版本, or `act` and `revision`), in which cells
 * were changed. Each act that differs gets one correction; the others are skipped (`unchanged` of the report). A row is
 * CHANGED_MEANWHILE if its act has changed since the export. Such an import cannot be undone as a whole.
 *
 * `GET /imports/<id>/report` returns the whole report as JSON. `GET /imports/<id>/refused.csv` returns a sheet of the
 * refused rows, to be corrected and imported again.
 */
export type ImportRefusedRowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of imports, newest first. */
export type ImportConnection = {
  /** The imports of this page. */
  readonly edges: ReadonlyArray<ImportEdge>;
  /** The place of this page in the list. */
  readonly pageInfo: PageInfo;
  /** The state of the view that the page was read from. Dry runs are not in the view; each server lists its own dry runs. */
  readonly view: ViewState;
};

/** An import in a list. */
export type ImportEdge = {
  /** The place of the import in this list. Send it as `after` or `before` to get the next or the previous page. */
  readonly cursor: Scalars['String']['output'];
  /** The import. */
  readonly node: Import;
};

/** The reason why a mutation about an import was refused. Nothing was written. */
export type ImportError = {
  /** The reason as a stable code. */
  readonly code: ImportErrorCode;
  /** The reason as a sentence, in the language of the request (Accept-Language). */
  readonly message: Scalars['String']['output'];
};

/**
 * The codes of problems with an upload or with an import as a whole. A single refused row has a RefusalCode instead. The
 * HTTP status is that of `POST /imports` and the routes below it.
 */
export type ImportErrorCode =
  /**
   * The import was made by an older version of the ledger, which did not store which acts belong to an import. Reverse its
   * acts one by one.
   */
  | 'ACTS_NOT_NAMED'
  /** The import was already undone. */
  | 'ALREADY_UNDONE'
  /** The form has an unknown field or file, a field or file twice, or a field after the sheet. HTTP 400. */
  | 'BAD_FIELD'
  /** The mapping cannot be read. The message says where the problem is. HTTP 400. */
  | 'BAD_MAPPING'
  /**
   * The office code contains characters that are not allowed. Or the office is missing although other offices have
   * recorded acts under their own codes; the message lists these codes. HTTP 400. The import fails with this code if
   * another office recorded its first act while the sheet was waiting.
   */
  | 'BAD_OFFICE'
  /** A row is not valid CSV. */
  | 'BROKEN_CSV'
  /** The workbook is damaged or incomplete. */
  | 'BROKEN_WORKBOOK'
  /**
   * The number of rows or the sum of amounts is not the expected one (`rows`, `sum`). The message says which. Nothing was
   * written.
   */
  | 'CONTROLS_DIFFER'
  /** The import corrected acts, and cannot be undone as a whole, because later changes may rest on it. */
  | 'CORRECTIONS'
  /** A browser sent the request from a page of another website. HTTP 403. */
  | 'CROSS_SITE'
  /** The disk of the data folder is full. HTTP 507. */
  | 'DISK_FULL'
  /** The import was a dry run, so there is nothing to undo. */
  | 'DRY_RUN'
  /** An internal error of the server. The operator finds the cause in the server log. */
  | 'INTERNAL_ERROR'
  /** A row is longer than 262,144 characters. */
  | 'LINE_TOO_LONG'
  /** The mapping maps two columns, or a column and a constant, to one field. HTTP 400. */
  | 'MAPPING_CLASH'
  /** The mapping contains a field that sheets do not have. HTTP 400. */
  | 'MAPPING_UNKNOWN_FIELD'
  /** The mapping contains a kind of service that does not exist. HTTP 400. */
  | 'MAPPING_UNKNOWN_KIND'
  /** The reason is missing, or longer than 4,000 characters. */
  | 'MISSING_REASON'
  /**
   * The sheet was sent with `allOrNothing`, and a row was refused. Nothing was written, or everything that had been
   * written was undone.
   */
  | 'NOT_ALL_ACCEPTED'
  /** The import is not done yet. HTTP 409. */
  | 'NOT_DONE'
  /** The import has not failed, so it cannot be resumed. */
  | 'NOT_FAILED'
  /** The request is not `multipart/form-data`, or its form is malformed. HTTP 415. */
  | 'NOT_MULTIPART'
  /** The file is empty, or none of its first 20 rows contains column names. */
  | 'NO_HEADER'
  /** The form has no file `sheet`. HTTP 400. */
  | 'NO_SHEET'
  /** The sheet is stored on another machine. Resume the import, or download its refused rows, on that machine. HTTP 409. */
  | 'SHEET_ELSEWHERE'
  /** The sheet is not stored any more, or was lost before it was judged. HTTP 410. */
  | 'SHEET_GONE'
  /** The import made no progress for 5 minutes. It can be resumed. */
  | 'STALLED'
  /**
   * The server did not answer within 60 seconds. Check with the query `imports` whether the sheet was received before you
   * send it again. HTTP 503.
   */
  | 'TIMED_OUT'
  /** The sheet is larger than 256 MiB. HTTP 413. */
  | 'TOO_LARGE'
  /** The sheet has too many rows: a workbook may have 200,000, a CSV file 1,000,000. */
  | 'TOO_MANY_ROWS'
  /** The rows contain more than 200,000 different sessions. */
  | 'TOO_MANY_SESSIONS'
  /**
   * 20 sheets, or 1 GiB of sheets, are waiting to be judged. Send the sheet again later. HTTP 503; the header
   * `Retry-After` says after how many seconds.
   */
  | 'TOO_MANY_WAITING'
  /** The text of the file is neither UTF-8 nor GB18030. */
  | 'UNKNOWN_ENCODING'
  /** The import does not exist. HTTP 404. */
  | 'UNKNOWN_IMPORT'
  /** The workbook has no worksheet with this name, or all its worksheets are hidden, or the sheet is a CSV. */
  | 'UNKNOWN_WORKSHEET'
  /** The file cannot be read. */
  | 'UNREADABLE'
  /** The upload ended before the sheet was complete. HTTP 400, if the client is still connected. */
  | 'UPLOAD_CUT_OFF'
  /** The workbook is protected by a password. */
  | 'WORKBOOK_LOCKED'
  /** The workbook is larger than 64 MiB, or too large when it is unpacked. */
  | 'WORKBOOK_TOO_LARGE'
  /** The file format is not supported, e.g. an old workbook (.xls). */
  | 'WRONG_FORMAT'
  /** The row of column names lacks a required column, or contains a column twice; or several rows may be that row. */
  | 'WRONG_HEADER'
  /**
   * The token that the command line sent is not the token of this server: another server now listens at this address. HTTP
   * 401.
   */
  | 'WRONG_TOKEN';

/** The reason why an import failed. */
export type ImportFailure = {
  /** The reason as a stable code. */
  readonly code: ImportErrorCode;
  /** The line of the sheet with the problem; null if the problem is not in a single line. */
  readonly line?: Maybe<Scalars['Int']['output']>;
  /** A sentence that says what is wrong, where, and what to do. */
  readonly message: Scalars['String']['output'];
};

/** The result of a mutation about an import: the import, or the reason for a refusal. */
export type ImportPayload = {
  /** The import after the mutation; null if the mutation was refused. */
  readonly import?: Maybe<Import>;
  /** Why the mutation was refused; empty if it was accepted. */
  readonly userErrors: ReadonlyArray<ImportError>;
};

/** The state of an import. */
export type ImportState =
  /** Every row was judged. */
  | 'DONE'
  /** The import failed; `failure` says why. It stays failed until `resumeImport`. */
  | 'FAILED'
  /** The sheet was received and waits to be judged. */
  | 'RECEIVED'
  /** The rows are being judged. */
  | 'RUNNING'
  /** The acts of the import are being reversed. */
  | 'UNDOING'
  /** The acts of the import were reversed, except those listed in `undo { left }`. */
  | 'UNDONE';

/**
 * The undo of an import: every act of the import is reversed. Their references can be used again. Persons who were
 * registered by the import stay registered, but the details that the import brought are removed.
 */
export type ImportUndo = {
  /** The name of the user who requested the undo. */
  readonly actor: Scalars['String']['output'];
  /** The number of acts that the import recorded. */
  readonly acts: Scalars['Int']['output'];
  /** When the undo was requested. */
  readonly at: Scalars['Instant']['output'];
  /** When the undo ended; null before. */
  readonly endedAt?: Maybe<Scalars['Instant']['output']>;
  /** How many of these acts have been processed so far. */
  readonly judged: Scalars['Int']['output'];
  /** The acts that could not be reversed. */
  readonly left: ReadonlyArray<ActLeft>;
  /** The reason; null after the encryption key of the import was destroyed. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** How many acts were reversed; 0 until the undo has ended. */
  readonly undone: Scalars['Int']['output'];
};

/**
 * A document of a view that is incomplete, because an event could not be folded into it. The document shows its state
 * before that event; later events of the document wait.
 */
export type Incomplete = {
  /** The position of the event in the log. */
  readonly at: Scalars['Position']['output'];
  /** Why the event could not be folded. */
  readonly because: Scalars['String']['output'];
  /** The stored name of the event. */
  readonly event: Scalars['String']['output'];
  /**
   * The key of the document in its view: in `acts` and `payouts` the id of the act, in `workers` the number of the worker,
   * in `entries` the position of the event and the number of the line, in `totals` `district|kind|month|month of
   * recording`. Null if the event does not say which document it belongs to: then any document of the view may lack this
   * event.
   */
  readonly key?: Maybe<Scalars['String']['output']>;
  /** The revision of the event in its stream. */
  readonly revision: Scalars['Int']['output'];
  /** The stream of the event. */
  readonly stream: Scalars['String']['output'];
  /** The number of later events of this document that wait. */
  readonly waiting: Scalars['Int']['output'];
};

/** A kind of service act. */
export type Kind = {
  /** The code of its category, e.g. `health`. */
  readonly category: Scalars['String']['output'];
  /** The code, e.g. `health-check`. */
  readonly code: Scalars['ID']['output'];
  /** The English name, e.g. Health check. */
  readonly en: Scalars['String']['output'];
  /** The measures that make sense for acts of this kind. */
  readonly measures: ReadonlyArray<Measure>;
  /** The meaning of its amounts: a payout to a person, a cost of the act, or a sum in dispute that nobody pays. */
  readonly money: MoneyRole;
  /** The Chinese name, as written in sheets, e.g. 免费体检. */
  readonly zh: Scalars['String']['output'];
};

/** A figure of totals. */
export type Measure =
  /** 件数: the number of acts that count, i.e. given or paid and not reversed. */
  | 'ACTS'
  /** 金额: the sum of all stated amounts, including amounts in dispute. */
  | 'AMOUNT'
  /** 人次: how often people were served. */
  | 'HEADCOUNT'
  /** 课时: class hours. */
  | 'HOURS'
  /** 份数: the number of items that were handed out. */
  | 'ITEMS'
  /** 支出金额: the sum that was spent, without amounts in dispute. */
  | 'PAID'
  /** 人数: the number of different workers who were served, counted by worker number. */
  | 'PEOPLE'
  /** 场次: the number of sessions that were held. */
  | 'SESSIONS';

/** The meaning of one figure of totals. */
export type MeasureMeaning = {
  /** Whether the figures of the rows add up to the whole. Those of people do not: one person may count in several rows. */
  readonly adds: Scalars['Boolean']['output'];
  /** The measure. */
  readonly code: Measure;
  /** The English name, e.g. Headcount. */
  readonly en: Scalars['String']['output'];
  /** The field of `TotalsRow` that contains the figure. */
  readonly field: Scalars['String']['output'];
  /** The meaning in English. */
  readonly meaningEn: Scalars['String']['output'];
  /** The meaning in Chinese. */
  readonly meaningZh: Scalars['String']['output'];
  /** The unit of the figure: `act`, `head`, `person`, `session`, `hour`, `item` or `fen`. */
  readonly unit: Scalars['String']['output'];
  /** The Chinese name, e.g. 人次. */
  readonly zh: Scalars['String']['output'];
};

/** The meaning of the amount of an act. */
export type MoneyRole =
  /** The amount is spent on the service itself. */
  | 'COST'
  /** The amount is in dispute. It never counts as paid. */
  | 'DISPUTE'
  /** A fund pays the amount to a person. */
  | 'PAYOUT';

/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type Mutation = {
  /**
   * Approves a requested subsidy, in full or in part. From now on the approved sum uses up the cap. Refused with
   * WRONG_STATE unless the state is REQUESTED, and with ONCE_PER_YEAR, OVER_CAP or OVER_REQUEST.
   */
  readonly approveSubsidy: ActPayload;
  /**
   * Assesses a mutual-aid claim: decides the sum that the fund will pay. From now on this sum uses up the cap, if the kind
   * has one. Refused with WRONG_STATE unless the state is SUBMITTED, and with OVER_REQUEST.
   */
  readonly assessMutualAidClaim: ActPayload;
  /**
   * Records that 1 to 500 workers attended a session. Each attendance has headcount 1 and the day and the district of the
   * session. Each is accepted or refused separately, e.g. with ALREADY_ATTENDED or SESSION_FULL.
   */
  readonly attend: AttendPayload;
  /**
   * Corrects an act that counts (GIVEN or PAID). Fields that are not given stay unchanged. The totals of the month of the
   * act change, but only in reports of the month of this correction and later (see `recordedTo` of `totals`). If a sheet
   * with the corrected content is imported later, its row is a DUPLICATE. Refused, for example, with WRONG_STATE or
   * NEEDS_MOVE, and with UNKNOWN_WORKER if the person of the act is erased or being erased.
   */
  readonly correctAct: ActPayload;
  /**
   * Corrects the details of a person. Fields that are not given stay unchanged. Refused with UNKNOWN_WORKER if the person
   * is erased or was never registered, and with LOOKUP_TAKEN if a number belongs to another worker.
   */
  readonly correctWorker: WorkerPayload;
  /**
   * Erases the personal data of a person: the encryption key is destroyed, so the data can never be read again. The number
   * and the acts remain. This cannot be undone. The state is `ERASING` until the ledger has confirmed that the key is gone
   * (from all files of the key vault, or from a majority of the MongoDB servers), then `ERASED`. `notSeen` of the answer
   * says where copies of the key may still exist. If you get no answer, repeat the request with the same idempotency key.
   */
  readonly eraseWorker: WorkerPayload;
  /**
   * Pays an assessed claim in full. The act counts in totals on the day of payment. Refused with WRONG_STATE unless the
   * state is ASSESSED.
   */
  readonly payMutualAidClaim: ActPayload;
  /**
   * Pays an approved subsidy in full. The act counts in totals on the day of payment. Refused with WRONG_STATE unless the
   * state is APPROVED.
   */
  readonly paySubsidy: ActPayload;
  /**
   * Records an act that was already given or paid: any kind, for a named person, a group, a session or a case. Common
   * refusals: DUPLICATE or REF_REUSED (the reference is taken), PERSON_DIFFERS, ONCE_PER_YEAR, OVER_CAP.
   */
  readonly recordAct: ActPayload;
  /** Refuses a claim that is not paid yet. Refused with WRONG_STATE unless the state is SUBMITTED or ASSESSED. */
  readonly refuseMutualAidClaim: ActPayload;
  /** Refuses a subsidy that is not paid yet. Refused with WRONG_STATE unless the state is REQUESTED or APPROVED. */
  readonly refuseSubsidy: ActPayload;
  /** Registers a person. Refused with ALREADY_REGISTERED or LOOKUP_TAKEN if the numbers belong to a registered worker. */
  readonly registerWorker: WorkerPayload;
  /**
   * Releases the reference of a reversed act, so that it can be used again. If it is already released, nothing is written.
   * Refused with WRONG_STATE if the act is not reversed.
   */
  readonly releaseReference: ActPayload;
  /**
   * Requests a subsidy; the kind must be one (WRONG_KIND), with a named person and an amount. The request does not count
   * in totals until it is paid. It is refused at once if it could never be approved, e.g. OVER_CAP.
   */
  readonly requestSubsidy: ActPayload;
  /**
   * Resumes a failed import where it stopped (otherwise NOT_FAILED). Only possible on the machine that stores the sheet
   * (SHEET_ELSEWHERE).
   */
  readonly resumeImport: ImportPayload;
  /**
   * Reverses an act that counts (GIVEN or PAID): takes back what should not have been recorded. The act stays in the
   * history and keeps its reference, so importing the same sheet again does not record it again (REVERSED). If it was a
   * mistake, the reference can be released: see `releaseReference`. The totals of the month of the act change, but only in
   * reports of the month of this reversal and later. An act of an erased person can be reversed: the ground is kept, the
   * reason is not.
   */
  readonly reverseAct: ActPayload;
  /**
   * Submits a mutual-aid claim; the kind must be one (WRONG_KIND), with a named person and an amount. The claim does not
   * count in totals until it is paid.
   */
  readonly submitMutualAidClaim: ActPayload;
  /**
   * Undoes a whole import: reverses all its acts, the last one first. The corrected sheet can then be imported under the
   * same references. This mutation needs no idempotency key: while the undo is running, the same request returns its
   * progress. Refused, for example, with NOT_DONE, DRY_RUN or ALREADY_UNDONE.
   */
  readonly undoImport: ImportPayload;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationApproveSubsidyArgs = {
  input: ApprovalInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationAssessMutualAidClaimArgs = {
  input: ApprovalInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationAttendArgs = {
  input: AttendInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationCorrectActArgs = {
  input: CorrectActInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationCorrectWorkerArgs = {
  input: CorrectWorkerInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationEraseWorkerArgs = {
  input: EraseWorkerInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationPayMutualAidClaimArgs = {
  input: PaymentInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationPaySubsidyArgs = {
  input: PaymentInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationRecordActArgs = {
  input: RecordActInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationRefuseMutualAidClaimArgs = {
  input: RefusalInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationRefuseSubsidyArgs = {
  input: RefusalInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationRegisterWorkerArgs = {
  input: RegisterWorkerInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationReleaseReferenceArgs = {
  input: ReleaseReferenceInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationRequestSubsidyArgs = {
  input: RecordActInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationResumeImportArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationReverseActArgs = {
  input: ReverseActInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationSubmitMutualAidClaimArgs = {
  input: RecordActInput;
};


/**
 * Writes data. Every mutation takes an idempotency key, so that a request can be repeated safely: the same key with the
 * same content returns the first result and writes nothing. The same key with different content is refused
 * (COMMAND_ID_REUSED). A refusal is an entry in `userErrors`, never a GraphQL error.
 */
export type MutationUndoImportArgs = {
  input: UndoImportInput;
};

/** Worksheets, columns and rows that were not judged. */
export type NotRead = {
  /** The number of columns that are not part of an act, e.g. 序号 or 审核人. */
  readonly columnCount: Scalars['Int']['output'];
  /** The names of the first 100 of these columns. */
  readonly columns: ReadonlyArray<Scalars['String']['output']>;
  /** The number of rows without kind, district, date and amount, e.g. signatures and remarks. They are not acts. */
  readonly rowCount: Scalars['Int']['output'];
  /** The first of these rows, as at most 100 ranges. */
  readonly rows: ReadonlyArray<RowSpan>;
  /** The number of worksheets that were not read. */
  readonly worksheetCount: Scalars['Int']['output'];
  /** The names of the first 100 worksheets that were not read. */
  readonly worksheets: ReadonlyArray<Scalars['String']['output']>;
};

/** The place of the returned page in its list. */
export type PageInfo = {
  /** The cursor of the last edge; null if the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether the list has more elements after the last edge. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether the list has more elements before the first edge. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge; null if the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** The payment of an approved subsidy or an assessed claim. */
export type PaymentInput = {
  /** The id of the act (UNKNOWN_ACT). */
  readonly act: Scalars['ID']['input'];
  /** The revision that the act must have (`revision` of `Act`), otherwise CHANGED_MEANWHILE. Not checked if missing. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Identifies this request, 1 to 200 characters. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The day of the payment: from the day of the approval (DATE_OUT_OF_ORDER) to today (DATE_IN_FUTURE). */
  readonly on: Scalars['PlainDate']['input'];
};

/** A payout: an act by which a fund pays money to a person, or is requested to pay it. */
export type Payout = {
  /** The sum in fen that belongs to the current state: requested, approved, paid or taken back. */
  readonly amountFen: Scalars['Fen']['output'];
  /** When the approval or assessment was recorded; null if there was none. */
  readonly approvedAt?: Maybe<Scalars['Instant']['output']>;
  /** The name of the user who recorded the approval or assessment; null if there was none. */
  readonly approvedBy?: Maybe<Scalars['String']['output']>;
  /** The approved or assessed sum in fen; null if there was no approval. */
  readonly approvedFen?: Maybe<Scalars['Fen']['output']>;
  /** The day of the approval or assessment; null if there was none. */
  readonly approvedOn?: Maybe<Scalars['PlainDate']['output']>;
  /** The district for which the payout counts. */
  readonly district: District;
  /** The id of the act. */
  readonly id: Scalars['ID']['output'];
  /** The kind of service. */
  readonly kind: Kind;
  /** The code of the office that submitted the act. */
  readonly office: Scalars['String']['output'];
  /** The day of the current state: of the request, the approval, the payment or the refusal. */
  readonly on: Scalars['PlainDate']['output'];
  /** When the payment was recorded; null if it was not paid. */
  readonly paidAt?: Maybe<Scalars['Instant']['output']>;
  /** The name of the user who recorded the payment; null if it was not paid. A later correction does not change it. */
  readonly paidBy?: Maybe<Scalars['String']['output']>;
  /**
   * The sum in fen that was paid to the person; null if it was never paid, 0 if the payment was reversed. Money spent on a
   * service itself is not a payout.
   */
  readonly paidFen?: Maybe<Scalars['Fen']['output']>;
  /** The day of the payment; null if it was not paid. */
  readonly paidOn?: Maybe<Scalars['PlainDate']['output']>;
  /** The current register entry of that worker; null if the act names no person. */
  readonly person?: Maybe<Worker>;
  /** The act reference as it was written; null if there is none. */
  readonly reference?: Maybe<Scalars['String']['output']>;
  /** When the refusal was recorded; null if it was not refused. */
  readonly refusedAt?: Maybe<Scalars['Instant']['output']>;
  /** The name of the user who recorded the refusal; null if it was not refused. */
  readonly refusedBy?: Maybe<Scalars['String']['output']>;
  /** The day of the refusal; null if it was not refused. */
  readonly refusedOn?: Maybe<Scalars['PlainDate']['output']>;
  /** When the request was recorded; null if there was none. */
  readonly requestedAt?: Maybe<Scalars['Instant']['output']>;
  /** The name of the user who recorded the request; null if the payout was recorded when it was already paid. */
  readonly requestedBy?: Maybe<Scalars['String']['output']>;
  /** The requested sum in fen; null if there was no request. */
  readonly requestedFen?: Maybe<Scalars['Fen']['output']>;
  /** The day of the request; null if the payout was recorded when it was already paid. */
  readonly requestedOn?: Maybe<Scalars['PlainDate']['output']>;
  /** The state of the payout, e.g. requested or paid. */
  readonly state: ActState;
  /** The sum in fen that had been paid before the payout was reversed; 0 if it is not reversed. */
  readonly takenBackFen: Scalars['Fen']['output'];
  /** The number of the worker who receives the money; null if the act names no person. */
  readonly worker?: Maybe<Scalars['WorkerNumber']['output']>;
};

/** A page of payouts, and the totals of all payouts that match the filter. */
export type PayoutConnection = {
  /** The payouts of this page. */
  readonly edges: ReadonlyArray<PayoutEdge>;
  /** The place of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number and sums of all matching payouts (not only of this page), one row per state. */
  readonly totals: ReadonlyArray<PayoutTotal>;
  /** The state of the view that the page and the totals were read from. */
  readonly view: ViewState;
};


/** A page of payouts, and the totals of all payouts that match the filter. */
export type PayoutConnectionTotalsArgs = {
  by?: InputMaybe<PayoutStep>;
};

/** A payout in a list. */
export type PayoutEdge = {
  /** The place of the payout in this list. Send it as `after` or `before` to get the next or the previous page. */
  readonly cursor: Scalars['String']['output'];
  /** The payout. */
  readonly node: Payout;
};

/** A filter of payouts. A payout must match all conditions. The list is ordered by district, then by day. */
export type PayoutFilter = {
  /** Conditions on the approval or assessment. */
  readonly approved?: InputMaybe<PayoutStepFilter>;
  /** Only payouts of this district and of all districts below it; the whole country if missing. */
  readonly district?: InputMaybe<Scalars['DistrictCode']['input']>;
  /** Only payouts whose current state began on or after this day (field `on`). */
  readonly from?: InputMaybe<Scalars['PlainDate']['input']>;
  /** Only payouts of these kinds, by code or Chinese name, e.g. `hardship-relief` or 困难帮扶. */
  readonly kinds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Conditions on the payment. */
  readonly paid?: InputMaybe<PayoutStepFilter>;
  /** Conditions on the request or submission. */
  readonly requested?: InputMaybe<PayoutStepFilter>;
  /** Only payouts in these states. */
  readonly states?: InputMaybe<ReadonlyArray<ActState>>;
  /** Only payouts whose current state began on or before this day (field `on`). */
  readonly to?: InputMaybe<Scalars['PlainDate']['input']>;
  /** Only payouts to this worker. */
  readonly worker?: InputMaybe<Scalars['WorkerNumber']['input']>;
};

/** A step of a payout. */
export type PayoutStep =
  /** A subsidy was approved, or a claim was assessed. */
  | 'APPROVED'
  /** The sum was paid. */
  | 'PAID'
  /** A subsidy was requested, or a claim was submitted. */
  | 'REQUESTED';

/** Conditions on one step of a payout. If any condition is given, payouts without this step do not match. */
export type PayoutStepFilter = {
  /** Only if this user recorded the step. */
  readonly by?: InputMaybe<Scalars['String']['input']>;
  /** Only if the step was on or after this day. */
  readonly from?: InputMaybe<Scalars['PlainDate']['input']>;
  /** Only if the step was on or before this day. */
  readonly to?: InputMaybe<Scalars['PlainDate']['input']>;
};

/** The totals of the payouts in one state. A sum beyond 10^15 yuan is null, with the error SUM_TOO_LARGE. */
export type PayoutTotal = {
  /** The sum in fen that belongs to the state: requested, approved, paid or taken back. */
  readonly amountFen?: Maybe<Scalars['SumFen']['output']>;
  /** The user who recorded the step given in `by`; null if these payouts do not have the step, or if `by` is missing. */
  readonly by?: Maybe<Scalars['String']['output']>;
  /** The sum in fen that was paid and not taken back. */
  readonly paidFen?: Maybe<Scalars['SumFen']['output']>;
  /** The number of payouts. */
  readonly payouts: Scalars['Count']['output'];
  /** The state. */
  readonly state: ActState;
  /** The sum in fen that was paid and then taken back. */
  readonly takenBackFen?: Maybe<Scalars['SumFen']['output']>;
};

/** A personal detail that the register can take from an act. */
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
 * The person whom an act names: by the worker number, or by the membership number of the office. If the membership number
 * is unknown, the person is registered together with the act when the act is accepted. Blank details of a registered
 * person are filled in; a different name or sex is refused (PERSON_DIFFERS).
 */
export type PersonInput = {
  /** The employer or platform; at most 200 characters. */
  readonly employer?: InputMaybe<Scalars['String']['input']>;
  /** The membership number, unique within the office; at most 100 characters (BAD_MEMBER). */
  readonly membership?: InputMaybe<Scalars['String']['input']>;
  /** The name; at most 100 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The person's number in this ledger (UNKNOWN_WORKER). */
  readonly number?: InputMaybe<Scalars['WorkerNumber']['input']>;
  /** The occupation; at most 200 characters. */
  readonly occupation?: InputMaybe<Scalars['String']['input']>;
  /** The sex. If it is unknown, the lower cap applies. */
  readonly sex?: InputMaybe<Sex>;
};

/** Reads data. Answers come from views, and `view` in an answer says up to which event its view has folded the event log. */
export type Query = {
  /** One act by its id. */
  readonly act: ActAnswer;
  /** Acts that match a filter, in pages. Use `first` and `after` to go forward, or `last` and `before` to go backward. */
  readonly acts: ActConnection;
  /** The kinds, rules, measures and codes of this ledger. */
  readonly catalogue: Catalogue;
  /** One district of GB/T 2260; null if the code does not exist. */
  readonly district?: Maybe<District>;
  /** One import; null if it does not exist. */
  readonly import?: Maybe<Import>;
  /** All imports in pages, newest first. */
  readonly imports: ImportConnection;
  /** Payouts that match a filter, in pages, with totals by state. */
  readonly payouts: PayoutConnection;
  /** Totals of a district, including all districts below it, over a span of months. */
  readonly totals: Totals;
  /** The state of every view: how far it has folded the event log. */
  readonly views: ReadonlyArray<ViewState>;
  /** One worker. Give exactly one of `number`, `membership` and `nationalId`; otherwise the error is BAD_USER_INPUT. */
  readonly worker: WorkerAnswer;
};


/** Reads data. Answers come from views, and `view` in an answer says up to which event its view has folded the event log. */
export type QueryActArgs = {
  atLeast?: InputMaybe<Scalars['Position']['input']>;
  id: Scalars['ID']['input'];
};


/** Reads data. Answers come from views, and `view` in an answer says up to which event its view has folded the event log. */
export type QueryActsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ActFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Reads data. Answers come from views, and `view` in an answer says up to which event its view has folded the event log. */
export type QueryDistrictArgs = {
  code: Scalars['DistrictCode']['input'];
};


/** Reads data. Answers come from views, and `view` in an answer says up to which event its view has folded the event log. */
export type QueryImportArgs = {
  id: Scalars['ID']['input'];
};


/** Reads data. Answers come from views, and `view` in an answer says up to which event its view has folded the event log. */
export type QueryImportsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Reads data. Answers come from views, and `view` in an answer says up to which event its view has folded the event log. */
export type QueryPayoutsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PayoutFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Reads data. Answers come from views, and `view` in an answer says up to which event its view has folded the event log. */
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


/** Reads data. Answers come from views, and `view` in an answer says up to which event its view has folded the event log. */
export type QueryWorkerArgs = {
  atLeast?: InputMaybe<Scalars['Position']['input']>;
  membership?: InputMaybe<Scalars['String']['input']>;
  nationalId?: InputMaybe<Scalars['String']['input']>;
  number?: InputMaybe<Scalars['WorkerNumber']['input']>;
  office?: InputMaybe<Scalars['String']['input']>;
};

/** An act to be recorded or requested. */
export type RecordActInput = {
  /**
   * 金额 (amount) in fen, 0 to 10,000,000,000 (BAD_AMOUNT, NEGATIVE_AMOUNT). Missing means that no amount is stated, which
   * is not the same as 0. A payout needs an amount above 0 (MISSING_AMOUNT).
   */
  readonly amountFen?: InputMaybe<Scalars['Fen']['input']>;
  /** The code of the city or county (UNKNOWN_DISTRICT). */
  readonly district: Scalars['DistrictCode']['input'];
  /**
   * 人次 (headcount), 0 to 1,000,000,000 (BAD_COUNT). If it is missing or 0: 1 for a named person outside a session,
   * otherwise 0.
   */
  readonly headcount?: InputMaybe<Scalars['Int']['input']>;
  /** 课时 (class hours), a decimal such as `1.5` (BAD_COUNT). */
  readonly hours?: InputMaybe<Scalars['Float']['input']>;
  /** Identifies this request, 1 to 200 characters: repeating the request with the same key returns the first result. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** 份数 (number of items), 0 to 1,000,000,000 (BAD_COUNT). */
  readonly items?: InputMaybe<Scalars['Int']['input']>;
  /**
   * The kind, by code or Chinese name, e.g. `health-check` or 免费体检 (UNKNOWN_KIND, WRONG_KIND). `catalogue { kinds }` lists
   * all of them.
   */
  readonly kind: Scalars['ID']['input'];
  /**
   * A note, at most 4,000 characters; stored encrypted. If a case has neither `outcome` nor `satisfied`, they are read
   * from the note, e.g. 调解成功，满意.
   */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /**
   * The code of the office that submits the act; the ledger's own office, `LEDGER`, if missing. It must be given once
   * another office has recorded acts under its own code (BAD_OFFICE).
   */
  readonly office?: InputMaybe<Scalars['String']['input']>;
  /** The day on which the service was given, paid or requested, from 1950-01-01 to today (BAD_DATE, DATE_IN_FUTURE). */
  readonly on: Scalars['PlainDate']['input'];
  /** The outcome of a case. Other kinds cannot have an outcome (WRONG_KIND). */
  readonly outcome?: InputMaybe<CaseOutcome>;
  /**
   * The person who received the service; missing for a group or a session. A payout needs a person or a headcount of at
   * least 2 (MISSING_PERSON).
   */
  readonly person?: InputMaybe<PersonInput>;
  /** The place; at most 200 characters. */
  readonly place?: InputMaybe<Scalars['String']['input']>;
  /**
   * The act reference, at most 100 characters, unique within the office (DUPLICATE, REF_REUSED). Spellings that differ
   * only in letter case, full or half width, blanks or the type of dash are the same reference.
   */
  readonly reference?: InputMaybe<Scalars['String']['input']>;
  /** Whether the person was satisfied. */
  readonly satisfied?: InputMaybe<Scalars['Boolean']['input']>;
  /**
   * The session that the act attended: the id of the act that recorded the session (UNKNOWN_SESSION). Kind and day must be
   * those of the session (WRONG_SESSION).
   */
  readonly session?: InputMaybe<Scalars['ID']['input']>;
  /**
   * 场次 (number of sessions), 0 to 1,000,000,000 (BAD_COUNT). An act with at least 1, without `person` and `session`, is a
   * session that others can attend.
   */
  readonly sessions?: InputMaybe<Scalars['Int']['input']>;
};

/** A reason for a refusal, with its sentence. */
export type Refusal = {
  /** The code. */
  readonly code: RefusalCode;
  /** The sentence in English. A name in braces, e.g. `{max}`, is replaced by a value when something is refused. */
  readonly en: Scalars['String']['output'];
  /** The rank; 0 is the highest. If several reasons apply, the one with the highest rank is reported. */
  readonly rank: Scalars['Int']['output'];
  /** The sentence in Chinese. A name in braces, e.g. `{max}`, is replaced by a value when something is refused. */
  readonly zh: Scalars['String']['output'];
};

/**
 * All reasons why the ledger refuses an act, a command or a row of a sheet. The highest rank comes first: if several
 * reasons apply, the first one in this list is reported.
 */
export type RefusalCode =
  /** The person already attends this session. */
  | 'ALREADY_ATTENDED'
  /** The worker is already registered. */
  | 'ALREADY_REGISTERED'
  /** The amount cannot be read, or is more than 100,000,000.00 yuan. */
  | 'BAD_AMOUNT'
  /** A cell of a sheet contains an error of the spreadsheet program, such as #N/A, or a formula whose value is not stored. */
  | 'BAD_CELL'
  /** A quantity (人次, 场次, 课时, 份数) is not a number, is negative or is too large. */
  | 'BAD_COUNT'
  /** The date cannot be read, does not exist, or is before 1950-01-01. */
  | 'BAD_DATE'
  /** The idempotency key is empty or longer than 200 characters. */
  | 'BAD_KEY'
  /**
   * The text is not a membership number: it is a placeholder, contains several numbers, or was shortened by a spreadsheet
   * program.
   */
  | 'BAD_MEMBER'
  /** The national id does not have 18 characters, or its check character is wrong. */
  | 'BAD_NATIONAL_ID'
  /**
   * The office code contains characters that are not allowed (only letters, digits, dots and underscores, at most 40). Or
   * the office is missing although other offices have recorded acts under their own codes; the message lists these codes.
   */
  | 'BAD_OFFICE'
  /** The word for the outcome (结果) or the satisfaction (满意) is unknown. The message lists the allowed words. */
  | 'BAD_OUTCOME'
  /**
   * The text is not an act reference: it is a placeholder such as 无 or N/A, contains several references, or was shortened
   * by a spreadsheet program (e.g. `3.30784E+17`).
   */
  | 'BAD_REF'
  /** A row of a sheet has more fields than the header has columns. */
  | 'BAD_ROW'
  /** The word for the sex is unknown. Write 男 or 女, male or female. */
  | 'BAD_SEX'
  /** A text contains control characters. */
  | 'BAD_TEXT'
  /** A cell of a sheet contains several lines of the file, because a quotation mark is missing or too many. */
  | 'BROKEN_ROW'
  /** The act is at another revision than `expectedRevision` or the sheet says: it was changed meanwhile. Read it again. */
  | 'CHANGED_MEANWHILE'
  /** The idempotency key was used before for a request with different content. */
  | 'COMMAND_ID_REUSED'
  /** Too many other changes happened at the same moment. Send the request again. */
  | 'CONTENDED'
  /** The date is later than today in Asia/Shanghai. */
  | 'DATE_IN_FUTURE'
  /** The date is earlier than the date of the step before, e.g. a payment before its approval. */
  | 'DATE_OUT_OF_ORDER'
  /** An act with this reference and the same content is already recorded. */
  | 'DUPLICATE'
  /** The session still has attendances. Reverse these first. */
  | 'HAS_ATTENDANCE'
  /** The membership number or national id belongs to another worker. */
  | 'LOOKUP_TAKEN'
  /** This act needs an amount: a payout or an approval must be above 0. */
  | 'MISSING_AMOUNT'
  /** The district code is missing. */
  | 'MISSING_DISTRICT'
  /** This act needs a named person, or a person to be registered has no membership number, national id, name or phone. */
  | 'MISSING_PERSON'
  /** The reason is missing. */
  | 'MISSING_REASON'
  /** The act reference is missing. */
  | 'MISSING_REF'
  /**
   * A correction cannot change the act's person, its year or the stream that stores it. Reverse the act with the ground
   * MISTAKE and `releaseReference: true`, then record it again.
   */
  | 'NEEDS_MOVE'
  /** The amount is negative. */
  | 'NEGATIVE_AMOUNT'
  /** The person already received this service in the calendar year, and the rule allows it once a year. */
  | 'ONCE_PER_YEAR'
  /**
   * The amount is above the cap of the rule in force: the cap of one act, or the part of the year's cap that is left. The
   * message names the cap, and the year if the cap is a yearly one.
   */
  | 'OVER_CAP'
  /** The approved amount is above the requested amount. */
  | 'OVER_REQUEST'
  /** The person's passbook (all events of the person's acts in one calendar year) already has 1,000 events, the maximum. */
  | 'PASSBOOK_FULL'
  /** Name or sex differ from the register, or the worker number and the membership number belong to different people. */
  | 'PERSON_DIFFERS'
  /** An act with this reference is already recorded, with different content. */
  | 'REF_REUSED'
  /**
   * The act with this reference was reversed, and the reference still belongs to it. To record the act again, release the
   * reference first (`releaseReference`).
   */
  | 'REVERSED'
  /** The session already has 2,000 attendances, the maximum. */
  | 'SESSION_FULL'
  /** A text is too long. The message says how many characters are allowed. */
  | 'TEXT_TOO_LONG'
  /** There is no act with this id. */
  | 'UNKNOWN_ACT'
  /** The code is not a city or county of GB/T 2260. Acts cannot be recorded for a whole province. */
  | 'UNKNOWN_DISTRICT'
  /** There is no kind of service with this code or name. */
  | 'UNKNOWN_KIND'
  /** No session with this id or reference is recorded. */
  | 'UNKNOWN_SESSION'
  /** No registered worker has this number. */
  | 'UNKNOWN_WORKER'
  /** Acts of this kind cannot be requested or claimed in this way, or cannot have an outcome. */
  | 'WRONG_KIND'
  /** The kind or the day of the attendance differs from its session. */
  | 'WRONG_SESSION'
  /** The present state of the act does not allow this step. */
  | 'WRONG_STATE';

/** The number of rows that were refused for one reason. */
export type RefusalCount = {
  /** The reason. */
  readonly code: RefusalCode;
  /** The number of rows. */
  readonly rows: Scalars['Int']['output'];
};

/** The refusal of a subsidy or a claim before payment. */
export type RefusalInput = {
  /** The id of the act (UNKNOWN_ACT). */
  readonly act: Scalars['ID']['input'];
  /** The revision that the act must have (`revision` of `Act`), otherwise CHANGED_MEANWHILE. Not checked if missing. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Identifies this request, 1 to 200 characters. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The day of the refusal: from the day of the step before (DATE_OUT_OF_ORDER) to today (DATE_IN_FUTURE). */
  readonly on: Scalars['PlainDate']['input'];
  /** The reason, 1 to 4,000 characters (MISSING_REASON); stored encrypted. */
  readonly reason: Scalars['String']['input'];
};

/** A refused row of a sheet. */
export type RefusedRow = {
  /** The reason as a stable code. */
  readonly code: RefusalCode;
  /** The reason as a sentence: in Chinese if the request prefers Chinese (Accept-Language), otherwise in English. */
  readonly message: Scalars['String']['output'];
  /** The number of the line on which the row begins. Line 1 is the header. */
  readonly row: Scalars['Int']['output'];
};

/** A page of refused rows. */
export type RefusedRowConnection = {
  /** The rows of this page. */
  readonly edges: ReadonlyArray<RefusedRowEdge>;
  /** The place of this page in the list. */
  readonly pageInfo: PageInfo;
};

/** A refused row in a list. */
export type RefusedRowEdge = {
  /** The place of the row in this list. Send it as `after` or `before` to get the next or the previous page. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: RefusedRow;
};

/**
 * A person to be registered. At least one of `membership`, `nationalId`, `name` and `phone` is required (MISSING_PERSON).
 * Membership number, national id, name and phone are stored encrypted.
 */
export type RegisterWorkerInput = {
  /** The employer or platform; at most 200 characters. */
  readonly employer?: InputMaybe<Scalars['String']['input']>;
  /** Identifies this request, 1 to 200 characters. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The membership number, at most 100 characters, unique within the office whatever its spelling (BAD_MEMBER). */
  readonly membership?: InputMaybe<Scalars['String']['input']>;
  /** The name; at most 100 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The national id, unique: 18 characters, the last one is a check character (BAD_NATIONAL_ID). */
  readonly nationalId?: InputMaybe<Scalars['String']['input']>;
  /** The occupation; at most 200 characters. */
  readonly occupation?: InputMaybe<Scalars['String']['input']>;
  /** The code of the office that registers the person; the ledger's own office, `LEDGER`, if missing. */
  readonly office?: InputMaybe<Scalars['String']['input']>;
  /** The phone number; at most 100 characters. */
  readonly phone?: InputMaybe<Scalars['String']['input']>;
  /** The sex. */
  readonly sex?: InputMaybe<Sex>;
};

/** The release of the reference of a reversed act. */
export type ReleaseReferenceInput = {
  /** The id of the act (UNKNOWN_ACT). It must be reversed (WRONG_STATE). */
  readonly act: Scalars['ID']['input'];
  /** The revision that the act must have (`revision` of `Act`), otherwise CHANGED_MEANWHILE. Not checked if missing. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Identifies this request, 1 to 200 characters. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The reason, 1 to 4,000 characters (MISSING_REASON); stored encrypted. */
  readonly reason: Scalars['String']['input'];
};

/** The ground on which an act was reversed. */
export type ReversalGround =
  /** The same service is recorded in another act. */
  | 'DUPLICATE'
  /** The act was recorded wrongly, or the service was never given. */
  | 'MISTAKE'
  /** The person gave up the service or paid the money back. */
  | 'WITHDRAWN';

/** The reversal of an act. */
export type ReverseActInput = {
  /** The id of the act (UNKNOWN_ACT). */
  readonly act: Scalars['ID']['input'];
  /** The revision that the act must have (`revision` of `Act`), otherwise CHANGED_MEANWHILE. Not checked if missing. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** The ground of the reversal. Unlike the reason, it stays readable after the person is erased. */
  readonly ground?: InputMaybe<ReversalGround>;
  /** Identifies this request, 1 to 200 characters. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** The reason, 1 to 4,000 characters (MISSING_REASON); stored encrypted. */
  readonly reason: Scalars['String']['input'];
  /**
   * Whether the reference can be used again at once; false if missing. Only with the ground MISTAKE, otherwise error
   * BAD_USER_INPUT.
   */
  readonly releaseReference?: InputMaybe<Scalars['Boolean']['input']>;
};

/** An accepted row, and an act of another office with the same reference and the same content. */
export type RowElsewhere = {
  /** The id of the act of the other office. */
  readonly act: Scalars['ID']['output'];
  /** The code of the other office, in its canonical form (capitals). */
  readonly office: Scalars['String']['output'];
  /** The number of the line on which the row begins. Line 1 is the header. */
  readonly row: Scalars['Int']['output'];
};

/** A page of rows that another office has also recorded. */
export type RowElsewhereConnection = {
  /** The rows of this page. */
  readonly edges: ReadonlyArray<RowElsewhereEdge>;
  /** The place of this page in the list. */
  readonly pageInfo: PageInfo;
};

/** A row in a list of rows that another office has also recorded. */
export type RowElsewhereEdge = {
  /** The place of the row in this list. Send it as `after` or `before` to get the next or the previous page. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: RowElsewhere;
};

/** A range of consecutive rows. Row 1 is the header. */
export type RowSpan = {
  /** The first row. */
  readonly from: Scalars['Int']['output'];
  /** The last row (included). */
  readonly to: Scalars['Int']['output'];
};

/**
 * What a row of totals stands for. Acts without a stated value have rows of their own, so that acts, headcount, sessions,
 * hours, items and sums of all rows always add up to the whole.
 */
export type RowStanding =
  /** Everything in the query (split NONE). */
  | 'ALL'
  /**
   * Headcount without names: people at a session who did not attend by name, station visits, parcels. They do not count in
   * `people`.
   */
  | 'NOT_NAMED'
  /** Named persons for whom this detail was not stated. */
  | 'NOT_STATED'
  /** All values beyond the first `top` ones together. `people` counts each person once. */
  | 'REST'
  /** One value: the kind, category, month, quarter, year, district, sex, occupation or employer in the row. */
  | 'VALUE';

/** A rule per person and calendar year. */
export type Rule = {
  /** The largest amount that the rule allows (OVER_CAP); null if the rule has no cap. */
  readonly cap?: Maybe<Cap>;
  /** The first day of acts to which the rule applies; null if there is no first day. */
  readonly from?: Maybe<Scalars['PlainDate']['output']>;
  /** The kind to which the rule applies. */
  readonly kind: Kind;
  /** Whether a person may receive this service only once per calendar year (ONCE_PER_YEAR). */
  readonly oncePerYear: Scalars['Boolean']['output'];
  /** The published standard from which the rule is taken. */
  readonly source: Scalars['String']['output'];
  /** The last day of acts to which the rule applies; null if there is no last day. */
  readonly until?: Maybe<Scalars['PlainDate']['output']>;
  /** The version of the rule, e.g. `health-check/1`. It is stored with every act that was judged by the rule. */
  readonly version: Scalars['ID']['output'];
};

/** The sex of a person. Some rules have a different cap for men and women. */
export type Sex =
  /** 女 */
  | 'FEMALE'
  /** 男 */
  | 'MALE';

/** Where the heads of the columns are in a sheet: within its first 20 rows, on one row or two. */
export type SheetHeads = {
  /** The first row of the heads. */
  readonly from: Scalars['Int']['output'];
  /** The last row of the heads (included). */
  readonly to: Scalars['Int']['output'];
  /**
   * The worksheet that was read: the one that was asked for, or the first that has heads. Null if the sheet is not a
   * workbook.
   */
  readonly worksheet?: Maybe<Scalars['String']['output']>;
};

/** Remarks about a sheet that are not about the result of a single row. */
export type SheetRemarks = {
  /** Where the heads of the columns were found; null for imports of older versions. */
  readonly heads?: Maybe<SheetHeads>;
  /** Hidden rows of the workbook. */
  readonly hidden: HiddenRows;
  /**
   * The first 100 merged areas, e.g. `A1:B2`. A merged text applies to each of its rows. Rows with a merged figure are
   * refused.
   */
  readonly merged: ReadonlyArray<Scalars['String']['output']>;
  /** The number of merged areas in the worksheet. */
  readonly mergedCount: Scalars['Int']['output'];
  /** Worksheets, columns and rows that were not judged. */
  readonly notRead: NotRead;
  /**
   * The first 100 rows of totals (合计, 总计, 小计), each with the sums of the rows above it. Rows of totals are not recorded as
   * acts.
   */
  readonly totals: ReadonlyArray<SheetTotals>;
};

/** A row of totals in a sheet, with the sums of the rows above it. */
export type SheetTotals = {
  /** The figures of the row. */
  readonly figures: ReadonlyArray<ComparedFigure>;
  /**
   * The label: 合计, 总计 or 小计. A 小计 (subtotal) is compared with the rows since the row of totals before it, the others with
   * all rows above.
   */
  readonly label: Scalars['String']['output'];
  /** The number of the row. */
  readonly row: Scalars['Int']['output'];
};

/** The name of a state of an act. */
export type StateName = {
  /** The state. */
  readonly code: ActState;
  /** The English name, e.g. paid. */
  readonly en: Scalars['String']['output'];
  /** The Chinese name, e.g. 已支付. */
  readonly zh: Scalars['String']['output'];
};

/**
 * Live updates over WebSocket at the same address. The protocol is `graphql-transport-ws`; the npm package graphql-ws is a
 * client for it. Queries and mutations must be sent over HTTP.
 */
export type Subscription = {
  /**
   * Newly recorded acts of a district and of all districts below it, each once, in the order of the event log. An act is
   * sent only after the queries `act` and `acts` can return it. To continue after a lost connection, subscribe again with
   * the last position you received: no act is missed and none is sent twice.
   */
  readonly actsRecorded: ActRecorded;
  /**
   * The state of an import: once at the start, then after each change. Ends when the import is done, failed or undone.
   * Error UNKNOWN_IMPORT if the import does not exist.
   */
  readonly importProgress: Import;
  /**
   * The state of all views: once at the start, then each time that a view has folded events or the log has grown. At most
   * two messages per second.
   */
  readonly viewsMoved: ReadonlyArray<ViewState>;
};


/**
 * Live updates over WebSocket at the same address. The protocol is `graphql-transport-ws`; the npm package graphql-ws is a
 * client for it. Queries and mutations must be sent over HTTP.
 */
export type SubscriptionActsRecordedArgs = {
  after?: InputMaybe<Scalars['Position']['input']>;
  district?: InputMaybe<Scalars['DistrictCode']['input']>;
};


/**
 * Live updates over WebSocket at the same address. The protocol is `graphql-transport-ws`; the npm package graphql-ws is a
 * client for it. Queries and mutations must be sent over HTTP.
 */
export type SubscriptionImportProgressArgs = {
  id: Scalars['ID']['input'];
};

/** Totals of a district over a span of months. All figures are exact. */
export type Totals = {
  /**
   * The entries (signed lines) that all rows together are the sum of, in pages. It contains entries up to the position of
   * the figures; the query waits until the view `entries` has reached that position (else error VIEW_BEHIND). Empty if the
   * figures are not `settled`.
   */
  readonly events: EntryConnection;
  /**
   * The rows; rows without acts are left out. Do not add up `people` of several rows: one person may count in several
   * rows, even by sex, occupation or employer if acts state different values.
   */
  readonly rows: ReadonlyArray<TotalsRow>;
  /**
   * Whether all figures are exact at the position of `view`. False if the view changed faster than it could be read; then
   * send the query again.
   */
  readonly settled: Scalars['Boolean']['output'];
  /** The state of the view that the figures were read from. */
  readonly view: ViewState;
};


/** Totals of a district over a span of months. All figures are exact. */
export type TotalsEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** The way in which totals are split into rows. */
export type TotalsBy =
  /** One row per category of kinds. */
  | 'CATEGORY'
  /** One row per district directly below the requested one. */
  | 'DISTRICT'
  /**
   * One row per employer, as stated with each act, the most frequent first, and separate rows for acts without a stated
   * employer.
   */
  | 'EMPLOYER'
  /** One row per kind. */
  | 'KIND'
  /** One row per calendar month of the acts. */
  | 'MONTH'
  /** One row for everything. */
  | 'NONE'
  /**
   * One row per occupation, as stated with each act, the most frequent first, and separate rows for acts without a stated
   * occupation.
   */
  | 'OCCUPATION'
  /** One row per calendar quarter of the acts. The first and the last row contain only the requested months. */
  | 'QUARTER'
  /** One row per sex, as stated with each act, and separate rows for acts without a stated sex. */
  | 'SEX'
  /** One row per calendar year of the acts. The first and the last row contain only the requested months. */
  | 'YEAR';

/** One row of totals. Only the field of the requested split names the row, e.g. `kind` if `by: KIND`; the others are null. */
export type TotalsRow = {
  /** 件数: the number of acts that count, i.e. given or paid and not reversed. */
  readonly acts: Scalars['Count']['output'];
  /**
   * The sum in fen of all stated amounts, including amounts in dispute. Beyond 10^15 yuan null, with the error
   * SUM_TOO_LARGE.
   */
  readonly amountFen?: Maybe<Scalars['SumFen']['output']>;
  /** The category, if totals are split by category. */
  readonly category?: Maybe<Category>;
  /** The district, if totals are split by district. */
  readonly district?: Maybe<District>;
  /** The employer, if totals are split by employer. If it is null, `stands` says what the row stands for. */
  readonly employer?: Maybe<Scalars['String']['output']>;
  /**
   * The entries (signed lines) that this row is the sum of, in pages. It contains entries up to the position of the
   * figures; the query waits until the view `entries` has reached that position (else error VIEW_BEHIND). Empty if the
   * figures are not `settled`.
   */
  readonly events: EntryConnection;
  /**
   * 人次: how often people were served. A session and its attendances together count the larger of the stated and the
   * attended headcount.
   */
  readonly headcount: Scalars['Count']['output'];
  /** 课时: class hours. */
  readonly hours: Scalars['Float']['output'];
  /** 份数: the number of items that were handed out. */
  readonly items: Scalars['Count']['output'];
  /** The kind, if totals are split by kind. */
  readonly kind?: Maybe<Kind>;
  /** The month, if totals are split by month. */
  readonly month?: Maybe<Scalars['Month']['output']>;
  /** The occupation, if totals are split by occupation. If it is null, `stands` says what the row stands for. */
  readonly occupation?: Maybe<Scalars['String']['output']>;
  /**
   * The sum in fen that was spent: payouts to persons and costs of acts, without amounts in dispute. The query `payouts`
   * has payouts alone. Beyond 10^15 yuan null, with the error SUM_TOO_LARGE.
   */
  readonly paidFen?: Maybe<Scalars['SumFen']['output']>;
  /** 人数: the number of different workers in this row, counted by worker number. */
  readonly people: Scalars['Count']['output'];
  /** The calendar quarter, e.g. `2026-Q1`, if totals are split by quarter. */
  readonly quarter?: Maybe<Scalars['String']['output']>;
  /** 场次: the number of sessions. */
  readonly sessions: Scalars['Count']['output'];
  /** The sex, if totals are split by sex. If it is null, `stands` says what the row stands for. */
  readonly sex?: Maybe<Sex>;
  /** What the row stands for: everything, one value, values that were not stated, or the rest. */
  readonly stands: RowStanding;
  /** The calendar year, e.g. `2026`, if totals are split by year. */
  readonly year?: Maybe<Scalars['Int']['output']>;
};


/** One row of totals. Only the field of the requested split names the row, e.g. `kind` if `by: KIND`; the others are null. */
export type TotalsRowEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** The import to undo, and the reason. */
export type UndoImportInput = {
  /** The id of the import (UNKNOWN_IMPORT). */
  readonly id: Scalars['ID']['input'];
  /** The reason, 1 to 4,000 characters (MISSING_REASON). It is stored encrypted with every reversal. */
  readonly reason: Scalars['String']['input'];
};

/** The reason why a mutation was refused. Nothing was written. */
export type UserError = {
  /** The reason as a stable code. If several reasons apply, this is the one with the highest rank. */
  readonly code: RefusalCode;
  /** The id of the act that already has this reference, if that is the reason; otherwise null. */
  readonly existing?: Maybe<Scalars['ID']['output']>;
  /**
   * The path of the input field that caused the refusal, e.g. `["input", "person", "membership"]`. Null if no single field
   * caused it.
   */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason as a sentence: in Chinese if the request prefers Chinese (Accept-Language), otherwise in English. */
  readonly message: Scalars['String']['output'];
};

/**
 * The state of a view when an answer was read from it. A view is a set of documents computed from the event log; it may
 * lack the newest events.
 */
export type ViewState = {
  /**
   * The incomplete documents, at most 1,000. An answer may lack the events that these documents lack; everything else in
   * it is exact. After the program is repaired, the command `ledger repair` folds these documents again.
   */
  readonly incomplete: ReadonlyArray<Incomplete>;
  /**
   * The number of incomplete documents: documents that lack an event because it could not be folded into them. In an
   * answer about one act or one worker, only that document counts, and events for which the document is unknown.
   */
  readonly incompleteCount: Scalars['Int']['output'];
  /** The number of events in the log that the view has not folded yet. */
  readonly lag: Scalars['Int']['output'];
  /** The name of the view, e.g. `totals`. */
  readonly name: Scalars['String']['output'];
  /**
   * The number of events of this ledger up to and including `position`. Use it to cite an answer: unlike the position,
   * this number stays the same when the events are moved to another log.
   */
  readonly ordinal: Scalars['Int']['output'];
  /** The position of the last event that the view has folded (applied). */
  readonly position: Scalars['Position']['output'];
  /**
   * Why the view has stopped: a sentence in the language of the request (Accept-Language) that names the event. Null while
   * the view is running.
   */
  readonly stopped?: Maybe<Scalars['String']['output']>;
};

/**
 * A person in the register. Membership number, national id, name and phone are stored encrypted and are null as soon as
 * the person is being erased. Sex, occupation and employer stay, because totals are split by them.
 */
export type Worker = {
  /** The acts that name this worker, in pages, newest first. */
  readonly acts: ActConnection;
  /**
   * For each detail that came from an act: the act. A detail that is missing here is blank, or was entered by
   * `registerWorker` or `correctWorker`. If the import of the act is undone, the detail becomes blank again.
   */
  readonly broughtBy: ReadonlyArray<DetailBrought>;
  /**
   * The ids of acts that name this worker but state a different name or sex than the register. This can happen if an act
   * was recorded at the same moment as another, or while the register was still blank. A person must check which value is
   * right. Acts of an import that was undone are left out.
   */
  readonly contradictedBy: ReadonlyArray<Scalars['ID']['output']>;
  /** The employer or platform. */
  readonly employer?: Maybe<Scalars['String']['output']>;
  /** The membership number, unique within that office. */
  readonly membership?: Maybe<Scalars['String']['output']>;
  /** The name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The national id: 18 characters. */
  readonly nationalId?: Maybe<Scalars['String']['output']>;
  /** The person's number in this ledger. */
  readonly number: Scalars['WorkerNumber']['output'];
  /** The occupation. */
  readonly occupation?: Maybe<Scalars['String']['output']>;
  /** The code of the office that registered the person. */
  readonly office: Scalars['String']['output'];
  /** The phone number. */
  readonly phone?: Maybe<Scalars['String']['output']>;
  /** When the person was registered. */
  readonly registeredAt: Scalars['Instant']['output'];
  /** The sex; null if unknown. */
  readonly sex?: Maybe<Sex>;
  /** Whether the person is registered, being erased, or erased. */
  readonly state: WorkerState;
};


/**
 * A person in the register. Membership number, national id, name and phone are stored encrypted and are null as soon as
 * the person is being erased. Sex, occupation and employer stay, because totals are split by them.
 */
export type WorkerActsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ActFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** One worker, and the state of the view that the worker was read from. */
export type WorkerAnswer = {
  /** The state of the view that the worker was read from. */
  readonly view: ViewState;
  /** The worker; null if no registered worker matches. */
  readonly worker?: Maybe<Worker>;
};

/** The result of a mutation about a worker: the worker and the position, or the reasons for a refusal. */
export type WorkerPayload = {
  /**
   * After an erasure: where copies of the key may exist that the ledger cannot see (e.g. backups), and what to do about
   * them. A sentence in the language of the request. Otherwise null.
   */
  readonly notSeen?: Maybe<Scalars['String']['output']>;
  /** The position of the last written event. Send it as `atLeast` of a query to see your own write. */
  readonly position?: Maybe<Scalars['Position']['output']>;
  /** Why the mutation was refused; empty if it was accepted. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** The worker after the mutation; null if the mutation was refused. */
  readonly worker?: Maybe<Worker>;
};

/** Whether a person is registered or erased. */
export type WorkerState =
  /**
   * The person's encryption key was destroyed, and the ledger has confirmed this: the key is in no file of the key vault,
   * or a majority of the MongoDB servers no longer has it. The acts remain under the number.
   */
  | 'ERASED'
  /**
   * The person's encryption key was destroyed, but the ledger has not yet confirmed that all copies are gone, because a
   * program still reads an older state of the key vault. The person's data cannot be read, and nothing can be recorded for
   * the person. The state becomes `ERASED` automatically.
   */
  | 'ERASING'
  /** The person is registered. */
  | 'REGISTERED';

/** Office and district codes of an act as they were written. `Act` shows their canonical form. */
export type WrittenCodes = {
  /** The district code; null if it was written in its canonical form. */
  readonly district?: Maybe<Scalars['String']['output']>;
  /** The office code; null if it was written in its canonical form, or was missing. */
  readonly office?: Maybe<Scalars['String']['output']>;
};
