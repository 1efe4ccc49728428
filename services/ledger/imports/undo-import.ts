import type { Amending } from '../use-cases/amend-act.js';
import type { CommandHandler } from '../engine/command-handler.js';
import type { Outcome } from '../engine/submission.js';
import { importStreamOf } from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import type { KeyVault } from '../ports/key-vault.js';
import { toldBy, type ActLeft, type ImportSummary } from './import-summary.js';
import { ImportStream, type ImportBy } from './import-stream.js';
import type { Pause } from '../ports/pause.js';

/** Acts reversed together, and named in one event. */
const actsTogether = 250;

/** What undoing a import came to. */
export type Undone = Readonly<{ undone: number; left: readonly ActLeft[] }>;

export type Undo = ImportBy &
  Readonly<{
    /** Called after every few acts; what it throws interrupts the undoing there. */
    progress: (judged: number, acts: number) => void;
    /** Lets whoever else waits go first, after every few acts. */
    pause?: Pause;
  }>;

/** Why a import cannot be undone. */
export type UndoFault = 'UNKNOWN_IMPORT' | 'NOT_DONE' | 'ALREADY_UNDONE' | 'ACTS_NOT_NAMED';

export interface Undoing {
  /** Notes that a import is to be undone, and why; null where it is being undone now, also since before. */
  begin(of: ImportBy, reason: string): Promise<UndoFault | null>;
  /**
   * Reverses every act of a import whose undoing has begun, the last first, so that attendance goes before its
   * session. One that was interrupted goes on; one that is over answers what it came to. Throws where it was not begun.
   */
  undo(undo: Undo): Promise<Undone>;
}

export type UndoPorts = Readonly<{
  log: EventLog;
  vault: KeyVault;
  handler: CommandHandler;
  amending: Amending;
}>;

/** The import of that id as its stream tells it; null where there is none. */
export const importTold = async (
  { log, vault }: Pick<UndoPorts, 'log' | 'vault'>,
  id: string,
): Promise<ImportSummary | null> => {
  const stream = importStreamOf(id);
  const recorded = (await log.readStreams([stream])).get(stream) ?? [];
  if (recorded.length === 0) return null;
  return toldBy(recorded, (await vault.existingKeys([stream])).get(stream) ?? null);
};

/** Why the import cannot be undone; null where it can, or is being undone. */
export const undoFaultOf = (told: ImportSummary | null): UndoFault | null => {
  switch (told?.stage) {
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
      // An import of an earlier version named no acts.
      return told.acts.length === told.accepted ? null : 'ACTS_NOT_NAMED';
  }
};

const notBegun = (id: string): Error => new Error(`nobody has begun to undo the import ${id}`);

/**
 * The act, where it was left standing. A command of an undoing that was used before has done its work, whatever has
 * become of the person's key since.
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
    const fault = undoFaultOf(await importTold(ports, of.id));
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
    const told = await importTold(ports, id);
    if (told?.undo == null) throw notBegun(id);
    if (told.stage === 'undone') return told.undo;
    const { reason } = told.undo;
    if (reason === null) throw notBegun(id);
    const acts = told.acts.toReversed();
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
