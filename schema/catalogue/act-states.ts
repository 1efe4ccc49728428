/**
 * The state of an act. `given`: an act without a life cycle. A subsidy goes from requested to approved, and then to
 * paid or refused; a mutual-aid claim goes from submitted to assessed, and then to paid or refused. Any act can end as
 * `reversed`. Only given and paid acts count in the totals.
 */
export const actStates = [
  'given',
  'requested',
  'approved',
  'submitted',
  'assessed',
  'paid',
  'refused',
  'reversed',
] as const;
export type ActState = (typeof actStates)[number];

/** The names of the states for users, in Chinese and English. */
export const stateWords: Readonly<Record<ActState, readonly [zh: string, en: string]>> = {
  given: ['已提供', 'given'],
  requested: ['已申请', 'requested'],
  approved: ['已批准', 'approved'],
  submitted: ['已提交', 'submitted'],
  assessed: ['已审核', 'assessed'],
  paid: ['已支付', 'paid'],
  refused: ['已拒绝', 'refused'],
  reversed: ['已撤销', 'reversed'],
};
