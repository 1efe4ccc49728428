import type { Reader } from '@ledger/runtime/engines/ledger-reader.js';
import {
  canonicalText,
  membershipFrom,
  officeFrom,
  soleOffice,
  type OfficeCode,
} from '@ledger/ledger/kernel/identifiers.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { parseWorkerNo, printWorkerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import { stateOfDocument, viewState } from '@ledger/projections/reading/view-state.js';
import { workers } from '@ledger/projections/workers/workers-projection.js';
import { workerByNumber } from '@ledger/projections/workers/workers-queries.js';
import { remarkIncomplete } from '../terminal/lag-remark.js';
import { usageFault } from '../terminal/usage-fault.js';

type Found = Readonly<{ number: WorkerNo; worker: WorkerDocument }>;

/** The person that is meant: by worker number if it is one that is registered, else by membership number. */
const find = async (reader: Reader, text: string, office: OfficeCode): Promise<Found | null> => {
  const printed = parseWorkerNo(canonicalText(text));
  const direct = printed === null ? null : await workerByNumber(reader.store, printed);
  if (printed !== null && direct !== null) return { number: printed, worker: direct };
  const value = membershipFrom(text);
  if (value === null) return null;
  const vault = await reader.vault();
  const [bound] = await vault.find([vault.tokenOf({ by: 'membership', office, value })]);
  const worker = bound == null ? null : await workerByNumber(reader.store, bound);
  return bound == null || worker === null ? null : { number: bound, worker };
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
export const workerNamed = async (
  reader: Reader,
  text: string,
  office: OfficeCode,
  language: Language,
): Promise<Found> => {
  const view = await viewState(reader, workers);
  const found = await find(reader, text, office);
  remarkIncomplete(found === null ? view : stateOfDocument(view, printWorkerNo(found.number)), language);
  if (found === null) throw usageFault('unknownWorker', { text });
  return found;
};
