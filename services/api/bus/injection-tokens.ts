/**
 * Nest injection tokens. DOOR: the object that runs the commands and queries of the open ledger. DESK: the clock and
 * the catalogue, with which inputs are parsed.
 */
export const DOOR = Symbol('DOOR');
export const DESK = Symbol('DESK');
