import type { Kind } from '@ledger/schema/catalogue/kinds.js';
import { isRuled, type Rule } from '@ledger/schema/catalogue/rules.js';

export type Home = 'passbook' | 'gathering' | 'case';

/** The properties of an act that decide in which kind of stream it is recorded (its home). */
export type HomeQuestion = Readonly<{
  kind: Kind;
  hasPerson: boolean;
  hasSession: boolean;
  sessions: number;
}>;

/** An act is a session if it states that sessions were held, names no person and belongs to no other session. */
export const isSession = ({ hasPerson, hasSession, sessions }: Omit<HomeQuestion, 'kind'>): boolean =>
  sessions >= 1 && !hasPerson && !hasSession;

/**
 * The kind of stream in which an act is recorded (its home). A session is a gathering even if its kind is usually a
 * case, because others can attend it. A kind with a rule per person is recorded in that person's passbook, even if it
 * took place at a session, because the rule is checked against the person's year.
 */
export const homeOf = (rules: readonly Rule[], act: HomeQuestion): Home => {
  if (act.kind.home === 'case') return isSession(act) ? 'gathering' : 'case';
  if (act.hasPerson && isRuled(rules, act.kind.code)) return 'passbook';
  return act.hasSession || !act.hasPerson ? 'gathering' : 'passbook';
};
