import { imports as view } from '@ledger/projections/imports/imports-projection.js';
import { listImports } from '@ledger/projections/imports/imports-queries.js';
import { viewState, type ViewState } from '@ledger/projections/reading/view-state.js';
import type { OwnImports } from '../imports/own-imports.js';
import { isSettled, type ImportStatus } from '../imports/import-status.js';
import type { Handlers } from './door.js';
import type { Caller, ImportOrders } from './orders.js';
import { atLeast, ViewBehind, type ReadSide } from './read-your-writes.js';
import { stoppable } from './stoppable-stream.js';

/** The caller, in the form in which it is stored with an import. */
const keptOf = ({ actor, role, district }: Caller) => ({ actor, role, district });

/** Yields an import at each change until it has ended. After that it changes only by a further command. */
async function* untilSettled(
  imports: OwnImports,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<ImportStatus, void, undefined> {
  for await (const status of imports.watch(id, signal)) {
    yield status;
    if (isSettled(status)) return;
  }
}

/** The state of the imports view after it has folded all events of this owner's imports. Waits a limited time. */
const withOwn = async (reading: ReadSide, imports: OwnImports): Promise<ViewState> => {
  try {
    return await atLeast(reading, view, imports.noted);
  } catch (error) {
    // After the timeout the view still shows older imports, so it is answered as it is.
    if (error instanceof ViewBehind) return viewState(reading, view);
    throw error;
  }
};

/** The handlers of commands and queries about imports. */
export const importHandlers = (imports: OwnImports, reading: ReadSide): Handlers<keyof ImportOrders> => ({
  ReceiveSheet: ({ sent, bytes, by }) => imports.receive({ ...sent, by: keptOf(by) }, bytes),
  ResumeImport: ({ id, by }) => imports.retry(id, keptOf(by)),
  UndoImport: ({ id, reason, by }) => imports.undo(id, reason, keptOf(by)),
  ListImports: async ({ slice, atLeast: position }) => {
    const state = await (position === null ? withOwn(reading, imports) : atLeast(reading, view, position));
    const listed = await imports.page(await listImports(reading.store, slice), slice);
    return { view: state, listed };
  },
  FindImport: ({ id }) => imports.get(id),
  GetActsLeft: ({ id }) => imports.actsLeft(id),
  GetOutcome: ({ id }) => imports.outcome(id),
  GetReport: ({ id }) => imports.report(id),
  GetRefusedRows: async ({ id }) => {
    const { refused } = await imports.report(id);
    return { ...(await imports.sheet(id)), refused };
  },
  WatchImport: async ({ id }) =>
    (await imports.get(id)) === null ? null : stoppable((signal) => untilSettled(imports, id, signal)),
});
