import type { Append, Appended, EventLog } from '../ports/event-log.js';
import { following, type Stamp } from './reservation-appends.js';
import { Histories } from './histories.js';
import type { Judgement } from './judge.js';
import type { Acted, Submission } from './submission.js';

/** How often a command is judged anew when others wrote first. */
export const attemptsMax = 16;

/** A command whose own events are written, and whose companions may not be. */
export type Unsettled = Readonly<{ submission: Submission; acted: Acted }>;

export const allWritten = (appended: readonly Appended[]): boolean =>
  appended.every(({ kind }) => kind === 'appended');

/** What a chain left open: companions that lost a race, that were not read, or that must be judged once more. */
export const unsettledOf = (
  submission: Submission,
  { acted, isSettled }: Judgement,
  appended: readonly Appended[],
): Unsettled | null => (acted === null || (isSettled && allWritten(appended)) ? null : { submission, acted });

/**
 * What still follows from commands, in their order. Their own streams are read behind those of all companions:
 * whoever changes an act afterwards reads what its command has written, and brings it up to date.
 */
const followingNow = async (
  log: EventLog,
  open: readonly Unsettled[],
  stampFor: (submission: Submission) => Stamp,
): Promise<readonly (readonly Append[])[]> => {
  const [others, own] = [new Histories(), new Histories()];
  const companions = open.flatMap(({ submission, acted }) => submission.companions(acted));
  others.add(await log.readStreams([...new Set(companions.map(({ stream }) => stream))]));
  own.add(await log.readStreams([...new Set(open.map(({ acted }) => acted.history.stream))]));
  return open.map(({ submission, acted: { history, events } }) => {
    const desk = { submission, histories: others, stamp: stampFor(submission) };
    return following(desk, { history: own.of(history.stream), events }).chain;
  });
};

/**
 * Settles what the chains of commands left open, all of them together: a session of a thousand attendances is read
 * once, not once for each. Over when nothing follows any more.
 */
export const complete = async (
  log: EventLog,
  unsettled: readonly Unsettled[],
  stampFor: (submission: Submission) => Stamp,
): Promise<void> => {
  let open = unsettled;
  for (let attempt = 1; open.length > 0; attempt += 1) {
    if (attempt > attemptsMax) throw new Error(`${String(open.length)} commands: too many writers at once`);
    const chains = await followingNow(log, open, stampFor);
    await Promise.all(chains.filter((chain) => chain.length > 0).map((chain) => log.append(chain)));
    open = open.filter((_, index) => (chains[index] ?? []).length > 0);
  }
};
