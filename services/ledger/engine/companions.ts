import type { Append, Appended, EventLog } from '../ports/event-log.js';
import { noFindings } from './bound-decider.js';
import { Consultation, Histories } from './histories.js';
import type { Acted, Desk, Stamp, Submission } from './submission.js';

/** How often a command is judged anew when others wrote first. */
export const attemptsMax = 16;

/** What follows in other streams: as a chain, and whether that settles it, once it is written. */
export type Following = Readonly<{ chain: readonly Append[]; isSettled: boolean }>;

/** A command whose own events are written, and whose companions may not be. */
export type Unsettled = Readonly<{ submission: Submission; acted: Acted }>;

/** The companions of what was done. None is ever refused; one that has nothing to add is left out. */
export const following = ({ submission, histories, stamp }: Desk, acted: Acted): Following => {
  const chain: Append[] = [];
  let isSettled = true;
  for (const companion of submission.companions(acted)) {
    const { stream, again } = companion;
    if (!histories.has(stream)) {
      isSettled = false;
      continue;
    }
    if (again) isSettled = false;
    const history = histories.of(stream);
    const decision = companion.decide(history, noFindings);
    if (decision.kind === 'refused')
      throw new Error(`a companion was refused: ${decision.code} at ${stream}`);
    if (decision.events.length === 0) continue;
    chain.push(history.extend(stamp(submission.origin.commandId, stream, decision.events)));
  }
  return { chain, isSettled };
};

export const allWritten = (appended: readonly Appended[]): boolean =>
  appended.every(({ kind }) => kind === 'appended');

/** What a chain left open: companions that lost a race, that were not read, or that must be judged once more. */
export const unsettledOf = (
  submission: Submission,
  { acted, isSettled }: Readonly<{ acted: Acted | null; isSettled: boolean }>,
  appended: readonly Appended[],
): Unsettled | null => (acted === null || (isSettled && allWritten(appended)) ? null : { submission, acted });

/**
 * What still follows from commands, in their order. Their own streams are read after those of all companions:
 * whoever changes an act afterwards reads what its command has written, and brings it up to date.
 */
const followingNow = async (
  log: EventLog,
  open: readonly Unsettled[],
  stampFor: (submission: Submission) => Stamp,
): Promise<readonly (readonly Append[])[]> => {
  const [others, own] = [new Histories(), new Histories()];
  const companions = open.flatMap(({ submission, acted }) => submission.companions(acted));
  await others.read(
    log,
    companions.map(({ stream }) => stream),
  );
  await own.read(
    log,
    open.map(({ acted }) => acted.history.stream),
  );
  return open.map(({ submission, acted: { history, events } }) => {
    const consultation = new Consultation(others);
    const desk = { submission, histories: consultation, stamp: stampFor(submission) };
    const { chain } = following(desk, { history: own.of(history.stream), events });
    return consultation.resting(chain);
  });
};

/**
 * Settles what the chains of commands left open, all of them together: a session of a thousand attendances is read
 * once, not once for each. Over when nothing follows any more; given up when nothing was written so many times in a row.
 */
export const complete = async (
  log: EventLog,
  unsettled: readonly Unsettled[],
  stampFor: (submission: Submission) => Stamp,
): Promise<void> => {
  let open = unsettled;
  for (let fruitless = 0; open.length > 0;) {
    if (fruitless >= attemptsMax)
      throw new Error(`${String(open.length)} commands: too many writers at once`);
    const chains = await followingNow(log, open, stampFor);
    open = open.filter((_, index) => (chains[index] ?? []).length > 0);
    const appended = await Promise.all(
      chains.filter((chain) => chain.length > 0).map((chain) => log.append(chain)),
    );
    fruitless = appended.flat().some(({ kind }) => kind === 'appended') ? 0 : fruitless + 1;
  }
};
