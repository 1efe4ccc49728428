import {
  act,
  actCorrected,
  counted,
  day,
  line,
  ruleFor,
  sealedText,
  session,
} from '@ledger/test/dsl/acts.js';
import {
  approvedOn,
  correctAct,
  healthCheckRecorded,
  mutualAidPaid,
  paidOn,
  serviceRecorded,
  subsidyApproved,
  subsidyPaid,
  subsidyRequested,
} from '@ledger/test/dsl/passbook.js';
import { specify } from '@ledger/test/dsl/specify.js';
import type { Changes } from '../acts/act-corrections.js';
import { fen } from '../kernel/money.js';
import { passbook } from './passbook-decider.js';

const { given } = specify(passbook);

const check = act({ kind: 'health-check', amountFen: fen(68_000), place: '柯桥', minutes: 10 });
const recorded = healthCheckRecorded(check);
const screening = act({ kind: 'cancer-screening' });
const trip = act({ kind: 'recuperation', amountFen: fen(90_000) });
const study = (amount: number) => act({ kind: 'education-subsidy', amountFen: fen(amount) });

describe('a correction', () => {
  test.each<[what: string, changes: Changes]>([
    ['the day', { on: day('2026-11-30') }],
    ['the district', { district: '330604' }],
    ['the place', { place: null }],
    ['the sex', { sex: 'female' }],
    ['the occupation', { occupation: '网约车司机' }],
    ['the employer', { employer: '曹操出行' }],
    ['the headcount', { headcount: 2 }],
    ['the sessions', { sessions: 1 }],
    ['the minutes', { minutes: 0 }],
    ['the items', { items: 3 }],
    ['the amount', { amountFen: fen(70_000) }],
    ['the amount, which nobody stated', { amountFen: null }],
    ['the note', { note: sealedText('复查') }],
    ['several things at once', { on: day('2026-01-31'), district: '330604', amountFen: fen(120_000) }],
  ])('may change %s', (_what, changes) => {
    given(recorded)
      .when(correctAct(changes))
      .then(actCorrected(counted(check), counted({ ...check, ...changes })));
  });

  test.each([null, fen(0)])('of a payout to nothing is refused: %s', (amountFen) => {
    const relief = act({ kind: 'hardship-relief', money: 'payout', amountFen: fen(100) });
    given(subsidyPaid(relief)).when(correctAct({ amountFen })).thenRefused('MISSING_AMOUNT', {});
    given(subsidyPaid(relief))
      .when(correctAct({ items: 2 }))
      .then(actCorrected(counted(relief), counted({ ...relief, items: 2 })));
    given().when(correctAct({ amountFen })).thenRefused('UNKNOWN_ACT');
  });

  test('takes out what stood before and enters what is right', () => {
    const reason = sealedText('金额抄错');
    given(recorded)
      .when(correctAct({ amountFen: fen(70_000), district: '330604' }, { reason }))
      .then({
        type: 'ActCorrected',
        data: {
          ...counted({ ...check, amountFen: fen(70_000), district: '330604' }),
          undone: line(check, {
            acts: -1,
            headcount: -1,
            minutes: -10,
            amountFen: fen(-68_000),
            paidFen: fen(-68_000),
          }),
          heldIn: null,
          reason,
        },
      });
  });

  test('undoes what the correction before it had put right', () => {
    const first = { ...check, amountFen: fen(70_000) };
    const second = { ...check, amountFen: fen(71_000) };
    given(recorded, actCorrected(counted(check), counted(first)))
      .when(correctAct({ amountFen: fen(71_000) }))
      .then(actCorrected(counted(first), counted(second)));
  });

  test('leaves the headcount of an attendance to its session', () => {
    const attending = { ...check, session };
    given(healthCheckRecorded(attending))
      .when(correctAct({ headcount: 3 }))
      .then(actCorrected(counted(attending), counted({ ...attending, headcount: 3 })));
  });

  test.each<[Changes]>([
    [{}],
    [{ place: '柯桥' }],
    [{ kind: 'health-check', on: check.on, amountFen: fen(68_000), minutes: 10, sex: 'male' }],
  ])('with nothing to change does nothing: %j', (changes) => {
    given(recorded).when(correctAct(changes)).thenNothing();
  });
});

