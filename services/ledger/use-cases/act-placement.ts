import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { homeOf } from '../acts/act-home.js';
import {
  caseOf,
  gatheringOf,
  passbookOf,
  referenceOf,
  workerStreamOf,
  type StreamId,
  type WorkerNo,
} from '../kernel/ids.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { Subject } from '../ports/key-vault.js';
import type { Handed } from './record-act-command.js';
import { personalContent } from './record-act-command.js';

/** An act in its place: who it is about, which stream is its home, and whose key seals what is personal in it. */
export type Placed = Readonly<{
  handed: Handed;
  worker: WorkerNo | null;
  stream: StreamId;
  subject: Subject;
  /** The columns that may name somebody; null where all are empty, then no key is needed. */
  personal: string | null;
}>;

type Placing = Readonly<{ ids: IdGenerator; catalogue: Catalogue }>;

/** The stream that the act is at home in. A new gathering or case is named after the command that records it. */
export const streamFor = (
  { reading, commandId }: Handed,
  worker: WorkerNo | null,
  { ids, catalogue }: Placing,
): StreamId => {
  const { kind, session, sessions } = reading;
  const question = { kind, hasPerson: worker !== null, hasSession: session !== null, sessions };
  switch (homeOf(catalogue.rules, question)) {
    case 'passbook':
      if (worker === null) throw new Error('a passbook belongs to a person');
      return passbookOf(worker, reading.on);
    case 'gathering':
      return session?.stream ?? gatheringOf(ids.derived(commandId));
    case 'case':
      return caseOf(ids.derived(commandId));
  }
};

/** Whose key seals the texts of an act: the person's, else one of the reference's, else one of the stream's. */
export const subjectOf = (
  act: Readonly<{ worker: WorkerNo | null; office: string; reference: string | null }>,
  stream: StreamId,
): Subject => {
  if (act.worker !== null) return workerStreamOf(act.worker);
  return act.reference === null ? stream : referenceOf(act.office, act.reference);
};

export const place = (handed: Handed, worker: WorkerNo | null, placing: Placing): Placed => {
  const { reading } = handed;
  const stream = streamFor(handed, worker, placing);
  const { office, reference } = reading;
  const subject = subjectOf({ worker, office, reference }, stream);
  return { handed, worker, stream, subject, personal: personalContent(reading, worker) };
};
