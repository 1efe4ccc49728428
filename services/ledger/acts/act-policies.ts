import type { Rule } from '@ledger/schema/catalogue/rules.js';
import type { Refused } from '../kernel/decision.js';
import { refused } from '../kernel/decision.js';
import { yuan } from '../kernel/money.js';
import type { PlainDate } from '../kernel/calendar.js';
import { yearOf } from '../kernel/calendar.js';
import type { ActInput, Circumstances, HeldSession } from './act-facts.js';

/**
 * Refuses an act whose reference is taken: with DUPLICATE if the content is the same, with REF_REUSED if it differs,
 * with REVERSED if the existing act was taken back but keeps its reference.
 */
export const referenceIsFree = (input: ActInput, { reference: use }: Circumstances): Refused | null => {
  const because = { reference: input.referenceWritten ?? input.reference ?? '' };
  if (use === 'free') return null;
  if (use === 'same') return refused('DUPLICATE', because);
  if (use === 'other') return refused('REF_REUSED', because);
  switch (use.by) {
    case 'corrected':
      return refused('REF_REUSED', { ...because, corrected: use.on });
    case 'reversed':
      return refused('REVERSED', { ...because, on: use.on, ground: use.ground ?? 'unnamed' });
  }
};

/** Refuses an act whose person details (name, sex or membership number) contradict the register. */
export const agreesWithRegister = ({ registered }: Pick<Circumstances, 'registered'>): Refused | null =>
  registered === null ? null : refused('PERSON_DIFFERS', registered);

export const attendanceMax = 2_000;

/** Whether an attendance has the kind and the day of its session. */
export const isOfSession = (act: Pick<ActInput, 'kind' | 'on'>, held: HeldSession): boolean =>
  act.kind === held.kind && act.on === held.on;

/** Refuses an attendance whose kind or day differs from its session's. */
export const atRightSession = (
  act: Pick<ActInput, 'kind' | 'on' | 'session'>,
  held: HeldSession | null,
): Refused | null =>
  held === null || isOfSession(act, held)
    ? null
    : refused('WRONG_SESSION', { session: act.session ?? '', held: held.kind, on: held.on });

/**
 * Refuses an act that names a session, unless the session was recorded, has room, and the person does not attend it
 * yet.
 */
export const sessionIsOpen = (
  input: ActInput,
  { session }: Pick<Circumstances, 'session'>,
): Refused | null => {
  const because = { session: input.session ?? '' };
  if (typeof session === 'object') return atRightSession(input, session);
  switch (session) {
    case 'none':
    case 'open':
      return null;
    case 'unknown':
      return refused('UNKNOWN_SESSION', because);
    case 'attended':
      return refused('ALREADY_ATTENDED', because);
    case 'full':
      return refused('SESSION_FULL', { max: attendanceMax });
  }
};

/** What the person received of one kind in one year already: number of acts, and amount in fen. */
export type Enjoyed = Readonly<{ times: number; amountFen: number }>;

/**
 * Refuses a second act of a kind that a person may receive once a year. An act without an amount uses up the year
 * too.
 */
export const onceAYear = (rule: Rule | null, enjoyed: Enjoyed, day: PlainDate): Refused | null =>
  rule?.oncePerYear === true && enjoyed.times > 0 ? refused('ONCE_PER_YEAR', { year: yearOf(day) }) : null;

/**
 * Refuses an amount above the cap for the person's sex (the lower cap if the sex is unknown). An amount equal to the
 * cap is allowed.
 */
export const withinCap = (
  rule: Rule | null,
  enjoyed: Enjoyed,
  asked: Pick<ActInput, 'sex' | 'amountFen' | 'on'>,
): Refused | null => {
  if (rule?.cap == null) return null;
  const capFen = rule.cap.fen[asked.sex ?? 'unknown'];
  const perYear = rule.cap.per === 'year';
  const usedFen = perYear ? enjoyed.amountFen : 0;
  if (usedFen + (asked.amountFen ?? 0) <= capFen) return null;
  const cap = yuan(capFen);
  return refused('OVER_CAP', perYear ? { cap, used: yuan(usedFen), year: yearOf(asked.on) } : { cap });
};
