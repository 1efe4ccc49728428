import type { Rule } from '@ledger/schema/catalogue/rules.js';
import type { Refused } from '../kernel/decision.js';
import { refused } from '../kernel/decision.js';
import { yuan } from '../kernel/money.js';
import type { PlainDate } from '../kernel/calendar.js';
import { yearOf } from '../kernel/calendar.js';
import type { ActInput, Circumstances, HeldSession } from './act-facts.js';

/**
 * A reference names one act: the same row again is a duplicate, another row under it is refused, and so is any row
 * under the reference of an act that was taken back and keeps it.
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

/** An act is about the person that the register knows by that number: their name, their sex, their membership. */
export const agreesWithRegister = ({ registered }: Pick<Circumstances, 'registered'>): Refused | null =>
  registered === null ? null : refused('PERSON_DIFFERS', registered);

export const attendanceMax = 2_000;

/** Whether an attendance is of the kind and the day of its session. */
export const isOfSession = (act: Pick<ActInput, 'kind' | 'on'>, held: HeldSession): boolean =>
  act.kind === held.kind && act.on === held.on;

/** An attendance of another kind or day than its session names the wrong session. */
export const atRightSession = (
  act: Pick<ActInput, 'kind' | 'on' | 'session'>,
  held: HeldSession | null,
): Refused | null =>
  held === null || isOfSession(act, held)
    ? null
    : refused('WRONG_SESSION', { session: act.session ?? '', held: held.kind, on: held.on });

/** An act that names a session needs one that was held, that has room, and that the person has not attended. */
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

/** What the person was given already of the kind in the year: how often, and how much in fen. */
export type Enjoyed = Readonly<{ times: number; amountFen: number }>;

/** A kind that is given once a year is not given twice; no amount at all still uses the year up. */
export const onceAYear = (rule: Rule | null, enjoyed: Enjoyed, day: PlainDate): Refused | null =>
  rule?.oncePerYear === true && enjoyed.times > 0 ? refused('ONCE_PER_YEAR', { year: yearOf(day) }) : null;

/** Money stays within the cap of the person's sex, the lower one where the sex is unknown; at the cap is allowed. */
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
