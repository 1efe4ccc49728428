import type { ActReading, Handed } from '@ledger/ledger/use-cases/record-act-command.js';
import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import { fen, type Fen } from '@ledger/ledger/kernel/money.js';
import fc from 'fast-check';
import { at, day, handIn, member, reading } from '../support/acts.js';

/** What is handed in about one of few persons, so that commands meet in their streams. */
export type Recipe = Readonly<{
  kind: 'payment' | 'check' | 'subsidy' | 'certificate' | 'training' | 'recuperation' | 'session';
  person: number;
  year: '2025' | '2026';
  /** One of few references, or that of the session; null where the act has none. */
  reference: string | null;
  /** One of few sums; what a cap allows, and what passes it. */
  sum: number;
}>;

export const recipe: fc.Arbitrary<Recipe> = fc.record({
  kind: fc.constantFrom(
    'payment',
    'check',
    'check',
    'subsidy',
    'subsidy',
    'certificate',
    'training',
    'recuperation',
    'session',
  ),
  person: fc.nat({ max: 1 }),
  year: fc.constantFrom('2026', '2026', '2026', '2025'),
  reference: fc.option(fc.constantFrom('R-0', 'R-1', 'S'), { freq: 2 }),
  sum: fc.nat({ max: 3 }),
});

const sumsFen = [10_000, 60_000, 90_000, 160_000];

/** The persons, references and sessions of one run: nobody else uses them. */
export type Scene = Readonly<{
  name: string;
  /** The session that attendance names: held before the run, or by a command in it. */
  session: StreamId;
  /** The command that holds the session in that stream. */
  holds: Handed;
}>;

/** The session of a run states that two came. */
export const statedHeadcount = 2;

export const sessionOf = (name: string): ActReading =>
  reading('skills-training', { reference: `S@${name}`, sessions: 1, headcount: statedHeadcount });

const kinds = {
  payment: 'condolence-payment',
  check: 'health-check',
  subsidy: 'education-subsidy',
  certificate: 'certificate',
  training: 'skills-training',
  recuperation: 'recuperation',
} as const;

const attends = ({ kind, year, sum }: Recipe): boolean =>
  kind === 'training' || (kind === 'recuperation' && year === '2026' && sum < 2);

const amountOf = ({ kind, sum }: Recipe): Fen | null =>
  kind === 'certificate' || kind === 'training' ? null : fen(sumsFen[sum] ?? 0);

/**
 * The command that a recipe makes in a scene. Attendance at home in the session and attendance at home elsewhere are of
 * different persons: that nobody attends both ways is judged across streams, which no log can hold together.
 */
export const commandOf = (made: Recipe, { name, session, holds }: Scene, commandId: string): Handed => {
  const { kind, person, year, reference } = made;
  if (kind === 'session') return holds;
  const act = reading(kinds[kind], {
    person: member(`${kind === 'training' ? 'T' : 'M'}-${String(person)}@${name}`),
    on: day(`${year}-03-01`),
    reference: reference === null ? null : `${reference}@${name}`,
    amountFen: amountOf(made),
    session: attends(made) ? at('S', session) : null,
  });
  return handIn(act, commandId);
};
