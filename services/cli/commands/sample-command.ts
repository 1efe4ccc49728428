import { enginesOf } from '@ledger/runtime/engines/engines.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { openLedger } from '@ledger/runtime/ledger/ledger.js';
import { loadSample } from '@ledger/runtime/ledger/sample-data.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { spokenIn } from '@ledger/ledger/kernel/two-languages.js';
import { remarkSentences } from '../imports/remark-lines.js';
import { sampleWords } from './sample-words.js';
import { complaining } from '../terminal/ledger-complaints.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, print } from '../terminal/output.js';

/** Makes the ledger of these settings a sample. Throws SampleFault where it is in use; nothing is written then. */
export const makeSample = async (settings: Settings, language: Language): Promise<number> => {
  const { sheet } = remarkSentences[language];
  const ledger = await openLedger({ ...settings, sample: true }, complaining(language));
  try {
    await loadSample(ledger, {
      signal: new AbortController().signal,
      loaded: (file, { rows, accepted, refused }) => {
        print(`${file}: ${sheet(count(rows), count(accepted), count(refused.length), false)}`);
      },
    });
  } finally {
    await ledger.close();
  }
  print(spokenIn(sampleWords, language)('made', { where: enginesOf(settings).log.where }));
  return exitCodes.ok;
};
