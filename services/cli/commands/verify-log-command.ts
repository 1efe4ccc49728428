import type { LogVerification } from '@ledger/projections/digest/verify-log.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { spokenIn, type Speech } from '@ledger/ledger/kernel/two-languages.js';
import { misfitIn } from '@ledger/projections/digest/log-misfits.js';
import { verifyLogMessages } from './verify-messages.js';
import type { Asking } from '../terminal/command-caller.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, print, printJson } from '../terminal/output.js';
import { watched } from '../terminal/progress-bar.js';

type AcceptOption = Readonly<{ asked: boolean; accepted: boolean }>;

type Say = Speech<keyof typeof verifyLogMessages>;

/** What comes of `--accept`, or what could come of it. */
const acceptanceOf = (
  { misfit, lost }: LogVerification,
  { asked, accepted }: AcceptOption,
  say: Say,
): string | null => {
  if (misfit !== null) return asked ? say('nothingAccepted') : null;
  if (lost.length === 0) return null;
  return say(accepted ? 'accepted' : 'toAccept');
};

const printVerification = (verification: LogVerification, accept: AcceptOption, language: Language): void => {
  const { covered, digest, misfit, lost } = verification;
  const say = spokenIn(verifyLogMessages, language);
  const events = count(verification.events);
  print(say('covered', { events, covered: count(covered) }));
  print(say('digest', { events, digest }));
  for (const { recorded, held } of lost) {
    const missing = { missing: count(recorded - held), recorded: count(recorded) };
    // Where events were changed, those that are held are not the first ones.
    print(misfit === null ? say('missingAfter', { ...missing, held: count(held) }) : say('missing', missing));
  }
  const misfitText = misfitIn(language, verification);
  if (misfitText !== null) print(misfitText);
  else if (lost.length === 0) print(say('whole'));
  const sentence = acceptanceOf(verification, accept, say);
  if (sentence !== null) print(sentence);
};

/**
 * Compares the log with the digests that were kept while it was written; `accept` forgets the digests of events that the
 * log has lost. Nothing is accepted where an event was changed: its digest is all that tells.
 */
export const verifyLog = async (
  { json, accept }: Readonly<{ json: boolean; accept: boolean }>,
  { door, by, language }: Asking,
): Promise<number> => {
  const verification = await watched('reading', { quiet: json, language }, (progress) =>
    door.handle({ order: 'VerifyLog', by, progress }),
  );
  const accepted = accept && verification.misfit === null;
  if (accepted)
    await door.handle({
      ...{ order: 'MaintainViews', by, work: { do: 'accept' } },
      progress: () => undefined,
    });
  const ok = verification.misfit === null && (accepted || verification.lost.length === 0);
  const { misfitFacts: _facts, ...plain } = verification;
  if (json) printJson({ ok, ...plain, accepted });
  else printVerification(verification, { asked: accept, accepted }, language);
  return ok ? exitCodes.ok : exitCodes.failed;
};
