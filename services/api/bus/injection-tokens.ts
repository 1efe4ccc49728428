/**
 * Nest injection tokens. DOOR: the object that runs the commands and queries of the open ledger. INPUT_CONTEXT: the clock and
 * the catalogue, with which inputs are parsed.
 */
export const DOOR = Symbol('DOOR');
export const INPUT_CONTEXT = Symbol('INPUT_CONTEXT');
