import { enginesOf, type Engines } from '@ledger/runtime/engines/engines.js';
import { complaintIn } from '@ledger/runtime/ledger/fault-sentences.js';
import { pairRemarkFor } from '@ledger/runtime/engines/pair-sentences.js';
import { openReader, type Reader } from '@ledger/runtime/engines/ledger-reader.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { diskUseOf, type FileUse, type PartUse } from '@ledger/runtime/engines/disk-use.js';
import { ownerOf, type LedgerOwner } from '@ledger/runtime/engines/ledger-owner.js';
import { sentenceOf } from '@ledger/projections/kernel/incomplete-documents.js';
import { viewPast, viewState, type ViewState } from '@ledger/projections/reading/view-state.js';
import type { ViewPast } from '@ledger/projections/kernel/view-past.js';
import { digests } from '@ledger/projections/digest/digest-document.js';
import { buildsAside } from '@ledger/projections/upkeep/builds-by-past.js';
import { isSample } from '@ledger/ledger/use-cases/mark-sample.js';
import { views } from '@ledger/projections/views.js';
import { erasuresUnfinished } from '@ledger/runtime/ledger/verification.js';
import { printWorkerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { erasingText } from '../terminal/erasing-text.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, print, printJson, printTable } from '../terminal/output.js';
import { headIn } from '../terminal/table-heads.js';
import { spokenIn, type Speech } from '@ledger/ledger/kernel/two-languages.js';
import { stoppedIn } from '@ledger/projections/kernel/view-problems.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { partWords, statusWords } from './status-words.js';

/** A view, and which events it was folded from. */
type State = ViewState & Readonly<{ past: ViewPast }>;

export type StatusOptions = Readonly<{ json?: boolean }>;

type Say = Speech<keyof typeof statusWords>;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const ownerText = (owner: LedgerOwner, say: Say): string => {
  if (owner === null) return say('nobody');
  if (owner === 'unknown') return say('starting');
  const { pid, address } = owner;
  return address === null ? say('process', { pid }) : say('processAt', { pid, address });
};

const stateText = (state: State, language: Language): string => {
  const { name, incomplete, past } = state;
  const say = spokenIn(statusWords, language);
  const stopped = stoppedIn(language, state);
  if (past !== 'this') return say(past);
  if (stopped !== null) return stopped;
  const documents = incomplete.length;
  return documents === 0 ? say('running') : say('incomplete', { number: count(documents), view: name });
};

const diskText = (disk: PartUse, language: Language): string => {
  const [say, partOf] = [spokenIn(statusWords, language), spokenIn(partWords, language)];
  const files = Object.entries(disk).flatMap(([name, bytes]) =>
    bytes === null ? [] : [say('part', { part: partOf(name), size: megabytes(bytes) })],
  );
  return files.length === 0 ? say('nothingHere') : files.join(', ');
};

const enginesText = (engines: Engines, language: Language): string => {
  const [say, partOf] = [spokenIn(statusWords, language), spokenIn(partWords, language)];
  return Object.entries(engines)
    .map(([name, { engine, where }]) => say('engine', { part: partOf(name), engine, where }))
    .join(', ');
};

const printAside = (aside: Awaited<ReturnType<typeof buildsAside>>, say: Say): void => {
  if (aside.length === 0) return;
  const builds = aside.map(({ view, build }) => say('build', { view, build }));
  print(say('aside', { builds: builds.join(', ') }));
};

const statesOf = (reader: Reader): Promise<readonly State[]> =>
  Promise.all(
    views.map(async (view) => ({ ...(await viewState(reader, view)), past: await viewPast(reader, view) })),
  );

type Status = Readonly<{
  folder: string;
  owner: LedgerOwner;
  sample: boolean;
  head: Readonly<{ ordinal: number; position: string }>;
  engines: Engines;
  /** What to know of a vault that is ahead of its log. */
  ahead: string | null;
  disk: PartUse;
  files: readonly FileUse[];
  states: readonly State[];
  aside: Awaited<ReturnType<typeof buildsAside>>;
  erasing: readonly WorkerNo[];
}>;

const printHead = ({ folder, owner, sample, head, engines, ahead }: Status, language: Language): void => {
  const say = spokenIn(statusWords, language);
  print(say('folder', { folder }));
  if (sample) print(say('sample'));
  print(say('owner', { who: ownerText(owner, say) }));
  print(say('log', { events: count(head.ordinal), position: head.position }));
  print(say('engines', { engines: enginesText(engines, language) }));
  if (ahead !== null) print(say('vault', { remark: ahead }));
};

const printStatus = (status: Status, language: Language): void => {
  const { disk, files, states, aside, erasing } = status;
  const say = spokenIn(statusWords, language);
  printHead(status, language);
  print(say('disk', { parts: diskText(disk, language) }));
  printTable(
    [{ head: headIn(language, 'file') }, { head: headIn(language, 'size'), align: 'right' }],
    files.map(({ file, bytes }) => [file, megabytes(bytes)]),
  );
  printTable(
    [
      { head: headIn(language, 'view') },
      { head: headIn(language, 'position') },
      { head: headIn(language, 'eventsBehind'), align: 'right' },
      { head: headIn(language, 'state') },
    ],
    states.map((view) => [view.name, view.position, count(view.lag), stateText(view, language)]),
  );
  printAside(aside, say);
  const unfinished = erasingText(erasing, language);
  if (unfinished !== null) print(unfinished);
  for (const { name, incomplete } of states)
    for (const each of incomplete) print(sentenceOf(name, each, language));
};

/** Who runs the ledger, on which engines, how large it is, and how far its views have come. */
export const status = async (
  { json = false }: StatusOptions,
  settings: Settings,
  language: Language,
): Promise<number> => {
  const { data } = settings;
  const owner = ownerOf(settings);
  const reader = await openReader(settings);
  try {
    const head = await reader.log.head();
    const states = await statesOf(reader);
    const aside = await buildsAside(reader.store, [...views, digests]);
    const sample = await isSample(reader.log);
    const erasing = await erasuresUnfinished(settings, reader.log);
    const engines = enginesOf(settings);
    const { parts: disk, files } = diskUseOf(settings);
    if (json) {
      const { ordinal: events, position } = head;
      const pair = reader.standing;
      const told = { folder: data.folder, owner, sample, pair, engines, events, position, disk, files };
      printJson({ ...told, views: states, aside, erasing: erasing.map(printWorkerNo) });
      return exitCodes.ok;
    }
    const told = { folder: data.folder, owner, sample, engines, aside, erasing, states, disk, files };
    const ahead = pairRemarkFor(reader.standing, engines);
    printStatus({ ...told, head, ahead: ahead === null ? null : complaintIn(language, ...ahead) }, language);
    return exitCodes.ok;
  } finally {
    await reader.close();
  }
};
