import { act, counted, day, sealedText, session, today } from '@ledger/test/dsl/acts.js';
import {
  approvedOn,
  approveSubsidy,
  paidOn,
  paySubsidy,
  refusedOn,
  refuseSubsidy,
  requestSubsidy,
  stream,
  subsidyApproved,
  subsidyPaid,
  subsidyRefused,
  subsidyRequested,
} from '@ledger/test/dsl/passbook.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { fen } from '../kernel/money.js';
import { passbook } from './passbook-decider.js';

const { given } = specify(passbook);

const asked = act({ kind: 'education-subsidy', on: day('2026-03-12'), amountFen: fen(150_000) });
const requestedOn = asked.on;
const requested = subsidyRequested(asked);
const approved = subsidyApproved(fen(150_000));

describe('a requested subsidy', () => {
  test('waits, and counts nowhere yet', () => {
    given().when(requestSubsidy(asked)).then(requested);
  });

  test('needs an amount', () => {
    given()
      .when(requestSubsidy({ ...asked, amountFen: null }))
      .thenRefused('MISSING_AMOUNT', {});
  });

  test.each([
    [{ reference: 'same' } as const, 'DUPLICATE'],
    [{ reference: 'other' } as const, 'REF_REUSED'],
    [{ session: 'unknown' } as const, 'UNKNOWN_SESSION'],
    [{ session: 'attended' } as const, 'ALREADY_ATTENDED'],
    [{ session: 'full' } as const, 'SESSION_FULL'],
  ] as const)('is refused like any recorded act: %o, %s', (said, code) => {
    given().when(requestSubsidy(asked, said)).thenRefused(code);
  });

  test('is approved, the whole sum unless less is said', () => {
    given(requested).when(approveSubsidy()).then(approved);
    const reason = sealedText('材料齐全');
    given(requested)
      .when(approveSubsidy({ reason }))
      .then({ ...approved, data: { ...approved.data, reason } });
  });

  test('is approved for less', () => {
    given(requested)
      .when(approveSubsidy({ amountFen: fen(149_999) }))
      .then(subsidyApproved(fen(149_999)));
  });

  test('is not approved for nothing', () => {
    given(requested)
      .when(approveSubsidy({ amountFen: fen(0) }))
      .thenRefused('MISSING_AMOUNT', {});
    given(subsidyRequested({ ...asked, amountFen: fen(0) }))
      .when(approveSubsidy())
      .thenRefused('MISSING_AMOUNT', {});
  });

  test('is approved for exactly what was asked', () => {
    given(requested)
      .when(approveSubsidy({ amountFen: fen(150_000) }))
      .then(approved);
  });

  test('is never approved for more than was asked', () => {
    given(requested)
      .when(approveSubsidy({ amountFen: fen(150_001) }))
      .thenRefused('OVER_REQUEST', { requested: '1500.00' });
  });

  test('is refused, with the reason sealed', () => {
    const reason = sealedText('材料不全');
    given(requested).when(refuseSubsidy({ reason })).then(subsidyRefused({ reason }));
  });

  test('is not known before it was requested', () => {
    given()
      .when(approveSubsidy({ act: 3 }))
      .thenRefused('UNKNOWN_ACT', { act: `${stream}.3` });
  });
});

describe('an approved subsidy', () => {
  const paid = { ...asked, on: paidOn };

  test('is paid: on this day it is given and counts', () => {
    given(requested, approved)
      .when(paySubsidy())
      .then({
        type: 'SubsidyPaid',
        data: {
          ...counted(paid),
          counts: {
            acts: 1,
            headcount: 1,
            sessions: 0,
            minutes: 0,
            items: 0,
            amountFen: fen(150_000),
            paidFen: fen(150_000),
          },
          requestedOn,
        },
      });
  });

  test('is paid as it was approved, not as it was asked for', () => {
    given(requested, subsidyApproved(fen(80_000)))
      .when(paySubsidy())
      .then(subsidyPaid({ ...paid, amountFen: fen(80_000) }, { requestedOn }));
  });

  test('leaves the headcount to its session', () => {
    given(subsidyRequested({ ...asked, session }), approved)
      .when(paySubsidy())
      .then(subsidyPaid({ ...paid, session }, { requestedOn, counts: { headcount: 0 } }));
  });

  test('may still be refused', () => {
    given(requested, approved).when(refuseSubsidy()).then(subsidyRefused());
  });

  test('may be paid in the next year, and stays in the passbook of its request', () => {
    const on = day('2027-01-04');
    given(requested, approved)
      .when(paySubsidy({ on, today: on }))
      .then(subsidyPaid({ ...asked, on }, { requestedOn }));
  });

  test('keeps the rule by which it was approved', () => {
    given(requested, subsidyApproved(fen(150_000), { judgedBy: 'education-subsidy/2' }))
      .when(paySubsidy())
      .then(subsidyPaid(paid, { requestedOn, judgedBy: 'education-subsidy/2' }));
  });
});

describe('the days of a subsidy', () => {
  test('may all be the same', () => {
    const on = requestedOn;
    given(requested)
      .when(approveSubsidy({ on }))
      .then(subsidyApproved(fen(150_000), { on }));
    given(requested, subsidyApproved(fen(150_000), { on }))
      .when(paySubsidy({ on }))
      .then(subsidyPaid(asked, { requestedOn }));
    given(requested).when(refuseSubsidy({ on })).then(subsidyRefused({ on }));
  });

  test('may be today and not tomorrow', () => {
    const tomorrow = day('2026-07-01');
    const because = { date: '2026-07-01', today: '2026-06-30' };
    given(requested)
      .when(approveSubsidy({ on: today }))
      .then(subsidyApproved(fen(150_000), { on: today }));
    given(requested)
      .when(approveSubsidy({ on: tomorrow }))
      .thenRefused('DATE_IN_FUTURE', because);
    given(requested)
      .when(refuseSubsidy({ on: tomorrow }))
      .thenRefused('DATE_IN_FUTURE', because);
    given(requested, approved)
      .when(paySubsidy({ on: tomorrow }))
      .thenRefused('DATE_IN_FUTURE', because);
  });

  test('are never earlier than the request', () => {
    const on = day('2026-03-11');
    const because = { date: '2026-03-11', before: '2026-03-12' };
    given(requested).when(approveSubsidy({ on })).thenRefused('DATE_OUT_OF_ORDER', because);
    given(requested).when(refuseSubsidy({ on })).thenRefused('DATE_OUT_OF_ORDER', because);
  });

  test('are never earlier than the approval', () => {
    const on = day('2026-03-19');
    const because = { date: '2026-03-19', before: approvedOn };
    given(requested, approved).when(paySubsidy({ on })).thenRefused('DATE_OUT_OF_ORDER', because);
    given(requested, approved).when(refuseSubsidy({ on })).thenRefused('DATE_OUT_OF_ORDER', because);
  });
});

describe('a refused subsidy', () => {
  test('may be requested again, as a new act', () => {
    given(requested, subsidyRefused())
      .when(requestSubsidy({ ...asked, on: refusedOn }))
      .then(subsidyRequested({ ...asked, on: refusedOn }, { act: 2 }));
  });
});
