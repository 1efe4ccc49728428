import { maintain } from '@ledger/runtime/ledger/maintenance-client.js';
import type { Done, Order } from '@ledger/runtime/rebuild/maintenance-protocol.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import type { Builds } from '@ledger/projections/upkeep/view-builds.js';
import { sentenceOf } from '@ledger/projections/kernel/incomplete-documents.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, print, printJson, printTable, remark } from '../terminal/output.js';
import { pacedProgress } from '../terminal/progress-bar.js';
import { UsageFault } from '../terminal/usage-fault.js';

export type RebuildOptions = Readonly<{ json?: boolean; back?: boolean; drop?: boolean; accept?: boolean }>;
export type RepairOptions = Readonly<{ json?: boolean }>;

const carryOut = async (order: Order, json: boolean, settings: Settings): Promise<Done> => {
  const bar = pacedProgress(json ? null : order.do === 'repair' ? 'repairing' : 'folding');
  try {
    return await maintain(settings, order, { progress: bar.move, complain: remark });
  } finally {
    bar.end();
  }
};

const printBuilds = (all: readonly Builds[]): void => {
  printTable(
    [
      { head: 'view' },
      { head: 'build', align: 'right' },
      { head: 'version', align: 'right' },
      { head: 'state' },
    ],
    all.flatMap(({ view, builds }) =>
      builds.map(({ number, version, state }) => [view, String(number), String(version), state]),
    ),
  );
};

const comparisonOf = ({ view, sameVersion, comparison }: Extract<Done, { did: 'rebuild' }>): void => {
  if (comparison === null) return;
  const { documents, differences, named, position } = comparison;
  const what = sameVersion ? 'documents' : 'documents, in the fields that both versions have';
  print(
    `compared with the build that is read, at ${position}: ${count(documents)} ${what}, ${count(differences)} differ`,
  );
  for (const each of named) print(`  ${each}`);
  if (differences > named.length) print(`  … and ${count(differences - named.length)} more of ${view}`);
};

const printRebuilt = (done: Extract<Done, { did: 'rebuild' }>): void => {
  const { view, build, resumed, switched } = done;
  print(
    `build ${String(build)} of view ${view} is folded${resumed ? ', from where it was interrupted' : ''}`,
  );
  comparisonOf(done);
  print(
    switched
      ? `it is read from now on; “ledger rebuild ${view} --back” goes back, “--drop” drops the former builds`
      : `it is not read: the former build differs. “ledger rebuild ${view} --accept” switches to it, “--drop” drops it`,
  );
};

const printDone = (done: Done): void => {
  switch (done.did) {
    case 'builds':
      printBuilds(done.builds);
      return;
    case 'back':
      print(`view ${done.view} is read from build ${String(done.build)} again`);
      return;
    case 'drop':
      print(
        done.builds.length === 0
          ? `view ${done.view} has no build but the current one`
          : `dropped of view ${done.view}: build ${done.builds.map(String).join(', ')}`,
      );
      return;
    case 'repair':
      print(
        `view ${done.view}: ${count(done.refolded)} documents folded anew, ${count(done.remaining.length)} incomplete`,
      );
      for (const each of done.remaining) print(sentenceOf(done.view, each));
      return;
    case 'accept':
      print(`builds of the digests that are forgotten: ${count(done.forgotten)}`);
      return;
    case 'rebuild':
      printRebuilt(done);
  }
};

const isDone = (done: Done): boolean => {
  if (done.did === 'rebuild') return done.switched;
  return done.did !== 'repair' || done.remaining.length === 0;
};

const tell = (done: Done, json: boolean): number => {
  const ok = isDone(done);
  if (json) printJson({ ok, ...done });
  else printDone(done);
  return ok ? exitCodes.ok : exitCodes.failed;
};

const orderOf = (view: string | undefined, { back, drop, accept }: RebuildOptions): Order => {
  const ways = [back, drop, accept].filter((way) => way === true).length;
  if (ways > 1) throw new UsageFault('--back, --drop and --accept exclude each other');
  if (view === undefined) {
    if (ways > 0) throw new UsageFault('name the view');
    return { do: 'builds' };
  }
  if (back === true) return { do: 'back', view };
  if (drop === true) return { do: 'drop', view };
  return { do: 'rebuild', view, accept: accept === true };
};

/** Folds a view anew beside itself, compares, and switches; or goes back, drops former builds, or lists all. */
export const rebuild = async (
  view: string | undefined,
  options: RebuildOptions,
  settings: Settings,
): Promise<number> => {
  const { json = false } = options;
  return tell(await carryOut(orderOf(view, options), json, settings), json);
};

/** Folds the incomplete documents of a view, or the one under a key, anew from the log. */
export const repair = async (
  view: string,
  key: string | undefined,
  { json = false }: RepairOptions,
  settings: Settings,
): Promise<number> => tell(await carryOut({ do: 'repair', view, key: key ?? null }, json, settings), json);
