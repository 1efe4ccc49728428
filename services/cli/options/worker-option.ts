import {
  canonicalText,
  membershipFrom,
  officeFrom,
  soleOffice,
  type OfficeCode,
} from '@ledger/ledger/kernel/identifiers.js';
import { parseWorkerNo, printWorkerNo, workerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import { stateOfDocument } from '@ledger/projections/reading/view-state.js';
import { workers } from '@ledger/projections/workers/workers-projection.js';
import type { Asking } from '../terminal/command-caller.js';
import { remarkIncomplete } from '../terminal/lag-remark.js';
import { usageFault } from '../terminal/usage-fault.js';

type FoundWorker = Readonly<{ number: WorkerNo; worker: WorkerDocument }>;

/** The person that is meant: by worker number if it is one that is registered, else by membership number. */
const find = async ({ door, by }: Asking, text: string, office: OfficeCode): Promise<FoundWorker | null> => {
  const printed = parseWorkerNo(canonicalText(text));
  const value = membershipFrom(text);
  const meant = [
    ...(printed === null ? [] : [{ number: printed }]),
    ...(value === null ? [] : [{ by: 'membership', office, value } as const]),
  ];
  for (const whom of meant) {
    const { worker } = await door.handle({ order: 'FindWorker', by, whom, atLeast: null });
    if (worker !== null) return { number: workerNo(worker.worker), worker };
  }
  return null;
};

/** The office of a membership number. Throws UsageFault where it cannot be one. */
export const officeNamed = (text: string = soleOffice): OfficeCode => {
  const office = officeFrom(text);
  if (office !== null) return office;
  throw usageFault('noOffice', { text });
};

/**
 * The worker of a worker number or a membership number; tells on stderr what the register may lack of the person. Throws
 * UsageFault where nobody has it.
 */
export const workerNamed = async (asking: Asking, text: string, office: OfficeCode): Promise<FoundWorker> => {
  const { door, by, language } = asking;
  const view = await door.handle({ order: 'GetView', by, view: workers, atLeast: null });
  const found = await find(asking, text, office);
  remarkIncomplete(found === null ? view : stateOfDocument(view, printWorkerNo(found.number)), language);
  if (found === null) throw usageFault('unknownWorker', { text });
  return found;
};
