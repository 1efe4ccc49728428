import { enginesOf } from '@ledger/runtime/engines/engines.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { openLedger } from '@ledger/runtime/ledger/ledger.js';
import { loadSample } from '@ledger/runtime/ledger/sample-data.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, print, remark } from '../terminal/output.js';

/** Makes the ledger of these settings a sample. Throws SampleFault where it is in use; nothing is written then. */
export const makeSample = async (settings: Settings): Promise<number> => {
  const ledger = await openLedger({ ...settings, sample: true }, remark);
  try {
    await loadSample(ledger, {
      signal: new AbortController().signal,
      loaded: (file, { rows, accepted, refused }) => {
        print(`${file}: ${count(rows)} rows, ${count(accepted)} accepted, ${count(refused.length)} refused`);
      },
    });
  } finally {
    await ledger.close();
  }
  print(`${enginesOf(settings).log.where} is a SAMPLE: its acts are invented`);
  return exitCodes.ok;
};
