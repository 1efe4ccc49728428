import { complaining } from '../terminal/ledger-complaints.js';
import { languageOf } from '@ledger/runtime/engines/locale-language.js';
import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { failedWith, failureOf, isReported, notReceived, takenFrom } from './import-target.js';
import type { HandedIn, Taken, Desk } from './import-target.js';
import { commandCaller } from '../terminal/command-caller.js';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { ownerOf } from '@ledger/runtime/engines/ledger-owner.js';
import { openSheetFile, sheetFileBytes } from '@ledger/runtime/imports/sheet-files.js';
import { rowsTogether } from '@ledger/ledger/imports/import-batch.js';
import { remark } from '../terminal/output.js';
import { spokenIn } from '@ledger/ledger/kernel/two-languages.js';
import { importWords } from './import-words.js';
import { OwnerClient } from './owner-client.js';
import { remoteDesk } from './remote-import.js';

/** What came of an import of this process's own ledger. Throws where the ledger, and not the sheet, is at fault. */
export const takenBy = async (
  { door }: Pick<Ledger, 'door'>,
  { id, progress }: HandedIn & Readonly<{ id: string }>,
): Promise<Taken> => {
  const by = commandCaller();
  const watched = (await door.hand({ order: 'WatchImport', by, id })) ?? [];
  for await (const { judged, rows, state, failure } of watched) {
    if (rows !== null) progress(judged, rows);
    if (failure !== null && !isReported(failure)) return failedWith(failure);
    if (state === 'done' || state === 'failed' || state === 'undone')
      return takenFrom(await door.hand({ order: 'GetOutcome', by, id }));
  }
  throw new Error(`the import ${id} was lost`);
};

const ownDesk = async (settings: Settings): Promise<Desk> => {
  // What opens a ledger takes a third of a second to load: only who takes sheets in without an owner loads it.
  const { openLedger } = await import('@ledger/runtime/ledger/ledger.js');
  const ledger = await openLedger(settings, complaining(languageOf(process.env)), { rowsTogether });
  if (ledger.sample)
    remark(spokenIn(importWords, languageOf(process.env))('sample', { folder: settings.data.folder }));
  const send = async (handed: HandedIn): Promise<Taken | Readonly<{ id: string }>> => {
    const { file, office, worksheet, mapping, options } = handed;
    const as = { ...{ file, office, worksheet, options, dryRun: false }, mapping: mapping?.text ?? null };
    try {
      const order = { order: 'ReceiveSheet', by: commandCaller() } as const;
      return await ledger.door.hand({ ...order, sent: as, bytes: sheetFileBytes(file) });
    } catch (error) {
      return notReceived(file, error);
    }
  };
  return {
    take: async (handed) => {
      const sent = await send(handed);
      return 'id' in sent ? takenBy(ledger, { ...handed, id: sent.id }) : sent;
    },
    finish: () => ledger.caughtUp(),
    close: () => ledger.close(),
  };
};

const dryDesk = async (settings: Settings): Promise<Desk> => {
  // This process serves nobody else: it judges by itself, where the owner of a ledger leaves it to a worker.
  const { openDryRun } = await import('@ledger/runtime/imports/dry-run.js');
  const dry = await openDryRun(settings);
  return {
    take: async ({ file, office, worksheet, mapping, options, progress }) => {
      try {
        const sheet = { source: await openSheetFile(file, worksheet), mapping: mapping?.mapping ?? null };
        return {
          report: await dry.import({
            ...sheet,
            ...options,
            office: office === null ? null : officeCode(office),
            by: commandCaller(),
            progress,
          }),
        };
      } catch (error) {
        return failureOf(error);
      }
    },
    finish: () => Promise.resolve(),
    close: () => dry.close(),
  };
};

/** The owner that listens, if one does. */
export const listeningOwner = (settings: Settings): OwnerClient | null => {
  const owner = ownerOf(settings);
  if (owner === null || owner === 'unknown' || owner.address === null) return null;
  return new OwnerClient(owner.address, owner.token, languageOf(process.env));
};

/** Opens where sheets go: to the running owner, to this process's own ledger, or to a dry run over either. */
export const openDesk = async (settings: Settings, dryRun: boolean): Promise<Desk> => {
  if (dryRun) return dryDesk(settings);
  const owner = listeningOwner(settings);
  return owner === null ? ownDesk(settings) : remoteDesk(owner);
};
