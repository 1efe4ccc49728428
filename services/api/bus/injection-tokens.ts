/** What the server gives to Nest: the door of an open ledger, and what inputs are read with before they come to it. */
export const DOOR = Symbol('DOOR');
export const DESK = Symbol('DESK');