describe('a corrected kind', () => {
  test('may be any that shares the event and the money', () => {
    given(serviceRecorded(screening))
      .when(correctAct({ kind: 'recuperation', amountFen: fen(1) }))
      .then(
        actCorrected(
          counted(screening),
          counted({ ...screening, kind: 'recuperation', amountFen: fen(1) }, { judgedBy: 'recuperation/1' }),
        ),
      );
  });

  test('may turn a class into another service and back', () => {
    const course = act({ kind: 'free-course' });
    const certificate = act({ kind: 'certificate' });
    given(serviceRecorded(course))
      .when(correctAct({ kind: 'certificate' }))
      .then(actCorrected(counted(course), counted(certificate)));
    given(serviceRecorded(certificate))
      .when(correctAct({ kind: 'free-course' }))
      .then(actCorrected(counted(certificate), counted(course)));
  });

  test('may turn one subsidy, or one mutual-aid payout, into another', () => {
    given(subsidyPaid(study(100)))
      .when(correctAct({ kind: 'hardship-relief' }))
      .then(actCorrected(counted(study(100)), counted({ ...study(100), kind: 'hardship-relief' })));
    const payout = act({ kind: 'medical-mutual-aid-payout', amountFen: fen(100) });
    given(mutualAidPaid(payout))
      .when(correctAct({ kind: 'maternity-mutual-aid-payout' }))
      .then(actCorrected(counted(payout), counted({ ...payout, kind: 'maternity-mutual-aid-payout' })));
  });

  test.each([
    ['a screening', serviceRecorded(screening), 'health-check'],
    ['a screening', serviceRecorded(screening), 'education-subsidy'],
    ['a screening', serviceRecorded(screening), 'legal-case'],
    ['a screening, a cost,', serviceRecorded(screening), 'condolence-payment'],
    ['a condolence payment', serviceRecorded(act({ kind: 'condolence-payment' })), 'comfort-parcel'],
    ['a health check', recorded, 'cancer-screening'],
    ['a subsidy', subsidyPaid(study(1)), 'medical-mutual-aid-payout'],
    ['a payout', mutualAidPaid(act({ kind: 'medical-mutual-aid-payout' })), 'hardship-relief'],
  ])('needs a move from %s: %j', (_what, past, kind) => {
    given(past).when(correctAct({ kind })).thenRefused('NEEDS_MOVE', {});
  });

  test('of an attendance needs a move where only one of the kinds has a rule per person', () => {
    given(serviceRecorded({ ...trip, session }))
      .when(correctAct({ kind: 'cancer-screening' }))
      .thenRefused('NEEDS_MOVE', {});
    given(serviceRecorded(trip))
      .when(correctAct({ kind: 'cancer-screening' }))
      .then(actCorrected(counted(trip), counted({ ...trip, kind: 'cancer-screening' })));
  });
});

describe('a corrected day', () => {
  test.each(['2025-12-31', '2027-01-01'])('of another year needs a move: %s', (text) => {
    given(recorded)
      .when(correctAct({ on: day(text) }))
      .thenRefused('NEEDS_MOVE', {});
  });

  const asked = study(100_000);
  const paid = { ...asked, on: paidOn };
  const life = [
    subsidyRequested(asked),
    subsidyApproved(fen(100_000)),
    subsidyPaid(paid, { requestedOn: asked.on }),
  ];

  test('of a payment may lie in the year after the request', () => {
    const on = day('2027-01-04');
    given(...life)
      .when(correctAct({ on }))
      .then(actCorrected(counted(paid), counted({ ...paid, on })));
  });

  test('of a payment may be that of the approval and no earlier', () => {
    given(...life)
      .when(correctAct({ on: approvedOn }))
      .then(actCorrected(counted(paid), counted({ ...paid, on: approvedOn })));
    given(...life)
      .when(correctAct({ on: day('2026-03-19') }))
      .thenRefused('DATE_OUT_OF_ORDER', { date: '2026-03-19', before: '2026-03-20' });
  });

  test('of a payment stays behind the approval when it is corrected again', () => {
    given(...life, actCorrected(counted(paid), counted({ ...paid, on: approvedOn })))
      .when(correctAct({ on: day('2026-03-19') }))
      .thenRefused('DATE_OUT_OF_ORDER', { date: '2026-03-19', before: '2026-03-20' });
  });

  test('of a payment recorded without a request may be any of the year', () => {
    const on = day('2026-01-01');
    given(subsidyPaid(paid))
      .when(correctAct({ on }))
      .then(actCorrected(counted(paid), counted({ ...paid, on })));
  });
});

describe('a corrected act is judged anew', () => {
  test('without itself: it does not use up its own year', () => {
    given(recorded)
      .when(correctAct({ on: day('2026-05-01') }))
      .then(actCorrected(counted(check), counted({ ...check, on: day('2026-05-01') })));
  });

  test('without itself: it does not use up its own part of the cap', () => {
    given(subsidyPaid(study(150_000)), subsidyPaid(study(40_000), { act: 1 }))
      .when(correctAct({ amountFen: fen(160_000) }))
      .then(actCorrected(counted(study(150_000)), counted(study(160_000))));
    given(subsidyPaid(study(150_000)), subsidyPaid(study(40_000), { act: 1 }))
      .when(correctAct({ amountFen: fen(160_001) }))
      .thenRefused('OVER_CAP', { cap: '2000.00', used: '400.00', year: 2026 });
  });

  test('by the cap of the sex that is right', () => {
    const hers = act({ kind: 'health-check', sex: 'female', amountFen: fen(130_000) });
    given(healthCheckRecorded(hers))
      .when(correctAct({ sex: 'male' }))
      .thenRefused('OVER_CAP', { cap: '1200.00' });
  });

  test('under its new kind', () => {
    given(serviceRecorded(trip), serviceRecorded(screening, { act: 1 }))
      .when(correctAct({ kind: 'recuperation' }, { act: 1 }))
      .thenRefused('ONCE_PER_YEAR', { year: 2026 });
    given(serviceRecorded(act({ kind: 'cancer-screening', amountFen: fen(100_001) })))
      .when(correctAct({ kind: 'recuperation' }))
      .thenRefused('OVER_CAP', { cap: '1000.00' });
  });

  test('of what was paid after a request, by the rule and the year of the request', () => {
    const rules = [ruleFor('hardship-relief', { oncePerYear: true, until: '2026-12-31' })];
    const asked = act({ kind: 'education-subsidy', amountFen: fen(100) });
    const paid = { ...asked, on: day('2027-02-01') };
    given(
      subsidyRequested(asked),
      subsidyApproved(fen(100)),
      subsidyPaid(paid, { requestedOn: asked.on }),
      subsidyPaid(act({ kind: 'hardship-relief' }), { act: 3 }),
    )
      .when(correctAct({ kind: 'hardship-relief' }, { rules }))
      .thenRefused('ONCE_PER_YEAR', { year: 2026 });
  });
});
