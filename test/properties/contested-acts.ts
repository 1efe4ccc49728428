import type { ActReading, RecordActCommand } from '@ledger/ledger/use-cases/record-act-command.js';
import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import { fen, type Fen } from '@ledger/ledger/kernel/money.js';
import fc from 'fast-check';
import { at, day, recordCommand, member, reading } from '../support/acts.js';

/** An act to record. */
export type Recipe = Readonly<{
  kind: 'payment' | 'check' | 'subsidy' | 'certificate' | 'training' | 'recuperation' | 'session';
  person: number;
  year: '2025' | '2026';
  /** One of a few references. `S` is the reference that the session uses, too. Null if the act has none. */
  reference: string | null;
  /** Index of one of four sums; the larger ones exceed the caps of some kinds. */
  sum: number;
}>;

/** Few persons, years and references, so that commands often write to the same streams. */
const any: fc.Arbitrary<Recipe> = fc.record({
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

/**
 * Acts that the commands of a run record again and again: equal acts under one reference, and a person who attends twice,
 * are rare by chance.
 */
const again = fc.constantFrom<Recipe[]>(
  { kind: 'payment', person: 0, year: '2026', reference: 'R-0', sum: 0 },
  { kind: 'certificate', person: 1, year: '2026', reference: 'R-1', sum: 0 },
  { kind: 'training', person: 0, year: '2026', reference: null, sum: 0 },
);

export const recipe: fc.Arbitrary<Recipe> = fc.oneof(
  { weight: 6, arbitrary: any },
  { weight: 1, arbitrary: again },
);

const sumsFen = [10_000, 60_000, 90_000, 160_000];

/** The persons, references and sessions of one run. Each run has its own. */
export type Scene = Readonly<{
  name: string;
  /**
   * The stream of the session that attendance names. The session is recorded before the run or by a command of the run.
   */
  session: StreamId;
  /** The command that records the session of the run. */
  holds: RecordActCommand;
}>;

/** The headcount that the session itself states. */
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
 * The command for a recipe. Training attendance is stored in the session's stream, recuperation attendance in the
 * person's passbook. The two use different persons: that nobody attends a session in both ways is a rule across
 * streams, which the log cannot guarantee between concurrent writers.
 */
export const commandOf = (
  made: Recipe,
  { name, session, holds }: Scene,
  commandId: string,
): RecordActCommand => {
  const { kind, person, year, reference } = made;
  if (kind === 'session') return holds;
  const act = reading(kinds[kind], {
    person: member(`${kind === 'training' ? 'T' : 'M'}-${String(person)}@${name}`),
    on: day(`${year}-03-01`),
    reference: reference === null ? null : `${reference}@${name}`,
    amountFen: amountOf(made),
    session: attends(made) ? at('S', session) : null,
  });
  return recordCommand(act, commandId);
};
