import { fen } from '@ledger/ledger/kernel/money.js';
import { act, day } from './acts.js';
import { happened } from './project.js';
import * as passbook from './passbook.js';

/** A subsidy of 300 yuan that is requested on 12 March, approved with 200 yuan and paid on 2 April. */
export const asked = act({ kind: 'education-subsidy', amountFen: fen(30_000), reference: 'A-1' });
export const paid = { ...asked, on: passbook.paidOn, amountFen: fen(20_000) };

const at = (instant: string) => ({ at: instant });
export const approvedAt = '2026-03-20T02:00:00.000Z';
export const paidAt = '2026-04-02T02:00:00.000Z';
export const laterAt = '2026-05-02T02:00:00.000Z';

/** The events in the life of the subsidy `asked`: requested, approved, paid. */
export const wayOfASubsidy = [
  happened(passbook.stream, passbook.subsidyRequested(asked)),
  happened(passbook.stream, passbook.subsidyApproved(fen(20_000)), at(approvedAt)),
  happened(passbook.stream, passbook.subsidyPaid(paid, { requestedOn: day('2026-03-12') }), at(paidAt)),
] as const;
