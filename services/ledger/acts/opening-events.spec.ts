import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { reference } from '@ledger/test/support/identifiers.js';
import { act, actCorrected, actReversed, counted, reservationFenced } from '@ledger/test/dsl/acts.js';
import { caseRecorded } from '@ledger/test/dsl/cases.js';
import { gatheringAttended, gatheringHeld } from '@ledger/test/dsl/gathering.js';
import {
  healthCheckRecorded,
  paidOn,
  serviceRecorded,
  subsidyApproved,
  subsidyPaid,
  subsidyRefused,
  subsidyRequested,
} from '@ledger/test/dsl/passbook.js';
import { fen } from '../kernel/money.js';
import type { DomainEvent } from '../kernel/domain-event.js';
import { actUnderReference } from './opening-events.js';

const wanted = { office: officeCode('keqiao'), reference: reference('KQ-1') };
const input = act({ ...wanted });
const other = act({ ...wanted, reference: reference('KQ-2') });
const asked = act({ ...wanted, kind: 'education-subsidy', amountFen: fen(100) });

const standing = (...events: readonly DomainEvent[]): number | null => actUnderReference(events, wanted);

describe('the act that stands under a reference', () => {
  test('is none at first', () => {
    expect(standing()).toBeNull();
    expect(standing(reservationFenced, serviceRecorded(other))).toBeNull();
  });

  test.each<[DomainEvent]>([
    [serviceRecorded(input, { act: 3 })],
    [healthCheckRecorded(input, { act: 3 })],
    [subsidyRequested(asked, { act: 3 })],
    [subsidyPaid(asked, { act: 3 })],
    [gatheringHeld(input, { act: 3 })],
    [gatheringAttended(input, { act: 3 })],
    [caseRecorded(input, { act: 3 })],
  ])('was opened by %j', (event) => {
    expect(standing(serviceRecorded(other), event)).toBe(3);
  });

  test('is the office’s own', () => {
    expect(standing(serviceRecorded(act({ ...wanted, office: officeCode('shangyu') })))).toBeNull();
  });

  test('stands when it was corrected, approved, paid or refused', () => {
    expect(standing(serviceRecorded(input), actCorrected(counted(input), counted(input)))).toBe(0);
    const requested = subsidyRequested(asked);
    expect(standing(requested, subsidyRefused())).toBe(0);
    const paid = subsidyPaid({ ...asked, on: paidOn }, { requestedOn: asked.on });
    expect(standing(requested, subsidyApproved(fen(100)), paid)).toBe(0);
  });

  test('stands no more when it was taken back', () => {
    expect(standing(serviceRecorded(input), actReversed(counted(input)))).toBeNull();
  });

  test('stands when another act was taken back', () => {
    const second = counted(other, { act: 1 });
    expect(standing(serviceRecorded(input), serviceRecorded(other, { act: 1 }), actReversed(second))).toBe(0);
  });

  test('is the one that was recorded again', () => {
    const again = serviceRecorded(input, { act: 2 });
    expect(standing(serviceRecorded(input), actReversed(counted(input)), again)).toBe(2);
  });
});
