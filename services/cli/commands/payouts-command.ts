import { headIn } from '../terminal/table-heads.js';
import { stateIn } from '../terminal/terminal-language.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { printWorkerNo, workerNo } from '@ledger/ledger/kernel/ids.js';
import { pagesOf } from '@ledger/projections/reading/list-pages.js';
import type { ListSlice } from '@ledger/projections/reading/list-slice.js';
import { payouts as payoutsView } from '@ledger/projections/payouts/payouts-projection.js';
import type { PayoutDocument } from '@ledger/projections/payouts/payouts-document.js';
import {
  payoutSteps,
  type PayoutFilter,
  type PayoutStep,
  type PayoutTotal,
} from '@ledger/projections/payouts/payouts-queries.js';
import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import { terminalSpeech } from '../terminal/terminal-messages.js';
import type { Asking } from '../terminal/command-caller.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { remarkLag } from '../terminal/lag-remark.js';
import { usageFault } from '../terminal/usage-fault.js';
import { payoutsFilter, type PayoutsAsked } from '../options/list-options.js';
import { count, jsonSum, money, moneySum, print, printJson, printTable } from '../terminal/output.js';

export type PayoutsOptions = PayoutsAsked & Readonly<{ by?: string; json?: boolean }>;

/** How many payouts a table shows; `--json` has all. */
const shown = 50;

/** The payouts that the filter finds: all of them (`isAll`), or only as many as a table shows. */
const listed = async (
  { door, by }: Asking,
  filter: PayoutFilter,
  isAll: boolean,
): Promise<readonly PayoutDocument[]> => {
  const list = async (slice: ListSlice) =>
    (await door.handle({ order: 'ListPayouts', by, filter, slice, atLeast: null })).listed;
  if (!isAll) return (await list({ from: 'front', first: shown, after: null })).items.map(({ doc }) => doc);
  const payouts: PayoutDocument[] = [];
  for await (const page of pagesOf(list)) payouts.push(...page);
  return payouts;
};

/** The step by whose persons the totals are grouped. Throws UsageFault where there is no such step. */
const stepAsked = (name: string | undefined): PayoutStep | null => {
  if (name === undefined) return null;
  const step = payoutSteps.find((each) => each === name);
  if (step === undefined)
    throw usageFault('noneOf', { option: 'by', text: name, words: payoutSteps.join(', ') });
  return step;
};

const printTotals = (totals: readonly PayoutTotal[], step: PayoutStep | null, language: Language): void => {
  printTable(
    [
      { head: headIn(language, 'state') },
      ...(step === null ? [] : [{ head: headIn(language, `${step}By`) }]),
      { head: headIn(language, 'payouts'), align: 'right' },
      { head: headIn(language, 'yuan'), align: 'right' },
      { head: headIn(language, 'paidOut'), align: 'right' },
      { head: headIn(language, 'takenBack'), align: 'right' },
    ],
    totals.map((total) => [
      stateIn(language, total.state),
      ...(step === null ? [] : [total.by ?? '']),
      count(total.payouts),
      moneySum(total.amountFen),
      moneySum(total.paidFen),
      moneySum(total.takenBackFen),
    ]),
  );
};

const numberOf = ({ worker }: PayoutDocument): string | null =>
  worker === null ? null : printWorkerNo(workerNo(worker));

const jsonOf = (payout: PayoutDocument): unknown => {
  const { act, kind, district, state, on, requestedOn, paidOn, amountFen, reference } = payout;
  const { requestedBy, requestedAt, approvedOn, approvedBy, approvedAt, paidBy, paidAt } = payout;
  const { paidFen, takenBackFen } = payout;
  return {
    act,
    workerNo: numberOf(payout),
    kind,
    district,
    state,
    date: on,
    requestedOn,
    requestedBy,
    requestedAt,
    approvedOn,
    approvedBy,
    approvedAt,
    paidOn,
    paidBy,
    paidAt,
    amountFen,
    paidFen,
    takenBackFen,
    reference,
  };
};

const totalJson = (total: PayoutTotal): unknown => ({
  ...total,
  amountFen: jsonSum(total.amountFen),
  paidFen: jsonSum(total.paidFen),
  takenBackFen: jsonSum(total.takenBackFen),
});

/** Money that leaves, or is asked of, a fund for a person: what finance looks at. */
export const payouts = async (options: PayoutsOptions, asking: Asking): Promise<number> => {
  const { door, by, language } = asking;
  const filter = payoutsFilter(options);
  const step = stepAsked(options.by);
  // Before what it is the state of: what is repaired meanwhile was read as incomplete.
  const view = await door.handle({ order: 'GetView', by, view: payoutsView, atLeast: null });
  const totals = await door.handle({ order: 'TotalPayouts', by, filter, step });
  const payments = await listed(asking, filter, options.json === true);
  remarkLag(view, language);
  if (options.json === true) {
    printJson({ totals: totals.map(totalJson), payouts: payments.map(jsonOf) });
    return exitCodes.ok;
  }
  printTable(
    [
      { head: headIn(language, 'act') },
      { head: headIn(language, 'worker') },
      { head: headIn(language, 'kind') },
      { head: headIn(language, 'district') },
      { head: headIn(language, 'date') },
      { head: headIn(language, 'state') },
      { head: headIn(language, 'yuan'), align: 'right' },
    ],
    payments.map((payout) => [
      payout.act,
      numberOf(payout) ?? '',
      kindOfCode(payout.kind)?.zh ?? payout.kind,
      payout.district,
      payout.on,
      stateIn(language, payout.state),
      money(payout.amountFen),
    ]),
  );
  const number = totals.reduce((sum, total) => sum + total.payouts, 0);
  if (number > payments.length)
    print(terminalSpeech(language)('more', { number: count(number - payments.length) }));
  printTotals(totals, step, language);
  return exitCodes.ok;
};
