import type { Outcome } from '@ledger/ledger/engine/submission.js';
import type { WriteSide } from '@ledger/ledger/use-cases/write-side.js';
import type { Metrics } from '@ledger/infra/telemetry/metrics.js';
import { spanned } from '@ledger/infra/telemetry/trace-spans.js';

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
      // All that is given is passed on: a parameter that is added one day must not be lost here.
      record: (...given) =>
        spanned('ledger.command record', { 'ledger.commands': given[0].length }, async () => {
          const outcomes = await recording.record(...given);
          for (const outcome of outcomes) count('record', outcome);
          return outcomes;
        }),
      foresee: (...given) => recording.foresee(...given),
    },
    amending: {
      amend: (...given) => watched('amend', () => amending.amend(...given)),
      reverseAll: (...given) =>
        spanned('ledger.command reverse', { 'ledger.commands': given[0].acts.length }, async () => {
          const outcomes = await amending.reverseAll(...given);
          for (const outcome of outcomes) count('reverse', outcome);
          return outcomes;
        }),
    },
    registering: {
      register: (...given) => watched('register', () => registering.register(...given)),
      correct: (...given) => watched('correct', () => registering.correct(...given)),
      erase: (...given) => watched('erase', () => registering.erase(...given)),
    },
  };
};
