import type { MembershipNumber } from '@ledger/ledger/kernel/identifiers.js';
import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import { printWorkerNo, workerStreamOf } from '@ledger/ledger/kernel/ids.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { unsealed } from './unsealed-text.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import type { RegistryEvent } from '@ledger/schema/events/registry.js';
import { workers } from '@ledger/projections/workers/workers-projection.js';
import { office } from './acts.js';
import { membership as membershipNumber } from './identifiers.js';
import type { TestLedger } from './ledger.js';

/** The register's current data about a person, decrypted. */
export type Registered = Readonly<
  { name: string | null } & Pick<WorkerDocument, 'sex' | 'occupation' | 'employer'>
>;

const isWorkerEvent = (past: Recorded): past is Recorded<RegistryEvent> => isOneOf(workers.types, past.event);

/** The register's events about the person with this membership number. */
export const registerEventsOf = async (
  { log, write }: TestLedger,
  membership: string,
): Promise<readonly Recorded<RegistryEvent>[]> => {
  const value: MembershipNumber = membershipNumber(membership);
  const worker = await write.people.find({ by: 'membership', office, value });
  if (worker === null) return [];
  const stream = workerStreamOf(worker);
  return ((await log.readStreams([stream])).get(stream) ?? []).filter(isWorkerEvent);
};

/** The register's current data about the person with this membership number; null if nobody is registered under it. */
export const registeredAs = async (ledger: TestLedger, membership: string): Promise<Registered | null> => {
  const events = await registerEventsOf(ledger, membership);
  let doc: WorkerDocument | null = null;
  for (const past of events) doc = workers.fold(doc, past, printWorkerNo(past.event.data.worker));
  const [first] = events;
  if (doc === null || first === undefined) return null;
  const { stream } = first;
  const name = await unsealed(ledger.vault, stream, { stream, field: 'name' }, doc.name);
  return { name, sex: doc.sex, occupation: doc.occupation, employer: doc.employer };
};
