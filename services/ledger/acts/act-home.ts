import type { Kind } from '@ledger/schema/catalogue/kinds.js';
import { isRuled, type Rule } from '@ledger/schema/catalogue/rules.js';

export type Home = 'passbook' | 'gathering' | 'case';

/** What of an act decides where it is at home. */
export type HomeQuestion = Readonly<{
  kind: Kind;
  hasPerson: boolean;
  hasSession: boolean;
  sessions: number;
}>;

/** A session: it states that it was held, names nobody and belongs to no other session. */
export const isSession = ({ hasPerson, hasSession, sessions }: Omit<HomeQuestion, 'kind'>): boolean =>
  sessions >= 1 && !hasPerson && !hasSession;

/**
 * The one stream kind that an act is at home in. Others can attend a session, so a session is a gathering even
 * where its kind is a case's; a kind with a rule per person is judged in that person's year, also at a session.
 */
export const homeOf = (rules: readonly Rule[], act: HomeQuestion): Home => {
  if (act.kind.home === 'case') return isSession(act) ? 'gathering' : 'case';
  if (act.hasPerson && isRuled(rules, act.kind.code)) return 'passbook';
  return act.hasSession || !act.hasPerson ? 'gathering' : 'passbook';
};
