import type { StreamId } from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import { reservedFor } from './reservations.js';
import { Histories } from './histories.js';
import type { Submission } from './submission.js';

const streamsOf = ({ claims, work, session, alongside }: Submission): readonly StreamId[] => [
  work.stream,
  ...claims.map(({ stream }) => stream),
  ...alongside,
  ...(session?.stream == null ? [] : [session.stream]),
];

/**
 * The submissions in runs that can be judged together. An act that is at home elsewhere than its session would not
 * notice that the session, foreseen in the same batch, was refused after all: it waits for the next run.
 */
export const runsOf = (submissions: readonly Submission[]): readonly (readonly Submission[])[] => {
  const runs: Submission[][] = [];
  let foreseen = new Set<StreamId>();
  for (const submission of submissions) {
    const session = submission.session?.stream ?? null;
    if (runs.length === 0 || (session !== null && foreseen.has(session))) {
      runs.push([]);
      foreseen = new Set();
    }
    runs.at(-1)?.push(submission);
    foreseen.add(submission.work.stream);
  }
  return runs;
};

/** Reads whatever the submissions will be judged by: in one call, and where reservations point, in a second. */
export const readFor = async (log: EventLog, submissions: readonly Submission[]): Promise<Histories> => {
  const histories = new Histories();
  histories.add(await log.readStreams([...new Set(submissions.flatMap(streamsOf))]));
  const targets = new Set<StreamId>();
  for (const claim of submissions.flatMap(({ claims }) => claims)) {
    const target = reservedFor(claim, histories);
    if (target !== null && !histories.has(target)) targets.add(target);
  }
  if (targets.size > 0) histories.add(await log.readStreams([...targets]));
  return histories;
};
