import { officeCode } from '../kernel/identifiers.js';
import { reference } from '@ledger/test/support/identifiers.js';
import {
  act,
  actCorrected,
  actReferenceReleased,
  actReversed,
  counted,
  reservationFenced,
} from '@ledger/test/dsl/acts.js';
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
import { actUnderReference, type Referent } from './opening-events.js';

const wanted = { office: officeCode('keqiao'), reference: reference('KQ-1') };
const input = act({ ...wanted });
const other = act({ ...wanted, reference: reference('KQ-2') });
const asked = act({ ...wanted, kind: 'education-subsidy', amountFen: fen(100) });

const holder = (...events: readonly DomainEvent[]): Referent | null => actUnderReference(events, wanted);

/** The act that holds the reference and was not taken back; null if there is none. */
const actOpened = (...events: readonly DomainEvent[]): number | null => {
  const found = holder(...events);
  return found?.reversal === null ? found.act : null;
};

describe('the act that stands under a reference', () => {
  test('is none at first', () => {
    expect(actOpened()).toBeNull();
    expect(actOpened(reservationFenced, serviceRecorded(other))).toBeNull();
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
    expect(actOpened(serviceRecorded(other), event)).toBe(3);
  });

  test('is the office’s own', () => {
    expect(actOpened(serviceRecorded(act({ ...wanted, office: officeCode('shangyu') })))).toBeNull();
  });

  test('stands when it was corrected, approved, paid or refused', () => {
    expect(actOpened(serviceRecorded(input), actCorrected(counted(input), counted(input)))).toBe(0);
    const requested = subsidyRequested(asked);
    expect(actOpened(requested, subsidyRefused())).toBe(0);
    const paid = subsidyPaid({ ...asked, on: paidOn }, { requestedOn: asked.on });
    expect(actOpened(requested, subsidyApproved(fen(100)), paid)).toBe(0);
  });

  test('stands when another act was taken back', () => {
    const second = counted(other, { act: 1 });
    expect(actOpened(serviceRecorded(input), serviceRecorded(other, { act: 1 }), actReversed(second))).toBe(
      0,
    );
  });

  test('is the one that was recorded again', () => {
    const again = serviceRecorded(input, { act: 2 });
    expect(actOpened(serviceRecorded(input), reversedAndFree, again)).toBe(2);
  });
});

const reversed = actReversed(counted(input), { ground: 'duplicate' });
const reversedAndFree = actReversed(counted(input), { releases: true });
const released = actReferenceReleased({ act: 0, reference: 'KQ-1' });

describe('the act that was taken back', () => {
  test('keeps its reference, and tells which event took it back, on what ground', () => {
    const past = [reservationFenced, serviceRecorded(input, { act: 1 })];
    const back = actReversed(counted(input, { act: 1 }), { ground: 'duplicate' });
    expect(holder(...past, back)).toStrictEqual({ act: 1, reversal: { revision: 2, ground: 'duplicate' } });
  });

  test('loses it where the reversal gives it free, or a later release does', () => {
    expect(holder(serviceRecorded(input), reversedAndFree)).toBeNull();
    expect(holder(serviceRecorded(input), reversed, released)).toBeNull();
  });

  test('keeps it when another act of the stream gives its own free', () => {
    const second = actReferenceReleased({ act: 1, reference: 'KQ-2' });
    const past = [serviceRecorded(input), serviceRecorded(other, { act: 1 }), reversed];
    expect(holder(...past, second)).toStrictEqual({ act: 0, reversal: { revision: 2, ground: 'duplicate' } });
  });

  test('does not hold what was recorded again after its release', () => {
    const again = serviceRecorded(input, { act: 3 });
    expect(holder(serviceRecorded(input), reversed, released, again)).toStrictEqual({
      act: 3,
      reversal: null,
    });
  });
});
