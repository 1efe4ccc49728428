import { openReader } from '@ledger/api/composition/reader.js';
import type { Settings } from '@ledger/api/composition/settings.js';
import { isPlainDate } from '@ledger/ledger/kernel/calendar.js';
import { printWorkerNo, workerNo } from '@ledger/ledger/kernel/ids.js';
import { stateFor, viewState } from '@ledger/projections/kernel/reading.js';
import type { PayoutDocument } from '@ledger/projections/payouts/document.js';
import {
  everyPayout,
  listPayouts,
  payoutTotals,
  payoutsWhere,
  type PayoutFilter,
} from '@ledger/projections/payouts/queries.js';
import type { DocumentStore, Scalar } from '@ledger/projections/ports/document-store.js';
import { actStates } from '@ledger/schema/catalogue/act-states.js';
import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import { exitCodes } from '../exit-codes.js';
import { remarkLag } from '../lag.js';
import { count, money, print, printJson, printTable } from '../output.js';
import { districtAsked, kindsAsked } from '../totals-options.js';
import { UsageFault } from '../usage-fault.js';

export type PayoutsOptions = Readonly<{
  district?: string;
  from?: string;
  to?: string;
  kind?: readonly string[];
  state?: readonly string[];
  json?: boolean;
}>;

const pageSize = 1_000;
/** How many payouts a table shows; `--json` has all. */
const shown = 50;

const checkDay = (name: string, text: string | undefined): string | null => {
  if (text !== undefined && !isPlainDate(text))
    throw new UsageFault(`--${name} is “${text}”; it must be a day, YYYY-MM-DD`);
  return text ?? null;
};

const filterOf = ({ district, from, to, kind, state }: PayoutsOptions): PayoutFilter => {
  const wrong = state?.find((name) => !actStates.some((known) => known === name));
  if (wrong !== undefined)
    throw new UsageFault(`--state is “${wrong}”; it must be one of ${actStates.join(', ')}`);
  return {
    ...everyPayout,
    district: districtAsked(district),
    from: checkDay('from', from),
    to: checkDay('to', to),
    kinds: kindsAsked(kind),
    states: state === undefined ? null : actStates.filter((known) => state.includes(known)),
  };
};

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
  const filter = filterOf(options);
  const reader = await openReader(settings);
  try {
    const totals = await payoutTotals(reader.store, filter);
    const listed = await all(reader.store, filter, options.json === true ? Number.POSITIVE_INFINITY : shown);
    remarkLag(stateFor(await viewState(reader, 'payouts'), { where: payoutsWhere(filter) }));
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
