import { fen, noFen, type Fen } from './money.js';

/** The numbers that one event adds to the totals. Negative numbers subtract. */
export type Counts = Readonly<{
  acts: number;
  headcount: number;
  sessions: number;
  minutes: number;
  items: number;
  amountFen: Fen;
  paidFen: Fen;
}>;

export const noCounts: Counts = {
  acts: 0,
  headcount: 0,
  sessions: 0,
  minutes: 0,
  items: 0,
  amountFen: noFen,
  paidFen: noFen,
};

export const addCounts = (a: Counts, b: Counts): Counts => ({
  acts: a.acts + b.acts,
  headcount: a.headcount + b.headcount,
  sessions: a.sessions + b.sessions,
  minutes: a.minutes + b.minutes,
  items: a.items + b.items,
  amountFen: fen(a.amountFen + b.amountFen),
  paidFen: fen(a.paidFen + b.paidFen),
});

/** Negates without ever giving −0, which JSON cannot represent. */
const minus = (value: number): number => 0 - value;

export const negated = (a: Counts): Counts => ({
  acts: minus(a.acts),
  headcount: minus(a.headcount),
  sessions: minus(a.sessions),
  minutes: minus(a.minutes),
  items: minus(a.items),
  amountFen: fen(minus(a.amountFen)),
  paidFen: fen(minus(a.paidFen)),
});
