import { openViewReader } from '@ledger/runtime/engines/ledger-reader.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { printWorkerNo, workerNo } from '@ledger/ledger/kernel/ids.js';
import { stateFor, viewState } from '@ledger/projections/reading/view-state.js';
import { payouts as payoutsView } from '@ledger/projections/payouts/payouts-projection.js';
import type { PayoutDocument } from '@ledger/projections/payouts/payouts-document.js';
import {
  everyPayout,
  listPayouts,
  payoutTotals,
  payoutsWhere,
  type PayoutFilter,
} from '@ledger/projections/payouts/payouts-queries.js';
import type { DocumentStore, Scalar } from '@ledger/projections/ports/document-store.js';
import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { remarkLag } from '../terminal/lag-remark.js';
import { listAsked, type ListAsked } from '../options/list-options.js';
import { count, money, print, printJson, printTable } from '../terminal/output.js';

export type PayoutsOptions = ListAsked & Readonly<{ json?: boolean }>;

const pageSize = 1_000;
/** How many payouts a table shows; `--json` has all. */
const shown = 50;

const all = async (
  store: DocumentStore,
  filter: PayoutFilter,
  most: number,
): Promise<readonly PayoutDocument[]> => {
  const payouts: PayoutDocument[] = [];
  let after: readonly Scalar[] | null = null;
  while (payouts.length < most) {
    const first = Math.min(pageSize, most - payouts.length);
    const page: Awaited<ReturnType<typeof listPayouts>> = await listPayouts(store, filter, {
      from: 'front',
      first,
      after,
    });
    payouts.push(...page.items.map(({ doc }) => doc));
    after = page.items.at(-1)?.cursor ?? null;
    if (!page.hasNext || after === null) break;
  }
  return payouts;
};

const numberOf = ({ worker }: PayoutDocument): string | null =>
  worker === null ? null : printWorkerNo(workerNo(worker));

const jsonOf = (payout: PayoutDocument): unknown => {
  const { act, kind, district, state, on, requestedOn, paidOn, amountFen, reference } = payout;
  return {
    act,
    workerNo: numberOf(payout),
    kind,
    district,
    state,
    date: on,
    requestedOn,
    paidOn,
    amountFen,
    reference,
  };
};

/** Money that leaves, or is asked of, a fund for a person: what finance looks at. */
export const payouts = async (options: PayoutsOptions, settings: Settings): Promise<number> => {
  const filter: PayoutFilter = { ...everyPayout, ...listAsked(options) };
  const reader = await openViewReader(settings);
  try {
    const totals = await payoutTotals(reader.store, filter);
    const listed = await all(reader.store, filter, options.json === true ? Number.POSITIVE_INFINITY : shown);
    remarkLag(stateFor(await viewState(reader, payoutsView), { where: payoutsWhere(filter) }));
    if (options.json === true) {
      printJson({ totals, payouts: listed.map(jsonOf) });
      return exitCodes.ok;
    }
    printTable(
      [
        { head: 'act' },
        { head: 'worker' },
        { head: 'kind' },
        { head: 'district' },
        { head: 'date' },
        { head: 'state' },
        { head: '¥', align: 'right' },
      ],
      listed.map((payout) => [
        payout.act,
        numberOf(payout) ?? '',
        kindOfCode(payout.kind)?.zh ?? payout.kind,
        payout.district,
        payout.on,
        payout.state,
        money(payout.amountFen),
      ]),
    );
    const number = totals.reduce((sum, total) => sum + total.payouts, 0);
    if (number > listed.length) print(`… and ${count(number - listed.length)} more; --json lists all`);
    printTable(
      [{ head: 'state' }, { head: 'payouts', align: 'right' }, { head: '¥', align: 'right' }],
      totals.map((total) => [total.state, count(total.payouts), money(total.amountFen)]),
    );
    return exitCodes.ok;
  } finally {
    await reader.close();
  }
};
