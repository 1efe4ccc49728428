import { enginesOf, type Engines } from '@ledger/runtime/engines/engines.js';
import { pairRemarkFor } from '@ledger/runtime/engines/pair-sentences.js';
import { openReader, type Reader } from '@ledger/runtime/engines/ledger-reader.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { diskUseOf, type PartUse } from '@ledger/runtime/engines/disk-use.js';
import { ownerOf, type LedgerOwner } from '@ledger/runtime/engines/ledger-owner.js';
import { sentenceOf } from '@ledger/projections/kernel/incomplete-documents.js';
import { viewPast, viewState, type ViewState } from '@ledger/projections/reading/view-state.js';
import type { ViewPast } from '@ledger/projections/kernel/view-past.js';
import { digests } from '@ledger/projections/digest/digest-document.js';
import { buildsAside } from '@ledger/projections/upkeep/builds-by-past.js';
import { isSample } from '@ledger/ledger/use-cases/mark-sample.js';
import { views } from '@ledger/projections/views.js';
import { erasuresUnfinished } from '@ledger/runtime/ledger/verification.js';
import { printWorkerNo } from '@ledger/ledger/kernel/ids.js';
import { erasingText } from '../terminal/erasing-text.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, print, printJson, printTable } from '../terminal/output.js';

/** A view, and which events it was folded from. */
type State = ViewState & Readonly<{ past: ViewPast }>;

export type StatusOptions = Readonly<{ json?: boolean }>;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const ownerText = (owner: LedgerOwner): string => {
  if (owner === null) return 'nobody';
  if (owner === 'unknown') return 'a process that is just starting or ending';
  return `process ${String(owner.pid)}${owner.address === null ? '' : ` at ${owner.address}`}`;
};

const pastTexts: Readonly<Record<Exclude<ViewPast, 'this'>, string>> = {
  foreign: 'of another log; remove the views’ database and start again',
  another: 'of events that the log does not hold; “ledger start” folds it anew',
  unknown: 'of an earlier version; “ledger start” folds it anew',
};

const stateText = ({ name, stopped, incomplete, past }: State): string => {
  if (past !== 'this') return pastTexts[past];
  if (stopped !== null) return stopped;
  const documents = incomplete.length;
  return documents === 0 ? 'running' : `${count(documents)} incomplete; “ledger repair ${name}”`;
};

const diskText = (disk: PartUse): string => {
  const files = Object.entries(disk).flatMap(([name, bytes]) =>
    bytes === null ? [] : [`${name} ${megabytes(bytes)}`],
  );
  return files.length === 0 ? 'nothing here: all of it lies on servers' : files.join(', ');
};

const printEngines = (engines: Engines): void => {
  const text = Object.entries(engines).map(([name, { engine, where }]) => `${name} ${engine} (${where})`);
  print(`engines ${text.join(', ')}`);
};

const printAside = (aside: Awaited<ReturnType<typeof buildsAside>>): void => {
  if (aside.length === 0) return;
  const builds = aside.map(({ view, build }) => `${view} (build ${String(build)})`);
  print(
    `set aside: ${builds.join(', ')}; the log does not hold the events that they were folded from, as where it was put ` +
      'back to an older copy. “ledger verify --log” counts the missing ones, “ledger rebuild VIEW --drop” removes builds',
  );
};

const statesOf = (reader: Reader): Promise<readonly State[]> =>
  Promise.all(
    views.map(async (view) => ({ ...(await viewState(reader, view)), past: await viewPast(reader, view) })),
  );

/** Who runs the ledger, on which engines, how large it is, and how far its views have come. */
export const status = async ({ json = false }: StatusOptions, settings: Settings): Promise<number> => {
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
    print(`folder  ${data.folder}`);
    if (sample) print('ledger  a SAMPLE: its acts are invented, and it never becomes a real one');
    print(`owner   ${ownerText(owner)}`);
    print(`log     ${count(head.ordinal)} events, position ${head.position}`);
    printEngines(engines);
    const ahead = pairRemarkFor(reader.standing, engines);
    if (ahead !== null) print(`vault   ${ahead}`);
    print(`disk    ${diskText(disk)}`);
    printTable(
      [{ head: 'file' }, { head: 'size', align: 'right' }],
      files.map(({ file, bytes }) => [file, megabytes(bytes)]),
    );
    printTable(
      [{ head: 'view' }, { head: 'position' }, { head: 'events behind', align: 'right' }, { head: 'state' }],
      states.map((view) => [view.name, view.position, count(view.lag), stateText(view)]),
    );
    printAside(aside);
    const unfinished = erasingText(erasing);
    if (unfinished !== null) print(unfinished);
    for (const { name, incomplete } of states) for (const each of incomplete) print(sentenceOf(name, each));
    return exitCodes.ok;
  } finally {
    await reader.close();
  }
};
