/**
 * Timeout of a journey in ms. It is long because processes start, sheets are judged and views are folded, perhaps on a
 * busy machine. It only detects a hang and says nothing about speed.
 */
export const patience = 600_000;
