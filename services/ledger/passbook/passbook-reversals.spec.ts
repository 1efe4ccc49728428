import { officeCode } from '../kernel/identifiers.js';
import { reference } from '@ledger/test/support/identifiers.js';
import {
  act,
  actCorrected,
  actReferenceReleased,
  actReversed,
  counted,
  line,
  reservationFenced,
  sealedText,
  session,
} from '@ledger/test/dsl/acts.js';
import {
  healthCheckRecorded,
  mutualAidPaid,
  paidOn,
  recordService,
  releaseReference,
  reverseAct,
  serviceRecorded,
  stream,
  subsidyApproved,
  subsidyPaid,
  subsidyRefused,
  subsidyRequested,
} from '@ledger/test/dsl/passbook.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { fen } from '../kernel/money.js';
import { passbook, type PassbookEvent } from './passbook-decider.js';

const { given } = specify(passbook);

const check = act({
  kind: 'health-check',
  amountFen: fen(68_000),
  headcount: 1,
  reference: 'KQ-1',
  office: officeCode('keqiao'),
});

describe('a reversal', () => {
  test('takes the act out of the totals and names what it held', () => {
    const reason = sealedText('重复登记');
    given(healthCheckRecorded(check))
      .when(reverseAct(0, reason, 'mistake'))
      .then({
        type: 'ActReversed',
        data: {
          act: 0,
          undone: line(check, { acts: -1, headcount: -1, amountFen: fen(-68_000), paidFen: fen(-68_000) }),
          heldIn: null,
          reason,
          ground: 'mistake',
          releases: false,
          office: officeCode('keqiao'),
          reference: reference('KQ-1'),
          session: null,
          money: 'cost',
        },
      });
  });

  test('names the session, which counts the headcount', () => {
    const attending = { ...check, session };
    given(healthCheckRecorded(attending))
      .when(reverseAct())
      .then({
        type: 'ActReversed',
        data: {
          act: 0,
          undone: line(attending, { acts: -1, amountFen: fen(-68_000), paidFen: fen(-68_000) }),
          heldIn: null,
          reason: null,
          ground: null,
          releases: false,
          office: officeCode('keqiao'),
          reference: reference('KQ-1'),
          session,
          money: 'cost',
        },
      });
  });

  test('takes back what the last correction left', () => {
    const right = { ...check, amountFen: fen(70_000), district: '330604' };
    given(healthCheckRecorded(check), actCorrected(counted(check), counted(right)))
      .when(reverseAct())
      .then(actReversed(counted(right)));
  });

  test('takes a payment back', () => {
    const asked = act({ kind: 'education-subsidy', amountFen: fen(100_000) });
    const paid = { ...asked, on: paidOn };
    const payout = act({ kind: 'medical-mutual-aid-payout', amountFen: fen(5_000) });
    given(
      subsidyRequested(asked),
      subsidyApproved(fen(100_000)),
      subsidyPaid(paid, { requestedOn: asked.on }),
    )
      .when(reverseAct())
      .then(actReversed(counted(paid)));
    given(mutualAidPaid(payout))
      .when(reverseAct())
      .then(actReversed(counted(payout)));
  });

  test('takes back no negative zero', () => {
    const nothing = act({ headcount: 0 });
    given(serviceRecorded(nothing))
      .when(reverseAct())
      .then(actReversed(counted(nothing)));
  });

  test('happens once', () => {
    given(healthCheckRecorded(check), actReversed(counted(check)))
      .when(reverseAct())
      .thenRefused('WRONG_STATE', { state: 'reversed' });
  });

  test('frees the session for the same person', () => {
    const attending = { ...check, session };
    given(healthCheckRecorded(attending), actReversed(counted(attending)))
      .when(recordService(attending))
      .then(healthCheckRecorded(attending, { act: 2 }));
  });

  test('is possible in a passbook that is full', () => {
    const fences: readonly PassbookEvent[] = Array.from({ length: 999 }, () => reservationFenced);
    given(...fences, serviceRecorded(act(), { act: 999 }))
      .when(reverseAct(999))
      .then(actReversed(counted(act(), { act: 999 })));
  });
});

describe('the reference of an act that was taken back', () => {
  const back = [healthCheckRecorded(check), actReversed(counted(check))] as const;
  const reason = sealedText('可以重新登记');

  test('is given free later, with the reason', () => {
    given(...back)
      .when(releaseReference(0, reason))
      .then(actReferenceReleased({ act: 0, reference: 'KQ-1' }, reason));
  });

  test('is given free by the reversal that says so, and then not once more', () => {
    const order = reverseAct();
    given(healthCheckRecorded(check))
      .when({ ...order, data: { ...order.data, releases: true } })
      .then(actReversed(counted(check), { releases: true }));
    given(healthCheckRecorded(check), actReversed(counted(check), { releases: true }))
      .when(releaseReference())
      .thenNothing();
    given(...back, actReferenceReleased({ act: 0, reference: 'KQ-1' }))
      .when(releaseReference())
      .thenNothing();
  });

  test('is nothing to give free where the act has none', () => {
    const nameless = { ...check, reference: null };
    given(healthCheckRecorded(nameless), actReversed(counted(nameless)))
      .when(releaseReference())
      .thenNothing();
  });

  test('stays with an act that stands, was refused, or is not there', () => {
    const asked = act({ kind: 'education-subsidy', amountFen: fen(100_000) });
    given(healthCheckRecorded(check)).when(releaseReference()).thenRefused('WRONG_STATE', { state: 'given' });
    given(subsidyRequested(asked), subsidyRefused())
      .when(releaseReference())
      .thenRefused('WRONG_STATE', { state: 'refused' });
    given(...back)
      .when(releaseReference(1))
      .thenRefused('UNKNOWN_ACT', { act: `${stream}.1` });
  });
});
