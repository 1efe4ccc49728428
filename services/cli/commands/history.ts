import { openReader, type Reader } from '@ledger/api/composition/reader.js';
import type { Settings } from '@ledger/api/composition/settings.js';
import { checkOffice, soleOffice } from '@ledger/ledger/intake/checks.js';
import {
  parseWorkerNo,
  printWorkerNo,
  workerNo,
  workerStreamOf,
  type WorkerNo,
} from '@ledger/ledger/kernel/ids.js';
import type { ActDocument } from '@ledger/projections/acts/document.js';
import { actsWhere, everyAct, listActs } from '@ledger/projections/acts/queries.js';
import { stateFor, viewState } from '@ledger/projections/kernel/reading.js';
import type { Scalar } from '@ledger/projections/ports/document-store.js';
import type { WorkerDocument } from '@ledger/projections/workers/document.js';
import { workerByNumber } from '@ledger/projections/workers/queries.js';
import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import { unsealed } from '@ledger/ledger/application/unsealing.js';
import { exitCodes } from '../exit-codes.js';
import { remarkLag } from '../lag.js';
import { money, print, printJson, printTable } from '../output.js';
import { UsageFault } from '../usage-fault.js';

export type HistoryOptions = Readonly<{ office?: string; json?: boolean }>;

const pageSize = 1_000;

const historyOf = async ({ store }: Reader, worker: WorkerNo): Promise<readonly ActDocument[]> => {
  const acts: ActDocument[] = [];
  let after: readonly Scalar[] | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof listActs>> = await listActs(
      store,
      { ...everyAct, worker },
      { from: 'front', first: pageSize, after },
    );
    acts.push(...page.items.map(({ doc }) => doc));
    after = page.items.at(-1)?.cursor ?? null;
    if (!page.hasNext || after === null) return acts.toReversed();
  }
};

/** The person that is meant: by worker number if it is one that is registered, else by membership number. */
const find = async (
  reader: Reader,
  text: string,
  office: string,
): Promise<Readonly<{ number: WorkerNo; worker: WorkerDocument }> | null> => {
  const printed = parseWorkerNo(text);
  const direct = printed === null ? null : await workerByNumber(reader.store, printed);
  if (printed !== null && direct !== null) return { number: printed, worker: direct };
  const vault = await reader.vault();
  const [bound] = await vault.find([vault.tokenOf({ by: 'membership', office, value: text.trim() })]);
  const worker = bound == null ? null : await workerByNumber(reader.store, bound);
  return bound == null || worker === null ? null : { number: bound, worker };
};

const printHistory = async (
  reader: Reader,
  worker: WorkerDocument,
  acts: readonly ActDocument[],
): Promise<void> => {
  const number = workerNo(worker.worker);
  const name = await unsealed(await reader.vault(), workerStreamOf(number), 'name', worker.name);
  const details = [name ?? '(erased)', worker.sex ?? '', worker.occupation ?? '', worker.employer ?? ''];
  print(`${printWorkerNo(number)} ${details.filter((text) => text !== '').join(' · ')}`);
  printTable(
    [
      { head: 'date' },
      { head: 'kind' },
      { head: 'district' },
      { head: 'amount ¥', align: 'right' },
      { head: 'state' },
      { head: 'reference' },
      { head: 'act' },
    ],
    acts.map(({ on, kind, district, amountFen, state, reference, act }) => [
      on,
      kindOfCode(kind)?.zh ?? kind,
      district,
      amountFen === null ? '' : money(amountFen),
      state,
      reference ?? '',
      act,
    ]),
  );
};

/** What one worker was given, oldest first. */
export const history = async (text: string, options: HistoryOptions, settings: Settings): Promise<number> => {
  const { office = soleOffice, json = false } = options;
  if (checkOffice(office) !== null) throw new UsageFault(`--office is “${office}”; that cannot be an office`);
  const reader = await openReader(settings);
  try {
    const found = await find(reader, text, office);
    if (found === null) throw new UsageFault(`nobody has the worker number or membership number “${text}”`);
    const acts = await historyOf(reader, found.number);
    const used = { where: actsWhere({ ...everyAct, worker: found.number }) };
    remarkLag(stateFor(await viewState(reader, 'acts'), used));
    if (json) {
      printJson({
        workerNo: printWorkerNo(found.number),
        acts: acts.map(({ act, kind, on, district, amountFen, state }) => ({
          act,
          kind,
          date: on,
          district,
          amountFen,
          state,
        })),
      });
    } else await printHistory(reader, found.worker, acts);
    return exitCodes.ok;
  } finally {
    await reader.close();
  }
};
