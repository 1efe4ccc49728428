import * as cases from '@ledger/test/dsl/cases.js';
import * as gathering from '@ledger/test/dsl/gathering.js';
import * as passbook from '@ledger/test/dsl/passbook.js';
import {
  act,
  actCorrected,
  actReversed,
  counted,
  day,
  keqiao,
  line,
  undoing,
} from '@ledger/test/dsl/acts.js';
import { happened, history } from '@ledger/test/dsl/project.js';
import { fen } from '@ledger/ledger/kernel/money.js';
import type { Entry } from '@ledger/schema/events/values.js';
import { linesOf, recordedMonth, type CountingEvent } from './count-lines.js';

const screening = act({ amountFen: fen(90_000) });
const check = act({ kind: 'health-check' });
const subsidy = act({ kind: 'education-subsidy', amountFen: fen(20_000), on: day('2026-04-02') });
const claim = act({ kind: 'medical-mutual-aid-payout', amountFen: fen(30_000), on: day('2026-04-02') });
const lecture = gathering.lecture({ headcount: 5 });
const training = gathering.training({ headcount: 5 });
const attending = gathering.attending();
const dispute = cases.dispute();

const one = { acts: 1, headcount: 1 };

describe('an event adds to the totals', () => {
  test.each<[event: CountingEvent, added: Entry]>([
    [
      passbook.serviceRecorded(screening),
      line(screening, { ...one, amountFen: fen(90_000), paidFen: fen(90_000) }),
    ],
    [passbook.healthCheckRecorded(check), line(check, one)],
    [
      passbook.subsidyPaid(subsidy, { requestedOn: day('2026-03-12') }),
      line(subsidy, { ...one, amountFen: fen(20_000), paidFen: fen(20_000) }),
    ],
    [passbook.mutualAidPaid(claim), line(claim, { ...one, amountFen: fen(30_000), paidFen: fen(30_000) })],
    [gathering.gatheringHeld(lecture), line(lecture, { acts: 1, headcount: 5, sessions: 1 })],
    [gathering.gatheringAttended(attending, { act: 1 }), line(attending, { acts: 1 })],
    [gathering.gatheringAttended(attending, { act: 6, adds: 1 }), line(attending, one)],
    [
      gathering.trainingSessionHeld(training),
      line(training, { acts: 1, headcount: 5, sessions: 1, minutes: 120 }),
    ],
    [gathering.trainingAttended(attending, { act: 1 }), line(attending, { acts: 1 })],
    [cases.caseRecorded(dispute), line(dispute, { ...one, amountFen: fen(500_000) })],
    [gathering.attendanceNoted(check, { adds: 1 }), { ...line(check, { headcount: 1 }), worker: null }],
    [gathering.attendanceWithdrawn(check, { adds: -1 }), { ...line(check, { headcount: -1 }), worker: null }],
  ])('$type: one line', (event, added) => {
    expect(linesOf(event)).toStrictEqual([added]);
  });

  describe('attendance of a session in another district: its heads there, everything else at home', () => {
    const inKeqiao = attending;
    const elsewhere = { ...attending, district: '330604' };
    const [own, heads] = [
      line(elsewhere, { acts: 1 }),
      { ...line(inKeqiao, { headcount: 1 }), worker: null },
    ];
    const recorded = gathering.gatheringAttended(elsewhere, { act: 1, adds: 1, heldIn: keqiao });

    test('when it is recorded', () => {
      expect(linesOf(recorded)).toStrictEqual([own, heads]);
    });

    test('when it is taken back', () => {
      const { heldIn, ...now } = recorded.data;
      expect(linesOf(actReversed(now, { heldIn }))).toStrictEqual([
        line(elsewhere, { acts: -1 }),
        { ...line(inKeqiao, { headcount: -1 }), worker: null },
      ]);
    });

    test('when it is corrected', () => {
      const { heldIn, ...now } = recorded.data;
      const after = { ...now, sex: 'female' } as const;
      expect(linesOf(actCorrected(now, after, { heldIn }))).toStrictEqual([
        line(elsewhere, { acts: -1 }),
        { ...line(inKeqiao, { headcount: -1 }), worker: null },
        { ...own, sex: 'female' },
        { ...heads, sex: 'female' },
      ]);
    });
  });

  test('a correction: what stood, taken back, and what is right', () => {
    const before = counted(screening);
    const after = counted({ ...screening, district: '330604', on: day('2026-02-01') });
    const [undone, added, ...more] = linesOf(actCorrected(before, after));
    expect(undone).toStrictEqual(undoing(before));
    expect([added?.district, added?.on, added?.counts]).toStrictEqual(['330604', '2026-02-01', after.counts]);
    expect(more).toStrictEqual([]);
  });

  test('a reversal: what stood, taken back', () => {
    const before = counted(screening);
    expect(linesOf(actReversed(before))).toStrictEqual([undoing(before)]);
    expect(undoing(before)).toMatchObject({ district: keqiao, counts: { acts: -1, paidFen: -90_000 } });
  });
});

test('the month of recording is the one in Asia/Shanghai, event by event', () => {
  const at = (instant: string) => happened('x', passbook.serviceRecorded(screening), { at: instant });
  const months = history([
    at('2026-01-31T15:59:59.999Z'),
    at('2026-01-31T16:00:00.000Z'),
    at('2026-01-31T16:00:00.000Z'),
    at('2026-01-31T15:59:59.999Z'),
    at('2025-12-31T16:00:00.000Z'),
  ]).map(recordedMonth);
  expect(months).toStrictEqual(['2026-01', '2026-02', '2026-02', '2026-01', '2026-01']);
});
