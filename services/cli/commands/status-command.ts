import type { LedgerStatus } from '@ledger/runtime/door/operator-orders.js';
import { errorIn } from '@ledger/runtime/ledger/fault-sentences.js';
import { incompleteText } from '@ledger/projections/kernel/incomplete-documents.js';
import { printWorkerNo } from '@ledger/ledger/kernel/ids.js';
import { erasingText } from '../terminal/erasing-text.js';
import type { Asking } from '../terminal/command-caller.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, print, printJson, printTable } from '../terminal/output.js';
import { headIn } from '../terminal/table-heads.js';
import { spokenIn, type Speech } from '@ledger/ledger/kernel/two-languages.js';
import { stoppedIn } from '@ledger/projections/kernel/view-problems.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { partWords, statusMessages } from './status-messages.js';

type State = LedgerStatus['views'][number];

export type StatusOptions = Readonly<{ json?: boolean }>;

type Say = Speech<keyof typeof statusMessages>;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const ownerText = (owner: LedgerStatus['owner'], say: Say): string => {
  if (owner === null) return say('nobody');
  if (owner === 'unknown') return say('starting');
  const { pid, address } = owner;
  return address === null ? say('process', { pid }) : say('processAt', { pid, address });
};

const stateText = (state: State, language: Language): string => {
  const { name, incomplete, past } = state;
  const say = spokenIn(statusMessages, language);
  const stopped = stoppedIn(language, state);
  if (past !== 'this') return say(past);
  if (stopped !== null) return stopped;
  const documents = incomplete.length;
  return documents === 0 ? say('running') : say('incomplete', { number: count(documents), view: name });
};

const diskText = (disk: LedgerStatus['disk']['parts'], language: Language): string => {
  const [say, partOf] = [spokenIn(statusMessages, language), spokenIn(partWords, language)];
  const files = Object.entries(disk).flatMap(([name, bytes]) =>
    bytes === null ? [] : [say('part', { part: partOf(name), size: megabytes(bytes) })],
  );
  return files.length === 0 ? say('nothingHere') : files.join(', ');
};

const enginesText = (engines: LedgerStatus['engines'], language: Language): string => {
  const [say, partOf] = [spokenIn(statusMessages, language), spokenIn(partWords, language)];
  return Object.entries(engines)
    .map(([name, { engine, where }]) => say('engine', { part: partOf(name), engine, where }))
    .join(', ');
};

const printAside = (aside: LedgerStatus['aside'], say: Say): void => {
  if (aside.length === 0) return;
  const builds = aside.map(({ view, build }) => say('build', { view, build }));
  print(say('aside', { builds: builds.join(', ') }));
};

const printHead = (
  { folder, owner, sample, head, engines, ahead, brokenOff }: LedgerStatus,
  language: Language,
): void => {
  const say = spokenIn(statusMessages, language);
  print(say('folder', { folder }));
  if (sample) print(say('sample'));
  print(say('owner', { who: ownerText(owner, say) }));
  print(say('log', { events: count(head.ordinal), position: head.position }));
  print(say('engines', { engines: enginesText(engines, language) }));
  if (brokenOff > 0) print(say('brokenOff', { number: count(brokenOff) }));
  if (ahead !== null) print(say('vault', { remark: errorIn(language, ...ahead) }));
};

const printStatus = (status: LedgerStatus, language: Language): void => {
  const { disk, views, aside, erasing } = status;
  const say = spokenIn(statusMessages, language);
  printHead(status, language);
  print(say('disk', { parts: diskText(disk.parts, language) }));
  printTable(
    [{ head: headIn(language, 'file') }, { head: headIn(language, 'size'), align: 'right' }],
    disk.files.map(({ file, bytes }) => [file, megabytes(bytes)]),
  );
  printTable(
    [
      { head: headIn(language, 'view') },
      { head: headIn(language, 'position') },
      { head: headIn(language, 'eventsBehind'), align: 'right' },
      { head: headIn(language, 'state') },
    ],
    views.map((view) => [view.name, view.position, count(view.lag), stateText(view, language)]),
  );
  printAside(aside, say);
  const unfinished = erasingText(erasing, language);
  if (unfinished !== null) print(unfinished);
  for (const { name, incomplete } of views)
    for (const each of incomplete) print(incompleteText(name, each, language));
};

/**
 * Shows which process has the ledger open, which databases it uses, how large it is, and up to which event its views are
 * folded.
 */
export const status = async (
  { json = false }: StatusOptions,
  { door, by, language }: Asking,
): Promise<number> => {
  const status = await door.handle({ order: 'GetStatus', by });
  if (json) {
    const { folder, owner, sample, pair, engines, head, disk, views, aside, erasing, brokenOff } = status;
    const { ordinal: events, position } = head;
    const facts = {
      folder,
      owner,
      sample,
      pair,
      engines,
      events,
      position,
      disk: disk.parts,
      files: disk.files,
    };
    printJson({ ...facts, views, aside, erasing: erasing.map(printWorkerNo), brokenOff });
  } else printStatus(status, language);
  return exitCodes.ok;
};
