import { erasedIn, headIn } from '../terminal/table-heads.js';
import { stateIn } from '../terminal/terminal-language.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { openViewReader, type Reader } from '@ledger/runtime/engines/ledger-reader.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { printWorkerNo, workerNo, workerStreamOf, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { ActDocument } from '@ledger/projections/acts/acts-document.js';
import { acts as actsView } from '@ledger/projections/acts/acts-projection.js';
import { everyAct, listActs } from '@ledger/projections/acts/acts-queries.js';
import { viewState } from '@ledger/projections/reading/view-state.js';
import type { Scalar } from '@ledger/projections/ports/document-store.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import { unsealed } from '@ledger/ledger/ports/sealed-texts.js';
import { valueIn } from '../terminal/field-values.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { remarkLag } from '../terminal/lag-remark.js';
import { money, print, printJson, printTable } from '../terminal/output.js';
import { officeNamed, workerNamed } from '../options/worker-option.js';

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

const printHistory = async (
  reader: Reader,
  worker: WorkerDocument,
  acts: readonly ActDocument[],
  language: Language,
): Promise<void> => {
  const number = workerNo(worker.worker);
  const stream = workerStreamOf(number);
  const name = await unsealed(await reader.vault(), stream, { stream, field: 'name' }, worker.name);
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
export const history = async (
  text: string,
  options: HistoryOptions,
  settings: Settings,
  language: Language,
): Promise<number> => {
  const { json = false } = options;
  const office = officeNamed(options.office);
  const reader = await openViewReader(settings);
  try {
    const found = await workerNamed(reader, text, office, language);
    // Before what it is the state of: what is repaired meanwhile was read as incomplete.
    const view = await viewState(reader, actsView);
    const acts = await historyOf(reader, found.number);
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
    } else await printHistory(reader, found.worker, acts, language);
    return exitCodes.ok;
  } finally {
    await reader.close();
  }
};
