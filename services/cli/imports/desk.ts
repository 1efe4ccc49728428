import { userInfo } from 'node:os';
import { openDryRun } from '@ledger/api/composition/dry-run.js';
import { openLedger, type Ledger } from '@ledger/api/composition/ledger.js';
import type { Settings } from '@ledger/api/composition/settings.js';
import { ImportFault } from '@ledger/api/imports/faults.js';
import type { ImportFailure } from '@ledger/api/imports/job.js';
import { isOfLedger } from '@ledger/api/imports/running.js';
import { ownerOf } from '@ledger/infra/data-folder/data-folder.js';
import { identifiers } from '@ledger/infra/identifiers/identifiers.js';
import { fileSheet } from '@ledger/infra/sheets/file-sheet.js';
import { openSheet } from '@ledger/infra/sheets/open-sheet.js';
import { opened } from '@ledger/ledger/intake/decoding.js';
import { rowsTogether } from '@ledger/ledger/intake/judging.js';
import type { Report } from '@ledger/ledger/intake/verdicts.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import type { MappingFile } from '../mapping-file.js';
import { remark } from '../output.js';
import { OwnerClient } from './owner-client.js';
import { remoteDesk } from './remote-desk.js';

/** What a command hands in, and how it is watched. */
export type HandedIn = Readonly<{
  file: string;
  office: string;
  /** Of a workbook: the worksheet to read; null for the first. */
  worksheet: string | null;
  mapping: MappingFile | null;
  progress: (judged: number, rows: number) => void;
}>;

/** What came of a sheet: a report, or why there is none. */
export type Taken = Readonly<{ report: Report } | { failure: ImportFailure }>;

/** Where a command takes its sheets to. */
export interface Desk {
  take(handed: HandedIn): Promise<Taken>;
  /** Resolves when every view has folded what was taken. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** The user that runs the command, by name. */
export const actor = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
};

export const byUser = (): Readonly<{ actor: string; role: string; district: null }> => ({
  actor: actor(),
  role: 'caseworker',
  district: null,
});

const never = new AbortController().signal;

/** What came of an import of this process's own ledger. Throws where the ledger, and not the sheet, is at fault. */
export const takenBy = async (
  { imports }: Ledger,
  { id, progress }: HandedIn & Readonly<{ id: string }>,
): Promise<Taken> => {
  for await (const { judged, rows, state, failure } of imports.watch(id, never)) {
    if (rows !== null) progress(judged, rows);
    if (state === 'failed' && failure !== null) return failedWith(failure);
    if (state === 'done') return { report: await imports.report(id) };
  }
  throw new Error(`the import ${id} was lost`);
};

/** A failure of the sheet is an answer; one of the ledger is not. */
export const failedWith = (failure: ImportFailure): Taken => {
  if (isOfLedger(failure)) throw new ImportFault(failure.code, failure.message);
  return { failure };
};

const ownDesk = async (settings: Settings): Promise<Desk> => {
  const ledger = await openLedger(settings, remark, { rowsTogether });
  return {
    take: async (handed) => {
      const { file, office, worksheet, mapping } = handed;
      try {
        const bytes = opened(fileSheet(file));
        const { id } = await ledger.imports.receive(
          { file, office, worksheet, mapping: mapping?.text ?? null, dryRun: false, by: byUser() },
          bytes,
        );
        return await takenBy(ledger, { ...handed, id });
      } catch (error) {
        return failureOf(error);
      }
    },
    finish: () => ledger.caughtUp(),
    close: () => ledger.close(),
  };
};

/** A sheet that cannot be read is told with its report; anything else is thrown. */
export const failureOf = (error: unknown): Taken => {
  if (!(error instanceof SheetFault)) throw error;
  const { code, message, line } = error;
  return { failure: { code, message, line } };
};

const dryDesk = async (settings: Settings): Promise<Desk> => {
  const { intake, close } = await openDryRun(settings);
  return {
    take: async ({ file, office, worksheet, mapping, progress }) => {
      try {
        const source = await openSheet(file, { worksheet: worksheet ?? undefined });
        const handIn = { id: identifiers.fresh(), source, mapping: mapping?.mapping ?? null };
        return { report: await intake.take({ ...handIn, office, by: byUser(), progress }) };
      } catch (error) {
        return failureOf(error);
      }
    },
    finish: () => Promise.resolve(),
    close,
  };
};

/** The owner that listens, if one does. */
export const listeningOwner = ({ data }: Settings): OwnerClient | null => {
  const owner = ownerOf(data);
  if (owner === null || owner === 'unknown' || owner.address === null) return null;
  return new OwnerClient(owner.address, owner.token);
};

/** Opens where sheets go: to the running owner, to this process's own ledger, or to a dry run over either. */
export const openDesk = async (settings: Settings, dryRun: boolean): Promise<Desk> => {
  if (dryRun) return dryDesk(settings);
  const owner = listeningOwner(settings);
  return owner === null ? ownDesk(settings) : remoteDesk(owner);
};
