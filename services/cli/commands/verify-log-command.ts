import type { LogVerdict } from '@ledger/projections/digest/verify-log.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { maintain } from '@ledger/runtime/ledger/maintenance-client.js';
import { verifyDigests } from '@ledger/runtime/ledger/verification.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, print, printJson, remark } from '../terminal/output.js';
import { watched } from '../terminal/progress-bar.js';

const printVerdict = ({ events, covered, digest, misfit, lost }: LogVerdict, accepted: boolean): void => {
  print(`${count(events)} events, ${count(covered)} of them with a digest that was kept`);
  print(`digest behind event ${count(events)}: ${digest}`);
  for (const { recorded, held } of lost)
    print(
      `${count(recorded - held)} of ${count(recorded)} events that were recorded are missing: the log holds them up to ` +
        `event ${count(held)}; it was put back to an older copy, or has lost its end`,
    );
  if (misfit !== null) print(misfit);
  else if (lost.length === 0) print('every event is what was recorded');
  else
    print(
      accepted
        ? 'accepted: from now on they are not asked for'
        : 'once you know why, “ledger verify --log --accept” asks for them no more',
    );
};

/**
 * Compares the log with the digests that were kept while it was written; `accept` forgets the digests of events that the
 * log has lost.
 */
export const verifyLog = async (
  { json, accept }: Readonly<{ json: boolean; accept: boolean }>,
  settings: Settings,
): Promise<number> => {
  const verdict = await watched('reading', json, (progress) => verifyDigests(settings, progress));
  if (accept) await maintain(settings, { do: 'accept' }, { progress: () => undefined, complain: remark });
  const ok = verdict.misfit === null && (accept || verdict.lost.length === 0);
  if (json) printJson({ ok, ...verdict, accepted: accept });
  else printVerdict(verdict, accept);
  return ok ? exitCodes.ok : exitCodes.failed;
};
