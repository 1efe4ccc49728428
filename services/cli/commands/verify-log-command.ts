import type { LogVerdict } from '@ledger/projections/digest/verify-log.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { maintain } from '@ledger/runtime/ledger/maintenance-client.js';
import { verifyDigests } from '@ledger/runtime/ledger/verification.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, print, printJson, remark } from '../terminal/output.js';
import { watched } from '../terminal/progress-bar.js';

type Asked = Readonly<{ asked: boolean; accepted: boolean }>;

const nothingAccepted =
  'nothing was accepted: missing events can be, but not while the log differs from what was recorded; put back a copy of ' +
  'the log that does not differ';

/** What comes of `--accept`, or what could come of it. */
const acceptanceOf = ({ misfit, lost }: LogVerdict, { asked, accepted }: Asked): string | null => {
  if (misfit !== null) return asked ? nothingAccepted : null;
  if (lost.length === 0) return null;
  return accepted
    ? 'accepted: from now on they are not reported'
    : 'once you know why, “ledger verify --log --accept” ends this report';
};

const printVerdict = (verdict: LogVerdict, accept: Asked): void => {
  const { events, covered, digest, misfit, lost } = verdict;
  print(`${count(events)} events, ${count(covered)} of them with a digest that was kept`);
  print(`digest after event ${count(events)}: ${digest}`);
  for (const { recorded, held } of lost) {
    // Where events were changed, those that are held are not the first ones.
    const where = misfit === null ? `the log holds them up to event ${count(held)}; ` : '';
    print(
      `${count(recorded - held)} of ${count(recorded)} events that were recorded are missing: ${where}` +
        'it was put back to an older copy, or has lost its end',
    );
  }
  if (misfit !== null) print(misfit);
  else if (lost.length === 0) print('every event is what was recorded');
  const sentence = acceptanceOf(verdict, accept);
  if (sentence !== null) print(sentence);
};

/**
 * Compares the log with the digests that were kept while it was written; `accept` forgets the digests of events that the
 * log has lost. Nothing is accepted where an event was changed: its digest is all that tells.
 */
export const verifyLog = async (
  { json, accept }: Readonly<{ json: boolean; accept: boolean }>,
  settings: Settings,
): Promise<number> => {
  const verdict = await watched('reading', json, (progress) => verifyDigests(settings, progress));
  const accepted = accept && verdict.misfit === null;
  if (accepted) await maintain(settings, { do: 'accept' }, { progress: () => undefined, complain: remark });
  const ok = verdict.misfit === null && (accepted || verdict.lost.length === 0);
  if (json) printJson({ ok, ...verdict, accepted });
  else printVerdict(verdict, { asked: accept, accepted });
  return ok ? exitCodes.ok : exitCodes.failed;
};
