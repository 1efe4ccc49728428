import { actReferenceReleased, actReversed, counted, sealedText } from '@ledger/test/dsl/acts.js';
import { paid, wayOfASubsidy } from '@ledger/test/dsl/payouts.js';
import * as passbook from '@ledger/test/dsl/passbook.js';
import { happened } from '@ledger/test/dsl/project.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import { fen } from '@ledger/ledger/kernel/money.js';
import { changesOf } from './act-changes.js';
import { historiesOf } from './act-history.js';

let views: Views;
beforeAll(() => {
  views = openViews();
});
afterAll(() => views.close());

test('an approval shows its sum, its day and its reason, later steps only what they changed', async () => {
  const [requested, , payment] = wayOfASubsidy;
  const { stream } = passbook;
  const reason = sealedText('材料齐全');
  await views.write(
    requested,
    happened(stream, passbook.subsidyApproved(fen(20_000), { reason })),
    payment,
    happened(stream, actReversed(counted(paid))),
    happened(stream, actReferenceReleased({ act: 0, reference: 'A-1' }, sealedText('可以重新登记'))),
  );
  const [steps = []] = await historiesOf(views.log, [`${stream}.0`]);
  expect(steps.map((step) => step.event)).toStrictEqual([
    'SubsidyRequested',
    'SubsidyApproved',
    'SubsidyPaid',
    'ActReversed',
    'ActReferenceReleased',
  ]);
  expect(steps.map((step) => step.reason !== null)).toStrictEqual([false, true, false, false, true]);
  const reported = steps
    .slice(1)
    .map((step) => changesOf(step, () => null).map(({ field, before, after }) => [field, before, after]));
  expect(reported).toStrictEqual([
    [
      ['approvedOn', null, '2026-03-20'],
      ['approvedFen', null, '20000'],
      ['state', 'requested', 'approved'],
    ],
    [
      ['on', '2026-03-12', '2026-04-02'],
      ['amountFen', '30000', '20000'],
      ['paidFen', '0', '20000'],
      ['state', 'approved', 'paid'],
    ],
    [
      ['paidFen', '20000', '0'],
      ['takenBackFen', '0', '20000'],
      ['state', 'paid', 'reversed'],
    ],
    [],
  ]);
});
