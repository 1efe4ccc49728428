import type { Outcome } from '@ledger/ledger/application/submission.js';
import type { WriteSide } from '@ledger/ledger/application/write-side.js';
import type { Metrics } from './metrics.js';
import { spanned } from './tracing.js';

type Command = 'record' | 'amend' | 'reverse' | 'register' | 'correct' | 'erase';

/** A write side whose commands are counted by what came of them, and traced. */
export const watchedWrite = (write: WriteSide, metrics: Metrics): WriteSide => {
  const count = (command: Command, outcome: Outcome): void => {
    metrics.commands.inc({ command, outcome: outcome.kind });
    if (outcome.kind === 'refused') metrics.refusals.inc({ code: outcome.code });
  };

  const watched = (command: Command, run: () => Promise<Outcome>): Promise<Outcome> =>
    spanned(`ledger.command ${command}`, {}, async (span) => {
      const outcome = await run();
      count(command, outcome);
      span.setAttribute('ledger.outcome', outcome.kind);
      if (outcome.kind === 'refused') span.setAttribute('ledger.code', outcome.code);
      return outcome;
    });

  const { recording, amending, registering } = write;
  return {
    ...write,
    recording: {
      record: (handed) =>
        spanned('ledger.command record', { 'ledger.commands': handed.length }, async () => {
          const outcomes = await recording.record(handed);
          for (const outcome of outcomes) count('record', outcome);
          return outcomes;
        }),
      foresee: (handed) => recording.foresee(handed),
    },
    amending: {
      amend: (handed) => watched('amend', () => amending.amend(handed)),
      reverseAll: (reversals) =>
        spanned('ledger.command reverse', { 'ledger.commands': reversals.acts.length }, async () => {
          const outcomes = await amending.reverseAll(reversals);
          for (const outcome of outcomes) count('reverse', outcome);
          return outcomes;
        }),
    },
    registering: {
      register: (office, person, handed) =>
        watched('register', () => registering.register(office, person, handed)),
      correct: (worker, person, handed) =>
        watched('correct', () => registering.correct(worker, person, handed)),
      erase: (worker, handed) => watched('erase', () => registering.erase(worker, handed)),
    },
  };
};
