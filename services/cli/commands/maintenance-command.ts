import type { Done, ViewOrder } from '@ledger/runtime/rebuild/maintenance-protocol.js';
import type { Builds } from '@ledger/projections/upkeep/view-builds.js';
import { incompleteText } from '@ledger/projections/kernel/incomplete-documents.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { spokenIn, type Speech } from '@ledger/ledger/kernel/two-languages.js';
import type { Asking } from '../terminal/command-caller.js';
import { headIn } from '../terminal/table-heads.js';
import { buildStateWords, maintenanceMessages } from './maintenance-messages.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, print, printJson, printTable } from '../terminal/output.js';
import { pacedProgress } from '../terminal/progress-bar.js';
import { usageFault } from '../terminal/usage-fault.js';

export type RebuildOptions = Readonly<{ json?: boolean; back?: boolean; drop?: boolean; accept?: boolean }>;
export type RepairOptions = Readonly<{ json?: boolean }>;

type Say = Speech<keyof typeof maintenanceMessages>;
type Rebuilt = Extract<Done, { did: 'rebuild' }>;

const printBuilds = (all: readonly Builds[], language: Language): void => {
  const stateOf = spokenIn(buildStateWords, language);
  printTable(
    [
      { head: headIn(language, 'view') },
      { head: headIn(language, 'build'), align: 'right' },
      { head: headIn(language, 'version'), align: 'right' },
      { head: headIn(language, 'state') },
    ],
    all.flatMap(({ view, builds }) =>
      builds.map(({ number, version, state }) => [view, String(number), String(version), stateOf(state)]),
    ),
  );
};

const printComparison = ({ view, sameVersion, comparison }: Rebuilt, say: Say): void => {
  if (comparison === null) return;
  const { documents, differences, named, position } = comparison;
  const facts = { position, documents: count(documents), differences: count(differences) };
  print(say(sameVersion ? 'compared' : 'comparedVersions', facts));
  for (const each of named) print(`  ${each}`);
  if (differences > named.length)
    print(`  ${say('moreOf', { number: count(differences - named.length), view })}`);
};

const printRebuilt = (done: Rebuilt, say: Say): void => {
  const { view, build, resumed, switched } = done;
  print(say(resumed ? 'foldedOn' : 'folded', { build, view }));
  printComparison(done, say);
  print(say(switched ? 'switched' : 'notSwitched', { view }));
};

const printDone = (done: Done, language: Language): void => {
  const say = spokenIn(maintenanceMessages, language);
  switch (done.did) {
    case 'builds':
      printBuilds(done.builds, language);
      return;
    case 'back':
      print(say('back', { view: done.view, build: done.build }));
      return;
    case 'drop': {
      const { view, builds } = done;
      print(
        builds.length === 0
          ? say('onlyCurrent', { view })
          : say('dropped', { view, builds: builds.map(String).join(', ') }),
      );
      return;
    }
    case 'repair': {
      const { view, refolded, remaining } = done;
      print(say('repaired', { view, documents: count(refolded), remaining: count(remaining.length) }));
      for (const each of remaining) print(incompleteText(view, each, language));
      return;
    }
    case 'accept':
      print(say('forgotten', { number: count(done.forgotten) }));
      return;
    case 'rebuild':
      printRebuilt(done, say);
  }
};

const isDone = (done: Done): boolean => {
  if (done.did === 'rebuild') return done.switched;
  return done.did !== 'repair' || done.remaining.length === 0;
};

const carryOut = async (work: ViewOrder, json: boolean, { door, by, language }: Asking): Promise<number> => {
  const bar = pacedProgress(json ? null : work.do === 'repair' ? 'repairing' : 'folding', language);
  let done: Done;
  try {
    done = await door.handle({ order: 'MaintainViews', by, work, progress: bar.move });
  } finally {
    bar.end();
  }
  const ok = isDone(done);
  if (json) printJson({ ok, ...done });
  else printDone(done, language);
  return ok ? exitCodes.ok : exitCodes.failed;
};

const orderOf = (view: string | undefined, { back, drop, accept }: RebuildOptions): ViewOrder => {
  const ways = [back, drop, accept].filter((way) => way === true).length;
  if (ways > 1) throw usageFault('oneWay');
  if (view === undefined) {
    if (ways > 0) throw usageFault('noView');
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
  asking: Asking,
): Promise<number> => carryOut(orderOf(view, options), options.json ?? false, asking);

/** Folds the incomplete documents of a view, or the one under a key, anew from the log. */
export const repair = async (
  view: string,
  key: string | undefined,
  { json = false }: RepairOptions,
  asking: Asking,
): Promise<number> => carryOut({ do: 'repair', view, key: key ?? null }, json, asking);
