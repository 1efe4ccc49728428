/**
 * Where an act stands. `given`: without a life cycle; a subsidy goes requested → approved → paid or refused, a
 * mutual-aid claim submitted → assessed → paid or refused; `reversed` is the end of any. Only given and paid acts
 * count in the totals.
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

/** What people call the states. */
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
