import type { ImportJobs } from '../imports/import-jobs.js';
import { isSettled, type ImportJob } from '../imports/import-job.js';
import type { Handlers } from './door.js';
import type { Caller, ImportOrders } from './orders.js';
import { stoppable } from './stoppable-stream.js';

/** Who asks, as an import keeps it. */
const keptOf = ({ actor, role, district }: Caller) => ({ actor, role, district });

/** An import each time that it has changed, until it is over: nothing happens to it then unless somebody asks for it. */
async function* untilSettled(
  imports: ImportJobs,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<ImportJob, void, undefined> {
  for await (const job of imports.watch(id, signal)) {
    yield job;
    if (isSettled(job)) return;
  }
}

/** Orders about sheets that are handed in. */
export const importHandlers = (imports: ImportJobs): Handlers<keyof ImportOrders> => ({
  ReceiveSheet: ({ handed, bytes, by }) => imports.receive({ ...handed, by: keptOf(by) }, bytes),
  ResumeImport: ({ id }) => imports.retry(id),
  UndoImport: ({ id, reason, by }) => imports.undo(id, reason, keptOf(by)),
  ResumeUndo: async ({ id }) => {
    await imports.resumeUndo(id);
    return null;
  },
  ListImports: async () => imports.ids(),
  FindImports: ({ ids }) => Promise.all(ids.map((id) => imports.get(id))),
  GetOutcome: ({ id }) => imports.outcome(id),
  GetReport: ({ id }) => imports.report(id),
  GetRefusedRows: async ({ id }) => {
    const { refused } = await imports.report(id);
    return { ...(await imports.sheet(id)), refused };
  },
  WatchImport: async ({ id }) =>
    (await imports.get(id)) === null ? null : stoppable((signal) => untilSettled(imports, id, signal)),
});
