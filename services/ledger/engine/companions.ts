import type { Append, Appended, EventLog } from '../ports/event-log.js';
import { noFindings } from './bound-decider.js';
import { Consultation, Histories } from './histories.js';
import type { Acted, JudgeContext, Stamp, Submission } from './submission.js';

/** How often a command is tried before it is given up because other writers appended first. */
export const attemptsMax = 16;

/**
 * Companions (follow-up commands in other streams) as appends. `isSettled`: nothing else is to be done once they are
 * written.
 */
export type Following = Readonly<{ chain: readonly Append[]; isSettled: boolean }>;

/** A command whose own events are written and whose companions may be missing. */
export type Unsettled = Readonly<{ submission: Submission; acted: Acted }>;

/**
 * The appends of an act's companions. A companion is never refused (that would be a bug); one with nothing to add is
 * left out.
 */
export const following = ({ submission, histories, stamp }: JudgeContext, acted: Acted): Following => {
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

/**
 * The command, if companions are missing: they lost to another writer, their stream was not read, or they must be
 * decided again.
 */
export const unsettledOf = (
  submission: Submission,
  { acted, isSettled }: Readonly<{ acted: Acted | null; isSettled: boolean }>,
  appended: readonly Appended[],
): Unsettled | null => (acted === null || (isSettled && allWritten(appended)) ? null : { submission, acted });

/**
 * The companions that are still to be appended, per command. The commands' own streams are read after the companions'
 * streams: so a companion sees the latest state of its act, and a writer that changes the act later sees this
 * companion and updates it.
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
    const context = { submission, histories: consultation, stamp: stampFor(submission) };
    const { chain } = following(context, { history: own.of(history.stream), events });
    return consultation.resting(chain);
  });
};

/**
 * Appends the missing companions of several commands together, so that a session with a thousand attendances is read
 * once and not a thousand times. Ends when nothing is missing. Throws after `attemptsMax` rounds in a row in which
 * nothing was written.
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
