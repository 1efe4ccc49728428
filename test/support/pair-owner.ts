import { soleOffice } from '@ledger/ledger/kernel/identifiers.js';
import { membership as membershipNumber } from './identifiers.js';
import { eventLoopTurn } from '@ledger/infra/identifiers/event-loop-turn.js';
import { identifiers } from '@ledger/infra/identifiers/uuid-generator.js';
import { systemClock } from '@ledger/infra/identifiers/system-clock.js';
import { sheetImport, type SheetImport } from '@ledger/ledger/imports/import-sheet.js';
import type { WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { LookUp, NotedVault } from '@ledger/ledger/ports/key-vault.js';
import type { PairState } from '@ledger/ledger/ports/pair-state.js';
import { repeatErasures } from '@ledger/ledger/use-cases/erased-persons.js';
import { writeSide, type WriteSide } from '@ledger/ledger/use-cases/write-side.js';
import { CloseStack } from '@ledger/runtime/engines/close-stack.js';
import { openPair } from '@ledger/runtime/engines/ledger-pair.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { caseworker } from './acts.js';

/**
 * The log, the vault and the write side of a ledger, opened as its owner opens them, but without views, locks and child
 * processes.
 */
export type PairOwner = Readonly<{
  log: EventLog;
  vault: NotedVault;
  write: WriteSide;
  importer: SheetImport;
  /** The result of the check whether log and vault belong together, made when they were opened. */
  pairState: PairState;
  /** Registers a member with this membership number and returns the new worker number. */
  register(membership: string): Promise<WorkerNo>;
  erase(worker: WorkerNo): Promise<void>;
  numberOf(membership: string): Promise<WorkerNo | null>;
  /** Completes erasures in the log for persons whom the vault has already erased, as a start does. Returns how many. */
  repeatErasures(): Promise<number>;
  close(): Promise<void>;
}>;

const member = (value: string): LookUp => ({
  by: 'membership',
  office: soleOffice,
  value: membershipNumber(value),
});

/** Opens log and vault as a start does. Throws PairFault if they must not be used together. */
export const ownPair = async (settings: Settings): Promise<PairOwner> => {
  const closing = new CloseStack();
  const opened = await openPair(settings, closing).catch(async (error: unknown) => {
    await closing.run();
    throw error;
  });
  const { vault, pairState } = opened;
  const { log } = opened.log;
  const ports = { log, vault, ids: identifiers, clock: systemClock, pause: eventLoopTurn, catalogue };
  const write = writeSide(ports);
  const numberOf = (membership: string): Promise<WorkerNo | null> => write.people.find(member(membership));
  const submitted = (commandId: string) => ({ commandId, key: commandId, by: caseworker });
  return {
    log,
    vault,
    write,
    importer: sheetImport({ ...ports, ...write }),
    pairState,
    register: async (membership) => {
      const details = {
        membership: { value: membershipNumber(membership), written: membership },
        name: `名字 ${membership}`,
      };
      const { kind } = await write.registering.register(soleOffice, details, submitted(identifiers.fresh()));
      const worker = await numberOf(membership);
      if (kind !== 'recorded' || worker === null)
        throw new Error(`${membership} was not registered: ${kind}`);
      return worker;
    },
    erase: async (worker) => {
      const { kind } = await write.registering.erase(worker, submitted(identifiers.fresh()));
      if (kind !== 'recorded') throw new Error(`${String(worker)} was not erased: ${kind}`);
    },
    numberOf,
    repeatErasures: () =>
      repeatErasures({ log, vault, notes: vault.notes, ids: identifiers, handler: write.handler }),
    close: () => closing.run(),
  };
};
