import { reference as named } from '@ledger/test/support/identifiers.js';
import { member, reading, recordCommand } from '@ledger/test/support/acts.js';
import { inAWord } from '@ledger/test/support/contest.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { appendingThrough, overtaken } from '@ledger/test/support/overtaken.js';
import { sequential, sleeper, toSlice } from '@ledger/test/support/sequential.js';
import { fen } from '../kernel/money.js';
import type { RefusalRecorder } from './command-run.js';

/*
 * Two writers: the first reserves the reference of a health check and dies before its act. The second records a health
 * check of the same year. The repeated command of the first is then refused, and releases the reference.
 */

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const check = reading('health-check', { person: member('M-1'), amountFen: fen(80_000) });
const reserving = recordCommand({ ...check, reference: named('R-1') }, 'the first');
const later = recordCommand(reading('certificate', { person: member('M-1') }), 'a later act');

/** The first writer dies between its reservation and its act; the second records its own act. */
const bothWriters = async (): Promise<void> => {
  const { gate, asleep } = sleeper(toSlice('passbook'));
  void ledger.writer((log) => sequential(log, gate)).recording.record([reserving]);
  await asleep;
  await ledger.write.recording.record([recordCommand(check, 'the second')]);
};

/** Repeats the first command, a later act after it. Returns what was appended and stored, in order. */
const repeated = async (beforeRelease: () => Promise<unknown> = async () => undefined) => {
  const steps: string[] = [];
  const { recording } = ledger.writer((log) =>
    overtaken(
      appendingThrough(log, async (chain) => {
        const results = await log.append(chain);
        for (const [index, { events }] of chain.entries())
          steps.push(`${events[0]?.event.type ?? 'nothing'} ${results[index]?.kind ?? 'unanswered'}`);
        return results;
      }),
      toSlice('ref'),
      beforeRelease,
    ),
  );
  const recorder: RefusalRecorder = {
    keep: async (refusals) => {
      for (const { commandId, outcome } of refusals) steps.push(`${commandId}: ${outcome.code}`);
    },
  };
  const outcomes = await recording.record([reserving, later], recorder);
  return { steps, words: outcomes.map(inAWord) };
};

describe('a refusal that releases what its command had reserved', () => {
  it('is stored after the release, and before any later act is written', async () => {
    await bothWriters();
    expect(await repeated()).toStrictEqual({
      steps: [
        'ReservationFenced appended',
        'ReferenceReleased appended',
        'the first: ONCE_PER_YEAR',
        'ServiceRecorded appended',
      ],
      words: ['ONCE_PER_YEAR', 'recorded'],
    });
  });

  it('is not stored where another writer takes the reference before the release is written', async () => {
    await bothWriters();
    const taking = recordCommand(
      reading('certificate', { person: member('M-2'), reference: named('R-1') }),
      'a third',
    );
    expect(await repeated(() => ledger.write.recording.record([taking]))).toStrictEqual({
      steps: [
        'ReservationFenced conflict',
        'ReferenceReleased skipped',
        'the first: REF_REUSED',
        'ServiceRecorded appended',
      ],
      words: ['REF_REUSED', 'recorded'],
    });
  });
});
