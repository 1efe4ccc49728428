import { statSync } from 'node:fs';
import { openReader } from '@ledger/api/composition/reader.js';
import type { Settings } from '@ledger/api/composition/settings.js';
import { buildFilesOf } from '@ledger/infra/documents/embedded/build-files.js';
import { ownerOf } from '@ledger/infra/data-folder/data-folder.js';
import { sentenceOf } from '@ledger/projections/kernel/incomplete.js';
import { viewNames, viewState, type ViewState } from '@ledger/projections/kernel/reading.js';
import { exitCodes } from '../exit-codes.js';
import { count, print, printJson, printTable } from '../output.js';

export type StatusOptions = Readonly<{ json?: boolean }>;

const bytesOf = (file: string): number => {
  let bytes = 0;
  for (const each of [file, `${file}-wal`]) bytes += statSync(each, { throwIfNoEntry: false })?.size ?? 0;
  return bytes;
};

/** The views with the builds that lie in files of their own. */
const viewsBytesOf = (file: string): number =>
  [file, ...buildFilesOf(file)].reduce((bytes, each) => bytes + bytesOf(each), 0);

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const ownerText = (owner: ReturnType<typeof ownerOf>): string => {
  if (owner === null) return 'nobody';
  if (owner === 'unknown') return 'a process that is just starting or ending';
  return `process ${String(owner.pid)}${owner.address === null ? '' : ` at ${owner.address}`}`;
};

const stateText = ({ name, stopped, incomplete }: ViewState): string => {
  if (stopped !== null) return stopped;
  const documents = incomplete.length;
  return documents === 0 ? 'running' : `${count(documents)} incomplete; “ledger repair ${name}”`;
};

/** Who runs the ledger, how large it is, and how far its views have come. */
export const status = async ({ json = false }: StatusOptions, settings: Settings): Promise<number> => {
  const { data } = settings;
  const owner = ownerOf(data);
  const reader = openReader(settings);
  try {
    const head = await reader.log.head();
    const views = await Promise.all(viewNames.map((name) => viewState(reader, name)));
    const disk = { log: bytesOf(data.log), vault: bytesOf(data.vault), views: viewsBytesOf(data.views) };
    if (json) {
      printJson({ folder: data.folder, owner, events: head.ordinal, position: head.position, disk, views });
      return exitCodes.ok;
    }
    print(`folder  ${data.folder}`);
    print(`owner   ${ownerText(owner)}`);
    print(`log     ${count(head.ordinal)} events, position ${head.position}`);
    print(
      `disk    log ${megabytes(disk.log)}, vault ${megabytes(disk.vault)}, views ${megabytes(disk.views)}`,
    );
    printTable(
      [{ head: 'view' }, { head: 'position' }, { head: 'events behind', align: 'right' }, { head: 'state' }],
      views.map((view) => [view.name, view.position, count(view.lag), stateText(view)]),
    );
    for (const { name, incomplete } of views) for (const each of incomplete) print(sentenceOf(name, each));
    return exitCodes.ok;
  } finally {
    await reader.close();
  }
};
