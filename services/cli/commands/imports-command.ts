import { noteReader } from '@ledger/runtime/imports/import-list.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { listeningOwner } from '../imports/import-desk.js';
import { count, printJson, printTable } from '../terminal/output.js';

export type ImportsOptions = Readonly<{ json?: boolean }>;

type Listed = Readonly<{
  id: string;
  state: string;
  file: string;
  office: string;
  dryRun: boolean;
  actor: string;
  receivedAt: string;
  rows: number | null;
  judged: number;
  accepted: number;
}>;

const fromOwner = async (settings: Settings): Promise<readonly Listed[] | null> => {
  const owner = listeningOwner(settings);
  if (owner === null) return null;
  return (await owner.imports()).map((job) => ({ ...job, state: job.state.toLowerCase() }));
};

const fromNotes = async (settings: Settings): Promise<readonly Listed[]> =>
  (await noteReader(settings)).map(({ by, ...job }) => ({ ...job, actor: by.actor }));

/** Imports, the newest first: of the running owner, at most a hundred; of a ledger that nobody runs, all. */
export const listImports = async ({ json = false }: ImportsOptions, settings: Settings): Promise<number> => {
  const jobs = (await fromOwner(settings)) ?? (await fromNotes(settings));
  const told = jobs.map(({ id, state, file, office, dryRun, actor, receivedAt, rows, judged, accepted }) => ({
    ...{ id, state, file, office, dryRun, actor, receivedAt, rows, judged, accepted },
  }));
  if (json) {
    printJson(told);
    return exitCodes.ok;
  }
  printTable(
    [
      ...[{ head: 'import' }, { head: 'state' }, { head: 'received' }, { head: 'by' }, { head: 'file' }],
      ...(['rows', 'judged', 'accepted'] as const).map((head) => ({ head, align: 'right' as const })),
    ],
    told.map(({ id, state, file, dryRun, actor, receivedAt, rows, judged, accepted }) => [
      ...[id, dryRun ? `${state} (dry run)` : state, receivedAt, actor, file],
      ...[rows === null ? '' : count(rows), count(judged), count(accepted)],
    ]),
  );
  return exitCodes.ok;
};
