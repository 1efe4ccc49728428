import { erasedIn, headIn } from '../terminal/table-heads.js';
import { stateIn } from '../terminal/terminal-language.js';
import { printWorkerNo, workerNo, workerStreamOf, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { ActDocument } from '@ledger/projections/acts/acts-document.js';
import { acts as actsView } from '@ledger/projections/acts/acts-projection.js';
import { everyAct } from '@ledger/projections/acts/acts-queries.js';
import { pagesOf } from '@ledger/projections/reading/list-pages.js';
import type { ListSlice } from '@ledger/projections/reading/list-slice.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import { openedWith } from '@ledger/ledger/ports/sealed-texts.js';
import { valueIn } from '../terminal/field-values.js';
import type { Asking } from '../terminal/command-caller.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { remarkLag } from '../terminal/lag-remark.js';
import { money, print, printJson, printTable } from '../terminal/output.js';
import { officeNamed, workerNamed } from '../options/worker-option.js';

export type HistoryOptions = Readonly<{ office?: string; json?: boolean }>;

const historyOf = async ({ door, by }: Asking, worker: WorkerNo): Promise<readonly ActDocument[]> => {
  const acts: ActDocument[] = [];
  const filter = { ...everyAct, worker };
  const list = async (slice: ListSlice) => {
    const [page] = await door.handle({ order: 'ListActs', by, asked: [{ filter, slice, atLeast: null }] });
    if (page === undefined || page instanceof Error) throw page ?? new Error('a page was not answered');
    return page.listed;
  };
  for await (const page of pagesOf(list)) acts.push(...page);
  return acts.toReversed();
};

const printHistory = async (
  { door, by, language }: Asking,
  worker: WorkerDocument,
  acts: readonly ActDocument[],
): Promise<void> => {
  const number = workerNo(worker.worker);
  const stream = workerStreamOf(number);
  const keys = await door.handle({ order: 'FindKeys', by, subjects: [stream] });
  const name = openedWith(keys.get(stream) ?? null, { stream, field: 'name' }, worker.name);
  // Who was registered by a number alone never had a name.
  const isNameless = worker.state === 'registered' && worker.name === null;
  const details = [
    name ?? (isNameless ? '' : erasedIn(language)),
    valueIn(language, 'sex', worker.sex ?? ''),
    worker.occupation ?? '',
    worker.employer ?? '',
  ];
  print(`${printWorkerNo(number)} ${details.filter((text) => text !== '').join(' · ')}`);
  printTable(
    [
      { head: headIn(language, 'date') },
      { head: headIn(language, 'kind') },
      { head: headIn(language, 'district') },
      { head: headIn(language, 'amount'), align: 'right' },
      { head: headIn(language, 'state') },
      { head: headIn(language, 'reference') },
      { head: headIn(language, 'act') },
    ],
    acts.map(({ on, kind, district, amountFen, state, reference, act }) => [
      on,
      kindOfCode(kind)?.zh ?? kind,
      district,
      amountFen === null ? '' : money(amountFen),
      stateIn(language, state),
      reference ?? '',
      act,
    ]),
  );
};

/** What one worker was given, oldest first. */
export const history = async (text: string, options: HistoryOptions, asking: Asking): Promise<number> => {
  const { door, by, language } = asking;
  const { json = false } = options;
  const found = await workerNamed(asking, text, officeNamed(options.office));
  // Before what it is the state of: what is repaired meanwhile was read as incomplete.
  const view = await door.handle({ order: 'GetView', by, view: actsView, atLeast: null });
  const acts = await historyOf(asking, found.number);
  remarkLag(view, language);
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
  } else await printHistory(asking, found.worker, acts);
  return exitCodes.ok;
};
