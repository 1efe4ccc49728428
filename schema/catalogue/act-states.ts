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
