import type { Amending } from '../use-cases/amend-act.js';
import type { CommandHandler } from '../engine/command-handler.js';
import type { Outcome } from '../engine/submission.js';
import { importStreamOf } from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import type { KeyVault } from '../ports/key-vault.js';
import { summaryOf, type ActLeft, type ImportSummary } from './import-summary.js';
import { ImportStream, type ImportBy } from './import-stream.js';
import type { Pause } from '../ports/pause.js';

/** Number of acts that are reversed together, and that one event lists. */
const actsTogether = 250;

/** The result of undoing an import: the number of reversed acts, and the acts that could not be reversed. */
export type Undone = Readonly<{ undone: number; left: readonly ActLeft[] }>;

export type Undo = ImportBy &
  Readonly<{
    /** Called after every batch of acts. An error thrown here interrupts the undo. */
    progress: (judged: number, acts: number) => void;
    /** Called after every batch of acts, so that other waiting work gets a turn. */
    pause?: Pause;
  }>;

/** Why an import cannot be undone. */
export type UndoFault = 'UNKNOWN_IMPORT' | 'NOT_DONE' | 'ALREADY_UNDONE' | 'CORRECTIONS' | 'ACTS_NOT_NAMED';

export interface Undoing {
  /** Records that an import is to be undone, and why. Returns null if the undo has begun, now or earlier. */
  begin(of: ImportBy, reason: string): Promise<UndoFault | null>;
  /**
   * Reverses every act of an import whose undo has begun. The last act comes first, so that attendance is reversed
   * before its session. An interrupted undo continues; a finished one returns its earlier result. Throws if the undo
   * was not begun.
   */
  undo(undo: Undo): Promise<Undone>;
}

export type UndoPorts = Readonly<{
  log: EventLog;
  vault: KeyVault;
  handler: CommandHandler;
  amending: Amending;
}>;

/** The summary of the import with this id, read from its stream; null if there is none. */
export const importSummary = async (
  { log, vault }: Pick<UndoPorts, 'log' | 'vault'>,
  id: string,
): Promise<ImportSummary | null> => {
  const stream = importStreamOf(id);
  const recorded = (await log.readStreams([stream])).get(stream) ?? [];
  if (recorded.length === 0) return null;
  return summaryOf(recorded, (await vault.existingKeys([stream])).get(stream) ?? null);
};

/** Why the import cannot be undone; null if it can be, or if its undo has begun. */
export const undoFaultOf = (summary: ImportSummary | null): UndoFault | null => {
  switch (summary?.stage) {
    case undefined:
    case 'unknown':
      return 'UNKNOWN_IMPORT';
    case 'waiting':
    case 'failed':
      return 'NOT_DONE';
    case 'undone':
      return 'ALREADY_UNDONE';
    case 'undoing':
      return null;
    case 'done':
      // To reverse the corrected acts would take back what other imports have recorded.
      if (summary.corrects) return 'CORRECTIONS';
      // Imports of an earlier version of the program did not record their acts.
      return summary.acts.length === summary.accepted ? null : 'ACTS_NOT_NAMED';
  }
};

const notBegun = (id: string): Error => new Error(`nobody has begun to undo the import ${id}`);

/**
 * Returns a list with the act if it was not reversed; otherwise an empty list. COMMAND_ID_REUSED means that an earlier
 * run of this undo has already reversed it: the command has a different hash now because the person's key was destroyed
 * in between.
 */
const leftBy = (
  { row, act }: ImportSummary['acts'][number],
  outcome: Outcome | undefined,
): readonly ActLeft[] =>
  outcome?.kind !== 'refused' || outcome.code === 'COMMAND_ID_REUSED'
    ? []
    : [{ row, act, code: outcome.code }];

export const undoing = (ports: UndoPorts): Undoing => {
  const begin: Undoing['begin'] = async (of, reason) => {
    const fault = undoFaultOf(await importSummary(ports, of.id));
    if (fault !== null) return fault;
    const own = await ImportStream.open(ports, of);
    const { name: stream } = own;
    await own.note('undo-begun', (seal) => ({
      type: 'BeginUndo',
      stream,
      data: { reason: seal('reason', reason) },
    }));
    return null;
  };

  const undo: Undoing['undo'] = async ({ id, by, progress, pause }) => {
    const summary = await importSummary(ports, id);
    if (summary?.undo == null) throw notBegun(id);
    if (summary.stage === 'undone') return summary.undo;
    const { reason } = summary.undo;
    if (reason === null) throw notBegun(id);
    const acts = summary.acts.toReversed();
    const left: ActLeft[] = [];
    for (let at = 0; at < acts.length; at += actsTogether) {
      const part = acts.slice(at, at + actsTogether);
      const outcomes = await ports.amending.reverseAll({
        acts: part.map(({ row, act }) => ({ act, commandId: `${id}:undo:${String(row)}` })),
        reason,
        importId: id,
        by: { ...by, correlation: id, cause: null },
      });
      left.push(...part.flatMap((each, index) => leftBy(each, outcomes[index])));
      progress(at + part.length, acts.length);
      await pause?.();
    }
    return end(await ImportStream.open(ports, { id, by }), acts.length - left.length, left.toReversed());
  };

  const end = async (own: ImportStream, undone: number, left: readonly ActLeft[]): Promise<Undone> => {
    const { name: stream } = own;
    for (let at = 0; at < left.length; at += actsTogether) {
      const data = { left: left.slice(at, at + actsTogether) };
      await own.note('note', () => ({ type: 'NameActsLeft', stream, data }));
    }
    await own.note('note', () => ({ type: 'EndUndo', stream, data: { undone, left: left.length } }));
    return { undone, left };
  };

  return { begin, undo };
};
